"""How the dashboard's counts are drawn: figures, bars and rows of tables, every number a link to its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.kernel.rules import DueClass
from baro.org.models import Unit
from baro.statistics.board import ASSIGNED, CLASSES, COMPLETED, Counts, Row, Table
from baro.statistics.groupings import ALL, GROUPINGS, NONE, Grouping
from baro.statistics.web.bars import Piece, bar
from baro.tasks.queries import status_rule

LISTED = frozenset(one.value for one in CLASSES)
BIG = (ASSIGNED, DueClass.ON_TIME, DueClass.LATE, DueClass.OPEN, DueClass.NEAR_DUE, DueClass.OVERDUE)


@dataclass(frozen=True, slots=True)
class BigFigure:
    """A figure that stands large at the top."""

    label: str
    value: int
    tone: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class PaintedTable:
    """A table ready for the page."""

    code: str
    title: Any
    head: Any
    columns: list[str]
    rows: SafeString
    more: bool
    whole: str


def label_of(standing: str) -> str:
    """What a class, or a sum of classes, is called."""
    sums = {ASSIGNED: _("Assigned"), COMPLETED: _("Done, with a deadline")}
    return sums.get(standing) or str(status_rule().of(standing).names)


def home(branch: Unit) -> str:
    """The dashboard of a branch."""
    return f"{reverse('statistics.dashboard')}?{urlencode({'unit': branch.code})}"


def address(branch: Unit, standing: str, grouping: Grouping = ALL, key: str = "all") -> str:
    """Where the tasks behind a figure are: the list of tasks where its own filters say the same, else the rows page."""
    asked = _filters(branch, standing, grouping, key)
    if asked:
        return f"{reverse('tasks.list')}?{urlencode(asked)}"
    rows = reverse("statistics.tasks", args=[branch.pk, grouping.code, key, str(standing)])
    return f"{rows}?{urlencode(grouping.asked)}" if grouping.asked else rows


def _filters(branch: Unit, standing: str, grouping: Grouping, key: str) -> dict[str, str]:
    """The figure as filters of the list of tasks; empty where that list has no such filter."""
    if standing not in LISTED or branch.closed_on is not None:
        return {}
    asked = {"unit_code": branch.code, "standing": str(standing)}
    if grouping is ALL:
        return asked
    return asked | {"document": key} if grouping is GROUPINGS["source"] and key != NONE else {}


def tone_of(standing: str) -> str:
    """The style of a figure that is not zero."""
    return f"tone-{status_rule().of(standing).style}" if standing in LISTED else ""


def figures(branch: Unit, counts: Counts) -> Iterator[BigFigure]:
    """The large figures; tasks without a deadline only when there are any."""
    shown = (*BIG, DueClass.NO_DEADLINE) if counts.no_deadline else BIG
    for standing in shown:
        value = counts.of(standing)
        tone = tone_of(standing) if value else ""
        yield BigFigure(label_of(standing), value, tone, address(branch, standing), _share(standing, counts))


def _share(standing: str, counts: Counts) -> str:
    """How much of everything it is."""
    if standing == ASSIGNED or not counts.assigned:
        return ""
    part = number_format(counts.of(standing) * 1000 // counts.assigned / 10, 1)
    return _("%(percent)s %% of all") % {"percent": part}


def rate_of(counts: Counts) -> str:
    """The rate on time as the reader's language writes it; a dash while nothing is done."""
    return "—" if counts.rate is None else f"{number_format(counts.rate, 1)}\N{NO-BREAK SPACE}%"


def legend(counts: Counts) -> list[tuple[str, str]]:
    """Style and name of every class that occurs."""
    return [(one.value, label_of(one)) for one in CLASSES if counts.of(one)]


def whole_bar(branch: Unit, counts: Counts) -> SafeString:
    """The bar of everything."""
    return bar(_pieces(counts, branch, ALL, "all"), counts.assigned or 1)


def painted(table: Table, branch: Unit, *, everything: Counts) -> PaintedTable:
    """A table ready for the page; classes that occur nowhere have no column."""
    columns = [ASSIGNED, *(one.value for one in CLASSES if everything.of(one))]
    rows = "".join(_row(row, table.grouping, branch, columns) for row in table.rows)
    grouping = table.grouping
    whole = (
        f"{reverse('statistics.breakdown', args=[grouping.code])}?{urlencode({'unit': branch.code} | grouping.asked)}"
    )
    labels = [label_of(name) for name in columns]
    return PaintedTable(grouping.code, grouping.title, grouping.head, labels, SafeString(rows), table.more, whole)


def _pieces(counts: Counts, branch: Unit, grouping: Grouping, key: str) -> Iterator[Piece]:
    """The pieces of a bar, what wants attention first."""
    for one in CLASSES:
        if count := counts.of(one):
            yield Piece(one.value, count, f"{label_of(one)}: {count}", address(branch, one, grouping, key))


def _row(row: Row, grouping: Grouping, branch: Unit, columns: list[str]) -> str:
    """One row of a table, drawn without a template because there are many cells; its bar shows shares, not sizes."""
    cells = "".join(_cell(row, name, address(branch, name, grouping, row.key)) for name in columns)
    style = "cell-main cell-words" if grouping is GROUPINGS["source"] else "cell-main"
    rate, pieces = escape(_("Rate on time")), bar(_pieces(row.counts, branch, grouping, row.key), row.counts.assigned)
    return (
        f'<tr><th scope="row" class="{style}">{_name(row, grouping)}</th>'
        f'<td class="cell-bar" data-label="">{pieces}</td>{cells}'
        f'<td class="cell-number" data-label="{rate}">{rate_of(row.counts)}</td></tr>'
    )


def _cell(row: Row, standing: str, url: str) -> str:
    """One number; nothing to open stands without a link."""
    value, label = row.counts.of(standing), escape(label_of(standing))
    if not value:
        return f'<td class="cell-number is-zero muted" data-label="{label}">0</td>'
    return f'<td class="cell-number" data-label="{label}"><a href="{escape(url)}">{value}</a></td>'


def _name(row: Row, grouping: Grouping) -> str:
    """The name of the group; an open unit leads to its own dashboard, a restated one says so."""
    restated = escape(_("restated"))
    mark = f' <small class="muted">{restated}</small>' if row.facts.get("restated") else ""
    if grouping.code == "unit" and row.facts["unit__closed_on"] is None:
        url = f"{reverse('statistics.dashboard')}?{urlencode({'unit': row.facts['unit__code']} | grouping.asked)}"
        return f'<a href="{escape(url)}">{escape(row.name)}</a>{mark}'
    return f"<bdi>{escape(row.name)}</bdi>{mark}"
