"""How the dashboard's counts are drawn: figures, bars and rows of tables, every number a link to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.kernel.figures import shares
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.statistics.board import Board, Counts, Row, Table
from baro.statistics.groupings import ALL, Grouping
from baro.ui.counts.bars import Piece, bar
from baro.ui.counts.opening import address, number


@dataclass(frozen=True, slots=True)
class BigFigure:
    """A figure that stands large at the top."""

    label: Any
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
    columns: list[Line]
    rows: SafeString
    more: bool
    whole: str


def home(branch: Unit, **asked: str) -> str:
    """The dashboard of a branch."""
    return f"{reverse('statistics.dashboard')}?{urlencode({'unit': branch.code} | asked)}"


class Painter:
    """Draws what a board counts of a branch on a day; ``everything`` are the counts of the whole branch."""

    def __init__(self, board: Board, branch: Unit, day: date, everything: Counts) -> None:
        self.board, self.branch, self.everything = board, branch, everything
        self.lines = {line.code: line for line in board.lines(day)}
        self.whole = self.lines[board.whole]
        self.parts = [line for line in self.lines.values() if line.tone and everything[line.code]]

    def address(self, line: Line, grouping: Grouping = ALL, key: str = ALL.code) -> str:
        """Where the rows of a number are."""
        return address(self.board.cell(line, self.branch, grouping, key))

    @property
    def figures(self) -> Iterator[BigFigure]:
        """The large figures."""
        always = [self.whole, *(self.lines[code] for code in self.board.figures)]
        for line in (*always, *(line for line in self.parts if line not in always)):
            value = self.everything[line.code]
            tone = f"tone-{line.tone}" if value and line.tone else ""
            yield BigFigure(line.label, value, tone, self.address(line), self._share(line))

    def _share(self, line: Line) -> str:
        """How much of everything it is."""
        share = self._shares.get(line.code)
        return "" if share is None else _("%(percent)s %% of all") % {"percent": number_format(share, 1)}

    @cached_property
    def _shares(self) -> dict[str, float]:
        """The share of each part; every task is in exactly one of them, so that they sum to 100."""
        found = shares([self.everything[line.code] for line in self.parts])
        return {line.code: share for line, share in zip(self.parts, found, strict=True)}

    @property
    def rate(self) -> str:
        """The rate of the whole branch."""
        return self.rate_of(self.everything)

    def rate_of(self, counts: Counts) -> str:
        """The rate as the reader's language writes it; a dash while there is nothing to compare with."""
        rate = self.board.rate_of(counts)
        return "—" if rate is None else f"{number_format(rate, 1)}\N{NO-BREAK SPACE}%"

    @property
    def formula(self) -> list[SafeString]:
        """The two numbers of which the rate is made."""
        return [number(self.everything[code], self.address(self.lines[code])) for code in self.board.rate]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The pieces of the bar of everything."""
        return [self._piece(line, self.everything, self.address(line)) for line in self.parts]

    def _piece(self, line: Line, counts: Counts, url: str) -> Piece:
        return Piece(line.tone, line.label, counts[line.code], url, line.light)

    def table(self, table: Table) -> PaintedTable:
        """A table ready for the page; lines that occur nowhere have no column."""
        grouping, columns = table.grouping, [self.whole, *self.parts]
        rows = "".join(self._row(row, grouping, columns) for row in table.rows)
        asked = urlencode({"unit": self.branch.code} | grouping.asked)
        whole = f"{reverse('statistics.breakdown', args=[grouping.code])}?{asked}"
        return PaintedTable(grouping.code, grouping.title, grouping.head, columns, SafeString(rows), table.more, whole)

    def _row(self, row: Row, grouping: Grouping, columns: list[Line]) -> str:
        """One row, drawn without a template because there are many cells; its bar shows shares, not sizes."""
        urls = {line.code: self.address(line, grouping, row.key) for line in columns if row.counts[line.code]}
        pieces = [self._piece(line, row.counts, urls.get(line.code, "")) for line in columns if line.tone]
        cells = "".join(_cell(line, row.counts[line.code], urls.get(line.code, "")) for line in columns)
        style, rate = "cell-main cell-words" if grouping.wide else "cell-main", escape(_("Rate on time"))
        return (
            f'<tr><th scope="row" class="{style}">{_name(row, grouping)}</th>'
            f'<td class="cell-bar" data-label="">{bar(pieces)}</td>{cells}'
            f'<td class="cell-number" data-label="{rate}">{self.rate_of(row.counts)}</td></tr>'
        )


def _cell(line: Line, value: int, url: str) -> str:
    """One number."""
    style = "cell-number" if value else "cell-number is-zero"
    return f'<td class="{style}" data-label="{escape(str(line.label))}">{number(value, url)}</td>'


def _name(row: Row, grouping: Grouping) -> str:
    """The name of the group; an open unit leads to its own dashboard, a restated one says so."""
    restated = escape(_("restated"))
    mark = f' <small class="muted">{restated}</small>' if row.restated else ""
    if row.unit and row.unit.closed_on is None:
        return f'<a href="{escape(home(row.unit, **grouping.asked))}">{escape(row.name)}</a>{mark}'
    return f"<bdi>{escape(row.name)}</bdi>{mark}"
