"""Written urgings: one draft for all late tasks that one post gave to one unit, by the actions of documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.documents.actions.drafting import draft
from baro.documents.queries import authority_of
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import actor_at
from baro.tasks.models import Task
from baro.trail.changes import change_many
from baro.trail.models import Reason, notify
from baro.ui.words.cells import written_day
from baro.urging.models import Step
from baro.urging.rulebook import Ladders
from baro.urging.verbs import WRITE


def write_letters(today: date) -> int:
    """Draft the written urgings that are still to be drafted; gives how many.

    The draft lies with whoever gave the tasks. Where nobody holds that post, and where the unit may issue no letter of
    a type of the rule, it waits until that has changed.
    """
    written = 0
    waiting = Step.objects.without_letter().order_by("task__assigner_post", "task__unit")
    groups = waiting.values_list("task__assigner_unit", "task__assigner_post", "task__unit").distinct()
    with translation.override(settings.LANGUAGE_CODE):
        for assigner_unit, assigner_post, unit in list(groups):
            written += _write(assigner_unit, assigner_post, unit, today)
    return written


def _write(assigner_unit: int, assigner_post: int, unit_id: int, today: date) -> int:
    """One draft, which names every late task of a unit; gives 1 when it was drafted."""
    book, drafter = rulebook.in_force(Ladders, on=today).body, actor_at(assigner_post, on=today)
    issuer, unit = (Unit.objects.get(pk=pk) for pk in (assigner_unit, unit_id))
    kind = next((one for one in book.letter_types if authority_of(issuer, one)), "")
    if drafter.post_id is None or not kind:
        return 0
    by = Actor.system(WRITE.code)
    with transaction.atomic():
        named = {"task__assigner_unit": issuer, "task__assigner_post": assigner_post, "task__unit": unit}
        wanted = Step.objects.without_letter().filter(**named).order_by("task__due_on", "pk")
        keys = list(wanted.values_list("pk", flat=True)[: book.letter_most_tasks])
        with change_many(Step, keys, WRITE, by=by) as batch:
            for step in [step for step in batch.records if step.letter_id is not None]:
                batch.refuse(step, _("The written urging is drafted already."))
            if not batch.records:
                return 0
            prefetch_related_objects(batch.records, "task")
            tasks = sorted({step.task for step in batch.records}, key=lambda task: (task.due_on or date.max, task.pk))
            letter = draft(
                unit=issuer, type=kind, abstract=_about(unit), body=_body(unit, tasks), recipients=[unit],
                by=by, drafter=drafter,
            )  # fmt: skip
            for step in batch.records:
                batch.tell(step, letter, step.task, unit=unit, count=len(tasks))
            Step.objects.filter(pk__in=[step.pk for step in batch.records]).update(letter=letter)
        notify(batch.events[0], letter, Reason.ASSIGNED, [assigner_post])
    return 1


def _about(unit: Unit) -> str:
    return _("on urging late tasks of %(unit)s") % {"unit": unit}


def _body(unit: Unit, tasks: Sequence[Task]) -> str:
    """The text of the letter: every task with its deadline, and what is asked."""
    head = ngettext(
        "%(unit)s has %(count)s task that is past its deadline:",
        "%(unit)s has %(count)s tasks that are past their deadlines:",
        len(tasks),
    ) % {"unit": unit, "count": len(tasks)}
    line = _("%(number)s. %(work)s (deadline: %(due)s)")
    lines = [
        line % {"number": number, "work": task.work, "due": written_day(task.due_on) if task.due_on else "—"}
        for number, task in enumerate(tasks, start=1)
    ]
    asked = _(
        "Please finish these tasks and report the results. Where something is in the way, record it as an obstacle."
    )
    return "\n".join([head, *lines, "", asked])
