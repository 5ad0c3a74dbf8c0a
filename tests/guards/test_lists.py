"""Every list: twenty rows cost no query more than one, its files hold what its page shows, strangers find nothing."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from baro.org.actions import founding
from baro.org.actors import Actor
from baro.org.models import Account, Post, Unit, UnitKind
from baro.ui.lists import Column, list_of
from baro.ui.lists.exports import EXPORTS, disarmed
from baro.ui.lists.page import all_lists
from baro.ui.words.cells import text, written_day
from tests.filling import STRANGER, Filler, filler_of
from tests.world import SINCE

LISTS = [kind for kind in all_lists() if kind.__module__.startswith("baro.")]
EMPTY = {"", "—"}
FEW, MANY = 1, 20


@dataclass(frozen=True)
class Visit:
    """A list as somebody found it, with what it cost."""

    page: object
    queries: list[str]


def everything(kind) -> dict[str, list[str]]:
    """The address that shows every column."""
    return {"columns": [column.path for column in kind.columns]}


def visited(client, kind) -> Visit:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(kind.code), everything(kind))
    assert answer.status_code == 200, f"{kind.code} answers {answer.status_code}"
    return Visit(answer.context["list"], [query["sql"] for query in asked])


def faults(world, kind, filler) -> list[str]:
    """What is wrong with a list that somebody fills."""
    if filler is None:
        return [f"{kind.code}: say with @fills in the tests/filling.py of its part how it gets rows"]
    client, stranger = (world.browser(getattr(world, who)) for who in (filler.sees, STRANGER))
    filler.fill(world, FEW)
    visited(client, kind)
    before, few = visited(stranger, kind), visited(client, kind)
    filler.fill(world, MANY - FEW)
    after, many = visited(stranger, kind), visited(client, kind)
    found = _of_filling(few.page, many.page)
    if after.page.count != before.page.count:
        found.append(f"{STRANGER} finds {after.page.count - before.page.count} rows more")
    if world.browser(world.stranger).get(reverse(kind.code)).status_code != 403:
        found.append("somebody without a post is not refused")
    found += more_queries(few.queries, many.queries)
    found += unlike(many.page, lines_of_csv(client, kind))
    found += of_workbook(client, kind, many.page)
    return [f"{kind.code}: {fault}" for fault in found]


def _of_filling(few, many) -> list[str]:
    grown = many.count - few.count
    return [] if grown == MANY - FEW else [f"the filler made {grown} rows and not {MANY - FEW}"]


def more_queries(few: list[str], many: list[str]) -> list[str]:
    """The statements that many rows cost more than few."""
    return [f"{len(many) - len(few)} queries more: {many[-1][:150]}"] if len(many) > len(few) else []


def lines_of_csv(client, kind) -> list[list[str]]:
    answer = client.get(reverse(kind.code), {**everything(kind), "as": "csv"})
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def unlike(page, lines: list[list[str]]) -> list[str]:
    """The columns whose values in the file are not those on the page, each with one of them."""
    heads = [str(column.words(page.base.model)) for column in page.visible_columns]
    if lines[0] != heads or len(lines) - 1 != page.count:
        return [f"the file has the columns {lines[0]} and {len(lines) - 1} rows"]
    found = {}
    for record, line, drawn in zip(page.records, lines[1:], drawn_cells(page), strict=False):
        for column, kept, shown in zip(page.visible_columns, line, drawn, strict=True):
            value = column.exported(record)
            if kept != str(disarmed(value)):
                found[column.path] = f"{column.path}: {kept!r} stands in the file for {value!r}"
            elif not says_the_same(column, shown, value):
                found[column.path] = f"{column.path}: {shown!r} on the page, {value!r} in the file"
    return list(found.values())


def says_the_same(column: Column, shown: str, value) -> bool:
    """Whether a cell and the value for the file say the same: each word of one is a word of the other.

    What is empty in the file is empty on the page as well, unless the column says itself what stands in the file.
    """
    here, there = set(re.findall(r"\w+", shown)), set(re.findall(r"\w+", as_written(value)))
    if not here or not there:
        return here == there or shown in EMPTY or (not there and column.csv is not None)
    return here <= there or there <= here


def as_written(value) -> str:
    if isinstance(value, datetime):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    return written_day(value) if isinstance(value, date) else str(value)


class _Cells(HTMLParser):
    """The words of each cell of drawn rows, without the boxes that tick them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.words: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and ("class", "cell-tick") not in attrs:
            self.words = []

    def handle_data(self, data):
        if self.words is not None:
            self.words.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.words is not None:
            self.rows[-1].append(" ".join(" ".join(self.words).split()))
            self.words = None


def drawn_cells(page) -> list[list[str]]:
    parser = _Cells()
    parser.feed(page.table_rows)
    return parser.rows


def of_workbook(client, kind, page) -> list[str]:
    answer = client.get(reverse(kind.code), {**everything(kind), "as": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)), read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    return [] if len(rows) == page.count + 1 else [f"the workbook has {len(rows)} rows for {page.count}"]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.code)
def test_a_list_keeps_its_promises(world, kind):
    found = faults(world, kind, filler_of(kind.code))
    assert not found, "\n".join(found)


class Planted(list_of("org.units")):
    """The list of units with faults that a part could make."""

    code = ""
    columns = (
        Column("name", "Name"),
        Column("kind", "Kind", cell=lambda unit, _kind: text(unit.get_kind_display())),
        Column("suffix", "Posts", cell=lambda unit, _suffix: text(Post.objects.filter(unit=unit).count()), csv="code"),
    )

    def rows(self):
        return super().rows().filter(path__startswith=self.actor.unit_path)


def test_a_list_that_nobody_fills_is_found(world):
    assert "say with @fills" in faults(world, Planted, None)[0]


def test_a_filler_that_makes_too_little_is_found(world):
    filler = Filler("org.units", "ada", lambda world, number: filler_of("org.units").fill(world, min(number, 5)))
    assert "org.units: the filler made 5 rows and not 19" in faults(world, list_of("org.units"), filler)


def test_rows_that_the_stranger_finds_are_found(world):
    def everywhere(world, number):
        here = Unit.objects.count()
        codes = [f"QN-CX-{here + at}" for at in range(number)]
        plans = [founding.Founding(code, code, UnitKind.CELL, "QN-CX") for code in codes]
        founding.found(plans, since=SINCE, by=Actor.system("world"))

    assert "org.units: dov finds 19 rows more" in faults(world, list_of("org.units"), Filler("", "ada", everywhere))


def test_a_query_for_each_row_is_found(world):
    def drawn(actor):
        with CaptureQueriesContext(connection) as asked:
            assert Planted(actor, QueryDict()).table_rows
        return [query["sql"] for query in asked]

    assert more_queries(drawn(world.eve), drawn(world.ada))
    assert not more_queries(drawn(world.eve), drawn(world.dov))


def test_a_file_that_says_something_else_is_found(world):
    page = Planted(world.eve, QueryDict())
    request = RequestFactory().get("/")
    request.user = Account(pk=world.eve.account_id)
    answer = page.as_file(request, EXPORTS["csv"], "Units")
    file = csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines())
    lines = [[cell.removeprefix("\ufeff") for cell in line] for line in file]
    assert [fault.split(":")[0] for fault in unlike(page, lines)] == ["kind", "suffix"]
    assert "1 rows" in unlike(page, lines[:2])[0]
    assert "stands in the file" in unlike(page, [lines[0], *([cell + "?" for cell in line] for line in lines[1:])])[0]
