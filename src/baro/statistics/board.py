"""The dashboard: rows of a branch counted by where they stand, and the very rows behind each count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from baro.kernel.counted import Counted
from baro.kernel.figures import shares
from baro.org.actors import Actor
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.statistics.groupings import ALL, Group, Grouping, named
from baro.statistics.organisation import Organisation
from baro.trail.alphabet import alphabetical

Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One group with its counts by line; a group of a ``unit`` is ``restated`` when it adds up several."""

    key: str
    name: str
    counts: Counts
    unit: Unit | None = None
    restated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Some groups in their order, and whether more follow."""

    grouping: Grouping
    rows: tuple[Row, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What is counted of one kind of record: the ``rows`` of a branch that an actor sees, by ``lines`` of a day.

    Every row is in exactly one of the lines that have a tone. ``whole`` is the line of all rows; it and the ``figures``
    stand large on top, other lines only while they count something. ``rate`` names the two lines whose share stands
    beside them, ``groupings`` the ways in which the rows are told apart.
    """

    list_code: str
    rows: Callable[[Actor, Unit], QuerySet[Any]]
    lines: Callable[[date], Sequence[Line]]
    whole: str
    figures: tuple[str, ...]
    rate: tuple[str, str]
    groupings: Callable[[Organisation], dict[str, Grouping]]

    def rate_of(self, counts: Counts) -> float | None:
        """The share in percent; None while there is nothing to compare with."""
        part, of = (counts[code] for code in self.rate)
        return shares((part, of - part))[0] if of else None

    def totals(self, actor: Actor, branch: Unit, today: date | None = None) -> Counts:
        """The counts of the whole branch: one query."""
        lines = self.lines(today or timezone.localdate())
        return _counts(lines, self.rows(actor, branch).aggregate(**_counted(lines)))

    def table(
        self,
        actor: Actor,
        branch: Unit,
        grouping: Grouping,
        *,
        first: int = 0,
        most: int | None = None,
        today: date | None = None,
    ) -> Table:
        """The groups of a branch from the ``first`` on, all or the next ``most``, with their counts: one query.

        Groups of units that stand for others are added up first, and named by one query more.
        """
        lines = self.lines(today or timezone.localdate())
        found = self.rows(actor, branch).annotate(**grouping.made).values(*grouping.columns)
        groups = found.annotate(**_counted(lines))
        last = None if most is None else first + most
        if grouping.stands_for:
            every = _added_up(grouping, grouping.stands_for, lines, groups.order_by())
            return Table(grouping, tuple(every[first:last]), last is not None and len(every) > last)
        asked = list(groups.order_by(*grouping.order)[first : None if last is None else last + 1])
        shown = asked[:most]
        names = zip(shown, named(grouping, actor, shown), strict=True)
        rows = (Row(grouping.key(group), name, _counts(lines, group)) for group, name in names)
        return Table(grouping, tuple(rows), len(asked) > len(shown))

    def group(self, actor: Actor, branch: Unit, grouping: Grouping, key: str) -> QuerySet[Any]:
        """The rows of one group.

        Raises ValueError for a key that is none.
        """
        return self.rows(actor, branch).alias(**grouping.made).filter(grouping.where(key))

    def name_of(self, actor: Actor, branch: Unit, grouping: Grouping, key: str) -> str | None:
        """What the group of a key is called; None when there is nothing in it.

        Raises ValueError for a key that is none.
        """
        rows = self.group(actor, branch, grouping, key).order_by()
        found = rows.annotate(**grouping.made).values(*grouping.columns).first() if grouping.columns else {}
        if found is None:
            return None
        if grouping.stands_for:
            return str(Unit.objects.get(pk=grouping.stands_for(found)).name)
        return named(grouping, actor, [found])[0]

    def cell(self, line: Line, branch: Unit, grouping: Grouping = ALL, key: str = ALL.code) -> Cell:
        """The number of a line, of the rows of a branch in one group."""
        within = None if branch.closed_on else grouping.filters(key)
        listed = line.asked is not None and within is not None
        asked = {"unit_code": branch.code, **(line.asked or {}), **(within or {})} if listed else grouping.asked
        return Cell(
            code=line.code,
            label=line.label,
            list_code=self.list_code,
            asked=asked,
            board=self,
            line=line,
            branch=branch,
            grouping=grouping,
            key=key,
            listed=listed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Counted):
    """One number of a board; ``listed`` when the filters of the list tell its rows."""

    board: Board
    line: Line
    branch: Unit
    grouping: Grouping
    key: str
    listed: bool

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The list of its rows where they can be acted upon, else the page of these rows."""
        if self.listed:
            return self.list_code, ()
        return "statistics.tasks", (self.branch.pk, self.grouping.code, self.key, self.code)

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[Any]:
        """The very rows that the number counts."""
        return self.board.group(actor, self.branch, self.grouping, self.key).filter(self.line.where)


def _counted(lines: Iterable[Line]) -> dict[str, Any]:
    """What the database counts."""
    return {line.code: line.count for line in lines if not line.adds}


def _counts(lines: Iterable[Line], found: Mapping[str, Any]) -> Counts:
    """The counts as they came from the database, with their sums."""
    return Counter({line.code: sum(found[code] for code in line.adds or (line.code,)) for line in lines})


def _added_up(
    grouping: Grouping, stands_for: Callable[[Group], int], lines: Sequence[Line], groups: Iterable[Group]
) -> list[Row]:
    """A row for each unit that stands for one or more, in the order of the grouping."""
    sums: dict[int, Counts] = defaultdict(Counter)
    parts: dict[int, set[int]] = defaultdict(set)
    for found in groups:
        unit = stands_for(found)
        sums[unit].update(_counts(lines, found))
        parts[unit].add(found["counted"])
    units = Unit.objects.in_bulk(sums)  # names are no secret to who sees the counts
    rows = [Row(str(pk), unit.name, sums[pk], unit, parts[pk] != {pk}) for pk, unit in units.items()]
    falling = [code.removeprefix("-") for code in grouping.order]
    return sorted(rows, key=lambda row: ([-row.counts[code] for code in falling], alphabetical(row.name), row.key))
