"""The page on which people say when they are away, and what that wakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from baro.directory.web.wording import AbsenceForm
from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted
from baro.org.actions import being_away
from baro.org.models import Absence, Grant
from baro.org.rulebook import Delegation
from baro.org.verbs import BE_AWAY, BE_BACK, TAKE_BACK_ABSENCE
from baro.ui.forms import act_through_form
from baro.ui.http import Request, go_to
from baro.ui.personal import Own, own

SHOWN = 20
own(Own(_("Absences"), "calendar-off", "org.absence.declare"))


def kinds_of_absence() -> dict[str, str]:
    """What may be said about why somebody is away, in the words of the rulebook."""
    return rulebook.names(Delegation)


@dataclass(frozen=True, slots=True)
class Shown:
    """An absence as its person reads it, with the name of its kind."""

    absence: Absence
    kind: str
    today: date

    @property
    def deed(self) -> str:
        """The verb that ends it: come back from one that lasts, take back one to come; empty when it is over."""
        if self.absence.ended_id is not None or self.absence.last < self.today:
            return ""
        return BE_BACK.code if self.absence.first <= self.today else TAKE_BACK_ABSENCE.code

    @property
    def was_taken_back(self) -> bool:
        """Whether it was ended before it began."""
        ended = self.absence.ended
        return ended is not None and timezone.localdate(ended.at) < self.absence.first


def be_away(request: Request) -> HttpResponse:
    """Declare an absence; one's earlier ones and the grants that wait for it stand beside.

    Raises NotPermitted for who is nobody.
    """
    if request.actor.person_id is None:
        raise NotPermitted(_("Everybody declares only their own absence."))
    today = timezone.localdate()
    kinds = kinds_of_absence()
    absences = list(Absence.objects.visible_to(request.actor).select_related("ended")[:SHOWN])
    waiting = Grant.objects.visible_to(request.actor).filter(
        given_by=request.actor.person_id, only_in_absence=True, revoked=None, period__endswith__gt=today
    )
    context = {
        "absences": [Shown(one, kinds.get(one.reason, one.reason), today) for one in absences],
        "waiting": waiting.for_list(),
        "back": "/",
        "record": None,
    }
    return act_through_form(
        request,
        AbsenceForm,
        being_away.be_away,
        template="directory/absence.html",
        verb=BE_AWAY,
        record=Absence(person_id=request.actor.person_id),
        context=context,
    )


@require_POST
def be_back(request: Request, pk: int) -> HttpResponse:
    """Come back from an absence."""
    return go_to(request, being_away.be_back(pk, by=request.actor), done=BE_BACK)


@require_POST
def take_back_absence(request: Request, pk: int) -> HttpResponse:
    """Take back an absence that has not begun."""
    return go_to(request, being_away.take_back_absence(pk, by=request.actor), done=TAKE_BACK_ABSENCE)
