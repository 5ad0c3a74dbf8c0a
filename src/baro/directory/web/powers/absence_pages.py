"""The page on which people say when they are away, and that they are back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.directory.web.powers.absences import Shown, kinds_of_absence
from baro.directory.web.powers.forms import AbsenceForm
from baro.org.models import Absence, Grant
from baro.org.powers.actions import being_away
from baro.org.verbs import BE_AWAY, BE_BACK, TAKE_BACK_ABSENCE
from baro.ui.frame.account_menu import Own, own
from baro.ui.http import Request
from baro.ui.records import Beginning, RecordPages, VerbPage

SHOWN = 20
own(Own(_("Absences"), "calendar-off", BE_AWAY.code))


def _earlier_and_waiting(request: Request) -> dict[str, Any]:
    """One's earlier absences, and the grants that wait for one."""
    today, kinds = timezone.localdate(), kinds_of_absence()
    absences = Absence.objects.visible_to(request.actor).select_related("ended")[:SHOWN]
    waiting = Grant.objects.visible_to(request.actor).filter(
        given_by=request.actor.person_id, only_in_absence=True, revoked=None, period__endswith__gt=today
    )
    return {
        "absences": [Shown(one, kinds.get(one.reason, one.reason), today) for one in absences],
        "waiting": waiting.for_list(),
        "back": "/",
    }


ABSENCES = RecordPages(
    Absence,
    "absences",
    verbs=(VerbPage(BE_BACK, being_away.be_back), VerbPage(TAKE_BACK_ABSENCE, being_away.take_back_absence)),
    begins=(
        Beginning(
            BE_AWAY,
            being_away.be_away,
            AbsenceForm,
            "directory/absence.html",
            beside=_earlier_and_waiting,
            about=lambda actor: Absence(person_id=actor.person_id or 0),
        ),
    ),
)
