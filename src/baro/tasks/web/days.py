"""The deadlines of tasks: on boards, in calendars."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.tasks import queries
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.rulebook import DueClass
from baro.tasks.web.waiting import row_of
from baro.ui.counts.dated import Dated, Grouping, Lane, dated_kinds, lanes_of_states

OPEN = (DueClass.OVERDUE, DueClass.NEAR_DUE, DueClass.OPEN, DueClass.NO_DEADLINE)


def _among(actor: Actor) -> QuerySet[Any]:
    """The open tasks that the actor sees."""
    return Task.objects.visible_to(actor).open().for_cards().with_sources(actor)


def _owned(posts: Collection[int]) -> Q:
    return Q(owner_post__in=posts)


def _by_deadline(day: date) -> list[Lane]:
    """The classes of open tasks, the most urgent first."""
    rule, conditions = queries.status_rule(day), queries.class_conditions(day)
    return [Lane(name.value, rule.of(name).names, rule.of(name).style, conditions[name]) for name in OPEN]


def _said(task: Task) -> str:
    return gettext("Deadline: %(work)s") % {"work": task}


dated_kinds.add(
    Dated(
        code="tasks.due",
        label=_("Deadlines of tasks"),
        icon="clipboard-list",
        day="due_on",
        among=_among,
        of=_owned,
        row=partial(row_of, own=True),
        said=_said,
        groupings=(
            Grouping(
                "state",
                _("By state"),
                lanes_of_states(State, State.ASSIGNED, State.DECLINED, State.UNDERWAY, State.HANDED_IN),
            ),
            Grouping("deadline", _("By timeliness"), _by_deadline),
        ),
    )
)
