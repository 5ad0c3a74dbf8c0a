"""Supporting units contribute: each by a sub-task of its head, with an earlier deadline of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.actions import assigning
from baro.tasks.models import Task
from baro.tasks.parts import supporters_of
from baro.tasks.rulebook import Kinds
from baro.tasks.verbs import INVOLVE
from baro.trail.changes import change


def involve(task_id: int, *, units: Sequence[Unit], due_on: date, words: str, by: Actor) -> Task:
    """Ask supporting units for a contribution, each by a sub-task of its head with an earlier deadline.

    Raises Refused when a unit was not named to coordinate or has no head, and when the day is not earlier.
    """
    with change(Task, task_id, INVOLVE, by=by) as (task, tell):
        _refuse_unfit(task, units, due_on)
        kind = rulebook.today(Kinds).supporting
        given = assigning.assign_many(units, work=words, due_on=due_on, kind=kind, parent=task, by=by)
        for refusal in given.refused:
            wrong = f"{refusal.title}: {refusal.sentence}"
            raise Refused(wrong, fields={"units": wrong})
        tell(units="; ".join(map(str, units)), due=due_on, words=words)
    return task


def _refuse_unfit(task: Task, units: Sequence[Unit], due_on: date) -> None:
    """Raise Refused, beside the field, for a unit that does not coordinate and a day that is not earlier."""
    for unit in units:
        if unit.pk not in supporters_of(task):
            wrong = _("%(unit)s does not coordinate in this task. Choose units that do.") % {"unit": unit}
            raise Refused(wrong, fields={"units": wrong})
    if task.due_on and due_on >= task.due_on:
        wrong = _("%(day)s is not before %(due)s, the deadline of the task. Choose an earlier day.")
        wrong %= {"day": spoken_day(due_on), "due": spoken_day(task.due_on)}
        raise Refused(wrong, fields={"due_on": wrong})
