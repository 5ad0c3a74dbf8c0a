"""Tasks on the dashboard: by how they stand against their deadline, told apart by unit, source document and month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from textwrap import shorten
from typing import Any

from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.org.actors import Actor
from baro.org.figures.lines import Line
from baro.statistics.board import Board
from baro.statistics.groupings import NONE, Group, Grouping, number_in_key
from baro.statistics.organisation import Organisation, by_unit
from baro.tasks.models import HIDDEN
from baro.tasks.queries import class_conditions, status_rule, tasks_in
from baro.tasks.rulebook import DueClass

ASSIGNED, WAS_DUE = "assigned", "was_due"
# What wants attention comes first.
CLASSES = (DueClass.OVERDUE, DueClass.NEAR_DUE, DueClass.OPEN, DueClass.NO_DEADLINE, DueClass.LATE, DueClass.ON_TIME)
NAME_LENGTH = 70
EARLIEST = 1930
LATE_FIRST = (f"-{DueClass.OVERDUE}", f"-{ASSIGNED}")


def lines(day: date) -> Sequence[Line]:
    """Every task, then the classes, by the rule in force on a day; then everything that was due by then."""
    rule, meets = status_rule(day), class_conditions(day)
    due = (DueClass.ON_TIME, DueClass.LATE, DueClass.OVERDUE)
    return [
        Line(ASSIGNED, _("Assigned")),
        *(
            Line(one.id.value, one.names, meets[one.id], (), {"standing": one.id.value}, one.style, not one.filled)
            for one in map(rule.of, CLASSES)
        ),
        Line(WAS_DUE, _("Was due"), reduce(or_, (meets[one] for one in due)), tuple(one.value for one in due)),
    ]


def groupings(organisation: Organisation) -> dict[str, Grouping]:
    """The ways in which tasks are told apart, by code."""
    unit = by_unit(organisation, kind="tasks.owned", moment="assigned_at__date", order=LATE_FIRST)
    return {one.code: one for one in (unit, SOURCE, MONTH)}


def _source_key(group: Group) -> str:
    return NONE if group["source_id"] is None else str(group["source_id"])


def _source_names(actor: Actor, groups: Sequence[Group]) -> dict[str, str]:
    """The source documents as far as the reader may open them: one query."""
    seen = Document.objects.one_by_one(actor).only("symbol", "abstract").in_bulk([g["source_id"] for g in groups])
    named = {str(pk): shorten(str(document), NAME_LENGTH, placeholder="…") for pk, document in seen.items()}
    hidden = dict.fromkeys(map(_source_key, groups), str(HIDDEN))
    return hidden | named | {NONE: str(_("Without a source document"))}


def _from_source(key: str) -> Q:
    return Q(source=None) if key == NONE else Q(source=number_in_key(key))


def _filters_of_source(key: str) -> dict[str, Any] | None:
    return None if key == NONE else {"document": key}


def _assigned_in(key: str) -> Q:
    """Assigned in the month written as 2026-03, by the clock of the organisation.

    Raises ValueError for anything else.
    """
    first = datetime.strptime(f"{key}-01", "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar month has no zone
    if first.year < EARLIEST:
        raise ValueError(f"{key} is before anything was assigned")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (timezone.make_aware(datetime(day.year, day.month, 1)) for day in (first, after))  # noqa: DTZ001
    return Q(assigned_at__gte=start, assigned_at__lt=end)


SOURCE = Grouping(
    code="source",
    title=_("By source document"),
    head=_("Document"),
    columns=("source_id",),
    key=_source_key,
    names=_source_names,
    where=_from_source,
    order=(*LATE_FIRST, "-source_id"),
    filters=_filters_of_source,
    shown=6,
    wide=True,
)
MONTH = Grouping(
    code="month",
    title=_("By month of assigning"),
    head=_("Month"),
    columns=("month",),
    key=lambda group: group["month"].strftime("%Y-%m"),
    name=lambda group: date_format(timezone.localtime(group["month"]), "YEAR_MONTH_FORMAT"),
    where=_assigned_in,
    order=("-month",),
    made={"month": TruncMonth("assigned_at")},
    shown=6,
)
TASKS = Board(
    list_code="tasks.list",
    rows=tasks_in,
    lines=lines,
    whole=ASSIGNED,
    figures=tuple(one for one in CLASSES if one is not DueClass.NO_DEADLINE),
    rate=(DueClass.ON_TIME, WAS_DUE),
    groupings=groupings,
)
