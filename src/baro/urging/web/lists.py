"""The register of urging, and the list of obstacles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.tasks.models import Task
from baro.tasks.queries import with_words as task_with_words
from baro.trail.words import with_words
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import ANY, Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.ui.words.cells import badge
from baro.urging.flow import State
from baro.urging.models import Obstacle, Step
from baro.urging.queries import to_remove
from baro.urging.rulebook import Ladders, Way

WHICH = {"taken": _("Taken"), "left_out": _("Left out")}


def _steps_known() -> list[tuple[str, str]]:
    """The steps of every version of the rule, each by its latest name."""
    named: dict[str, str] = {}
    for rule in rulebook.versions(Ladders):
        named |= {step.id: str(step.names) for ladder in rule.body.ladders for step in ladder.steps}
    return list(named.items())


class StepFilter(Filter):
    """What narrows the register of urging."""

    in_sight = ("q", "step", "way")

    q = Words(label=_("Words of the task"))
    step = forms.MultipleChoiceField(label=_("Step"), choices=_steps_known)
    way = forms.ChoiceField(label=_("Way"), choices=[ANY, *Way.choices])
    which = forms.ChoiceField(label=_("Show"), choices=[ANY, *WHICH.items()])
    unit = UnitChoice(label=_("Owner unit and below"))
    days = Period(label=_("Taken between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The steps that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            found = Task.objects.visible_to(self.actor).filter(task_with_words(words))
            rows = rows.filter(task__in=found.order_by().values("pk"))
        if steps := asked.get("step"):
            rows = rows.filter(step__in=steps)
        if way := asked.get("way"):
            rows = rows.filter(ways__contains=[way])
        if which := asked.get("which"):
            rows = rows.filter(skipped=which == "left_out")
        if unit := asked.get("unit"):
            rows = rows.filter(task__unit__path__startswith=unit.path)
        return days.narrow(rows, "taken_on") if (days := asked.get("days")) else rows


def _step_cell(step: Step, _value: Any) -> SafeString:
    tone = "neutral" if step.skipped else "info" if step.taken_on <= step.deadline else "warn"
    return badge(step.name, tone)


class StepList(ListPage):
    """Every step of the tasks that the reader sees."""

    code = "urging.steps"
    title = _("Urging")
    lead = _("Every step by which owners of tasks were urged.")
    filter = StepFilter
    order = ("-taken_on", "-pk")
    empty = Empty(_("When a deadline is near or past, Baro urges the owner step by step. Every step stands here."))
    columns = (
        Column("task.__str__", _("Task"), sortable=False, csv="task.work", wide=True),
        Column("name", _("Step"), sortable=False, cell=_step_cell),
        Column("ways_told", _("Way"), sortable=False),
        Column("taken_on"),
        Column("deadline"),
        Column("task.owner_post.name", _("Owner"), sortable=False, optional=True),
        Column("task.unit.name", _("Owner unit"), sort_by="task__unit__path"),
        Column("level", optional=True),
        Column("letter.symbol", _("Written urging"), sortable=False, optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The steps of tasks that the reader sees."""
        return Step.objects.visible_to(self.actor).for_list()

    def url(self, record: Any) -> str:
        """The page of the task."""
        return f"{reverse('tasks.task', args=[record.task_id])}#urging"

    def is_open(self) -> bool:
        """Everybody in a post has tasks, and is urged."""
        return self.actor.post_id is not None


class ObstacleFilter(Filter):
    """What narrows obstacles."""

    in_sight = ("q", "state", "mine")

    q = Words(label=_("Words of the obstacle"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    mine = WaitingChoice("urging.obstacles", label=_("My part"))
    unit = UnitChoice(label=_("Unit to remove it"))
    late = forms.BooleanField(label=_("Only those that are late"))
    days = Period(label=_("To be removed between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The obstacles that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = with_words(rows, words)
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if asked.get("mine"):
            rows = rows.filter(pk__in=to_remove(self.actor).order_by().values("pk"))
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if asked.get("late"):
            rows = rows.filter(state=State.STANDING, until__lt=timezone.localdate())
        return days.narrow(rows, "until") if (days := asked.get("days")) else rows


class ObstacleList(ListPage):
    """Every obstacle that the reader may see."""

    code = "urging.obstacles"
    title = _("Obstacles")
    lead = _("What keeps owners from doing their tasks, and who must remove it.")
    filter = ObstacleFilter
    order = ("-pk",)
    url_name = "urging.obstacle"
    empty = Empty(_("The owner of a task records on its page what is in the way, and who must remove it."))
    columns = (
        Column("__str__", _("Obstacle"), sortable=False, csv="what", wide=True),
        state_column(State),
        Column("remover", _("To be removed by whom"), sortable=False),
        Column("until"),
        Column("recorded_on"),
        Column("ended_on", optional=True),
        Column("answer", sortable=False, optional=True, wide=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The obstacles of tasks that the reader sees, and those that the reader must remove."""
        return Obstacle.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Everybody in a post may have to remove one."""
        return self.actor.post_id is not None
