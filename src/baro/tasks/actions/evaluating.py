"""How whoever did it judges the work on a task of the level above."""

from __future__ import annotations

from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.tasks.models import Task
from baro.tasks.rulebook import SelfEvaluation
from baro.tasks.verbs import EVALUATE
from baro.trail.changes import change
from baro.trail.models import Reason, notify


def evaluate(task_id: int, *, grade: str, words: str, by: Actor) -> Task:
    """Judge the own work by a grade, with reasons; it goes up with the task.

    Raises Refused for a grade that the rule in force does not know.
    """
    known = dict(rulebook.today(SelfEvaluation).named())
    if grade not in known:
        wrong = _("“%(grade)s” is no grade. Choose one from the list.") % {"grade": grade}
        raise Refused(wrong, fields={"grade": wrong})
    with change(Task, task_id, EVALUATE, by=by) as (task, tell):
        task.self_grade, task.self_evaluation = grade, words.strip()
        task.save(update_fields=["self_grade", "self_evaluation"])
        event = tell(grade=coded("tasks.grade", grade), words=task.self_evaluation)
        notify(event, task, Reason.INFORMED, [task.assigner_post_id])
    return task
