"""What the page of an obstacle shows, and what is done to it there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.tasks.flow import State as TaskState
from baro.tasks.models import Task
from baro.ui.http import Request, number_in
from baro.ui.records import Beginning, Fact, Facts, RecordPage, RecordPages, VerbPage, as_prose
from baro.urging import verbs as v
from baro.urging.actions import obstacles
from baro.urging.models import Obstacle
from baro.urging.web import forms


def _of_ones_own(actor: Actor) -> Obstacle:
    """An obstacle of a task of one's own: whoever holds a post may come to record one."""
    return Obstacle(task=Task(owner_post_id=actor.post_id or 0, state=TaskState.ASSIGNED))


def _of_the_task(request: Request) -> dict[str, Any]:
    """The task from whose page one comes."""
    return {"task": number_in(request.GET.get("task"))}


def _heading(obstacle: Obstacle) -> str:
    return str(obstacle)


OBSTACLES = RecordPages(
    Obstacle,
    "obstacles",
    verbs=(
        VerbPage(v.REMOVE, obstacles.remove, forms.AnswerForm),
        VerbPage(v.REFUSE, obstacles.refuse, forms.RefuseForm),
        VerbPage(v.WITHDRAW, obstacles.withdraw),
    ),
    begins=(Beginning(v.RECORD, obstacles.record, forms.RecordForm, initial=_of_the_task, about=_of_ones_own),),
    page=RecordPage(
        crumbs=("urging.obstacles",),
        heading=_heading,
        sections=(
            Facts(
                _("The obstacle"),
                (
                    Fact("what", cell=as_prose, wide=True),
                    Fact("task", linked=True),  # its work is named to whoever must decide about the obstacle
                    Fact("task.unit", _("Owner unit")),
                    Fact("task.due_on", _("Deadline of the task")),
                    Fact("remover", _("To be removed by whom")),
                    Fact("until"),
                    Fact("recorded_on"),
                    Fact("answer", cell=as_prose, wide=True, note="ended_on"),
                ),
            ),
        ),
    ),
    related=("task__unit", "unit", "post__unit"),
)
