"""What once was with a task: what the list is narrowed by beside how tasks stand today."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from baro.tasks import queries
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.rulebook import DueClass
from baro.tasks.verbs import CANCEL, EXTEND, REASSIGN
from baro.trail.past import deeds_of, once
from baro.ui.lists import Past

TOLD_ON = Cast(TruncDate("at"), CharField())
FORMER = KeyTextTransform("former", "facts")


def was_overdue(day: date) -> Q:
    """Overdue or done late now; moved to a later deadline after the one before had passed; or cancelled after it."""
    now = queries.of_class([DueClass.LATE, DueClass.OVERDUE], day)
    moved = deeds_of(Task, EXTEND).alias(former=FORMER).filter(former__startswith="2", former__lt=TOLD_ON)
    cancelled = deeds_of(Task, CANCEL).filter(at__date__gt=OuterRef("due_on"))
    return now | Q(Exists(moved)) | Q(state=State.CANCELLED) & Q(Exists(cancelled))


PASTS = (
    Past("overdue", _("Was once overdue"), was_overdue),
    Past("extended", _("Deadline was moved"), lambda _day: Q(extended_count__gt=0)),
    Past("extended_twice", _("Deadline was moved twice or more"), lambda _day: Q(extended_count__gt=1)),
    Past("returned", _("Was returned"), lambda _day: Q(returned_count__gt=0)),
    Past("returned_twice", _("Was returned twice or more"), lambda _day: Q(returned_count__gt=1)),
    Past("reassigned", _("Owner changed"), lambda _day: once(Task, REASSIGN)),
    Past("urged", _("Was urged"), lambda _day: Q(urged_count__gt=0)),
)
