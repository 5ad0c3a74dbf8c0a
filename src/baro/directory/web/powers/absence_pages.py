"""The page on which people say when they are away, and that they are back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.directory.web.powers.absences import Shown, kinds_of_absence
from baro.directory.web.powers.forms import AbsenceForm
from baro.org.models import Absence, Delegation
from baro.org.powers.actions import absences
from baro.org.verbs import CANCEL_ABSENCE, DECLARE_ABSENCE, END_ABSENCE
from baro.ui.frame.account_menu import Own, own
from baro.ui.http import Request
from baro.ui.records import Beginning, RecordPages, VerbPage

SHOWN = 20
own(Own(_("Absences"), "calendar-off", DECLARE_ABSENCE.code))


def _earlier_and_waiting(request: Request) -> dict[str, Any]:
    """One's earlier absences, and the delegations that wait for one."""
    today, kinds = timezone.localdate(), kinds_of_absence()
    absences = Absence.objects.visible_to(request.actor).select_related("ended")[:SHOWN]
    waiting = Delegation.objects.visible_to(request.actor).filter(
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
    verbs=(VerbPage(END_ABSENCE, absences.end_absence), VerbPage(CANCEL_ABSENCE, absences.cancel_absence)),
    begins=(
        Beginning(
            DECLARE_ABSENCE,
            absences.declare_absence,
            AbsenceForm,
            "directory/absence.html",
            beside=_earlier_and_waiting,
            about=lambda actor: Absence(person_id=actor.person_id or 0),
        ),
    ),
)
