"""Ten years of figures in the country: documents and returns by COPY, counted against the best plain SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

import click
from django.db import connection, transaction
from django.utils import timezone

from baro.demo.copying import blank, columns_of, counted_on
from baro.demo.nation.loading import ROOT
from baro.documents.flow import State
from baro.documents.indicators import ISSUED
from baro.documents.models import Direction, Document
from baro.kernel import rulebook
from baro.kernel.reporting import year_of
from baro.org.actors import Actor, Scope
from baro.org.figures.indicators import indicators, line_of
from baro.org.models import Unit, UnitKind
from baro.org.queries import units_on
from baro.returns.actions.entering import Entered, enter
from baro.returns.rulebook import ReturnFigures
from baro.statistics.exploring import BELOW, Asked, explore
from baro.statistics.keeping import frozen
from baro.statistics.organisation import DAY, THEN, Organisation
from baro.statistics.queries import figures, figures_of
from baro.trail.copying import copied
from baro.ui.lists import list_of
from bench.table import Row

YEARS, DOCUMENTS = 10, 1_000_000
SEED, ROUNDS, SHOWN = 2016, 5, 50
FIGURES_BAR, ROWS_BAR = 1.2, 3.0
REFORM = date(2025, 7, 1)
TYPES = ("resolution", "directive", "regulation", "guideline", "programme", "plan", "report", "conclusion", "notice")
PLAIN = """
    SELECT type, count(*) FILTER (WHERE issued_on >= %(first)s), count(*) FILTER (WHERE issued_on < %(first)s)
    FROM documents_document WHERE direction = 'outgoing' AND number IS NOT NULL AND state IN ('signed', 'issued')
    AND issued_on BETWEEN %(before)s AND %(last)s
    AND issuer_unit_id IN (SELECT id FROM org_unit WHERE id = %(unit)s OR parent_id = %(unit)s
        AND kind = 'standing_committee') GROUP BY type
"""
BY_PROVINCE = """
    SELECT ltrim(split_part(u.path, '/', 2), '~'), extract(year FROM d.issued_on), count(*)
    FROM documents_document d JOIN org_unit u ON u.id = d.issuer_unit_id
    WHERE d.direction = 'outgoing' AND d.number IS NOT NULL AND d.state IN ('signed', 'issued')
    AND d.issued_on BETWEEN %(first)s AND %(last)s AND d.type = 'plan' AND u.path LIKE %(path)s GROUP BY 1, 2
"""
FIRST_ROWS = """
    SELECT d.*, i.name, s.name FROM documents_document d JOIN org_unit i ON i.id = d.unit_id
    LEFT JOIN org_unit s ON s.id = d.issuer_unit_id
    WHERE d.direction = 'outgoing' AND d.number IS NOT NULL AND d.state IN ('signed', 'issued')
    AND d.issued_on BETWEEN %(first)s AND %(last)s AND d.type = 'plan' AND s.path LIKE %(path)s
    AND i.path LIKE %(path)s ORDER BY d.issued_on DESC, d.id DESC LIMIT 50
"""


SUMS = """
    SELECT c.code, sum(c.value) FILTER (WHERE c.last = %(last)s), sum(c.value) FILTER (WHERE c.last = %(last_before)s)
    FROM returns_cell c JOIN org_unit u ON u.id = c.unit_id WHERE c.counts AND c.code = ANY(%(codes)s)
    AND (c.first, c.last) IN ((%(first)s, %(last)s), (%(first_before)s, %(last_before)s))
    AND u.path LIKE %(path)s GROUP BY c.code
"""
INSPECTED = "inspection.members.inspected"
WRITTEN = {
    "returns_return": "",
    "returns_version": "",
    "returns_cell": "",
    "trail_event": "WHERE verb_code = 'returns.return.enter'",
}


def years() -> list[int]:
    """The last ten years that have ended."""
    last = timezone.localdate().year - 1
    return list(range(last - YEARS + 1, last + 1))


def load(scale: float) -> None:
    """Documents of ten years, issued by the committees that stood in each."""
    count, columns = round(DOCUMENTS * scale), columns_of(Document)
    kinds = (UnitKind.CENTRAL_COMMITTEE, UnitKind.PROVINCIAL_COMMITTEE, UnitKind.COMMUNE_COMMITTEE)
    # read before the table is written: the connection does one of both
    issuers = list(Unit.objects.filter(kind__in=kinds).order_by("pk").values_list("pk", "closed_on", "kind"))
    rows = ([row[name] for name in columns] for row in _documents(count, issuers))
    with click.progressbar(length=count, label=f"Loading {count:,} documents") as bar, transaction.atomic():
        copied(Document, columns, rows, bar.update)
        counted_on(Document)


def _documents(count: int, issuers: list[tuple[int, date | None, str]]) -> Iterator[dict[str, Any]]:
    chance = Random(SEED)
    ended = [pk for pk, closed, kind in issuers if closed or kind != UnitKind.COMMUNE_COMMITTEE]
    standing = [pk for pk, closed, _kind in issuers if not closed]
    root = next(pk for pk, _closed, kind in issuers if kind == UnitKind.CENTRAL_COMMITTEE)
    first, empty = date(years()[0], 1, 1), blank(Document)
    days = (date(years()[-1], 12, 31) - first).days
    for number in range(1, count + 1):
        day = first + timedelta(days=number * days // count)
        unit = root if number % 50 == 0 else chance.choice(standing if day >= REFORM else ended)
        yield empty | {
            "id": number,
            "direction": Direction.OUTGOING.value,
            "state": State.ISSUED.value,
            "type": chance.choice(TYPES),
            "unit_id": unit,
            "issuer_unit_id": unit,
            "number": number,
            "symbol": f"{number}-KH/TU",
            "abstract": f"Về việc số {number}",
            "issued_on": day,
            "entered_on": day,
        }


def measured(settle: Callable[[], None]) -> Iterator[Row]:
    """Every row of figures; ``settle`` lets the database do what it does by itself in quiet hours."""
    root = Unit.objects.get(code=ROOT)
    yield from _handing_up(root)
    _earlier_years()
    settle()
    yield from _report(root)
    yield _returned(root)
    yield from _by_province(root)
    yield from _rows_behind(root)
    yield from _freezing(root)


def _handing_up(root: Unit) -> Iterator[Row]:
    """The returns of every cell and commune for a year by the door for many, against COPY of the very rows it wrote."""
    kinds, form, period = (UnitKind.CELL, UnitKind.COMMUNE_COMMITTEE), "inspection", str(years()[-1])
    units = units_on(date(years()[-1], 12, 31), below=root, kinds=kinds).select_related("unit")
    at, chance = timezone.now(), Random(SEED)
    lines = [Entered(one.unit, {INSPECTED: chance.randrange(9)}, at, "Bí thư") for one in units]
    begun = time.perf_counter()
    enter(lines, unit=root, form=form, period=period, source="bench", by=Actor.system("bench"))
    mine = time.perf_counter() - begun
    rows, plain = _copied_again()
    yield Row(f"handing up {len(lines):,} returns, {rows:,} rows", mine, plain, mine / plain, None, "s")
    yield Row("returns handed up in a second", len(lines) / mine, len(lines) / plain, None, None, "rows")


def _earlier_years() -> None:
    """The same returns for each of the years before, so that the figures are looked for among ten times as many."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("returns_round", "returns_return", "returns_version", "returns_cell"):
            cursor.execute(
                f"SELECT array_agg(column_name::text) FROM information_schema.columns WHERE table_name = '{table}'"
            )
            columns = cursor.fetchone()[0]
            said = ", ".join(_shifted(column) for column in columns)
            into = f"INSERT INTO {table} ({', '.join(columns)})"
            cursor.execute(f"{into} SELECT {said} FROM {table}, generate_series(1, %(n)s) ago", {"n": YEARS - 1})


def _shifted(column: str) -> str:
    """A column as it was some years ago: keys apart, days earlier."""
    if column in ("id", "round_id", "of_id", "version_id"):
        return f"{column} + ago * 100000000"
    if column in ("first", "last", "due_on", "as_of"):
        return f"({column} - make_interval(years => ago::int))::date"
    return f"(left({column}, 4)::int - ago) || substr({column}, 5)" if column == "period" else column


def _copied_again() -> tuple[int, float]:
    """How many rows of returns there are, and the seconds in which COPY writes them into tables that are made alike."""
    rows, took = 0, 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        for table, where in WRITTEN.items():
            cursor.execute(f"CREATE TEMP TABLE again_{table} (LIKE {table} INCLUDING ALL) ON COMMIT DROP")
            with cursor.copy(f"COPY (SELECT * FROM {table} {where}) TO STDOUT (FORMAT BINARY)") as out:
                held = b"".join(out)
            begun = time.perf_counter()
            with cursor.copy(f"COPY again_{table} FROM STDIN (FORMAT BINARY)") as into:
                into.write(held)
            took += time.perf_counter() - begun
            cursor.execute(f"SELECT count(*) FROM again_{table}")
            rows += cursor.fetchone()[0]
    return rows, took


def _returned(root: Unit) -> Row:
    """The figures that are sums of returns, against one statement over the same cells."""
    year = years()[-1]
    codes = sorted(
        {cell for line in rulebook.in_force(ReturnFigures, on=date(year, 12, 31)).body.lines for cell in line.cells}
    )
    facts = {"codes": codes, "path": f"{root.path}%", "first": date(year, 1, 1), "last": date(year, 12, 31)}
    facts |= {"first_before": date(year - 1, 1, 1), "last_before": date(year - 1, 12, 31)}
    asked = [one for one in indicators if one.code.startswith("returns.")]
    mine = lambda: [figures_of(one, root, year, fingerprints=False) for one in asked]  # noqa: E731
    return _compared(f"{len(codes)} sums of returns of the nation", mine, _asked(SUMS, facts), FIGURES_BAR)


def _report(root: Unit) -> Iterator[Row]:
    """The figures of the yearly report: values, and values with the fingerprints of their rows."""
    year = years()[-1]
    days = {"first": date(year, 1, 1), "before": date(year - 1, 1, 1), "last": date(year, 12, 31), "unit": root.pk}
    plain, count = _asked(PLAIN, days), len(figures(root, year))
    mine = lambda: figures(root, year, fingerprints=False)  # noqa: E731
    yield _compared(f"the yearly report of the nation, {count} figures", mine, plain, FIGURES_BAR)
    yield _compared("the same with fingerprints of their rows", lambda: figures(root, year), plain, None)


def _by_province(root: Unit) -> Iterator[Row]:
    """One figure by province over ten years, in each organisation, against one statement over today's paths."""
    [indicator] = [one for one in indicators if one.code == ISSUED]
    columns = [year_of(year) for year in years()]
    days = {"first": columns[0].before.first, "last": columns[-1].last, "path": f"{root.path}%"}
    plain = _asked(BY_PROVINCE, days)
    ways = (("today", Organisation()), ("then", Organisation(THEN)), ("as of a day", Organisation(DAY, REFORM)))
    for name, organisation in ways:
        asked = Asked(indicator, f"{ISSUED}.plan", root, by=BELOW, organisation=organisation)
        mine = lambda asked=asked: explore(asked, columns)  # noqa: E731
        yield _compared(f"by province over ten years, organisation of {name}", mine, plain, FIGURES_BAR)


def _rows_behind(root: Unit) -> Iterator[Row]:
    """The first page of the rows of ten years, as the list shows it to who sees everything."""
    [indicator] = [one for one in indicators if one.code == ISSUED]
    reader = Actor(1, 1, 1, "", "", "", (Scope("documents.see", root.path), Scope("statistics.see", root.path)))
    period = year_of(years()[0])
    first, last = period.first, date(years()[-1], 12, 31)
    line = line_of(f"{ISSUED}.plan", root, years()[-1])

    def rows() -> Any:
        assert indicator.branch is not None
        found: Any = indicator.branch(root, first, last).filter(line.line.where)
        return found.visible_to(reader).for_list()

    def page() -> object:
        return list_of(indicator.list_code)(reader, {}, among=rows()).records

    plain = _asked(FIRST_ROWS, {"first": first, "last": last, "path": f"{root.path}%"})
    yield _compared(f"first page of {rows().count():,} rows behind a figure", page, plain, ROWS_BAR)


def _freezing(root: Unit) -> Iterator[Row]:
    """Keeping the figures of a year with their rows: how many rows a second, and how many bytes each takes."""
    begun = time.perf_counter()
    kept = frozen(root, date(years()[-1], 1, 1), date(years()[-1], 12, 31))
    took = time.perf_counter() - begun
    rows, size = sum(one.row_count for one in kept), sum(len(one.rows) + len(one.measures) for one in kept)
    yield Row(f"freezing {len(kept)} figures, {rows:,} rows: a second", rows / took, unit="rows")
    yield Row("freezing: what a row takes", size / max(rows, 1), unit="bytes")
    begun = time.perf_counter()
    sound = sum(one.is_sound for one in kept)
    yield Row(
        f"proving {sound} of {len(kept)} figures again: a second", rows / (time.perf_counter() - begun), unit="rows"
    )


def _asked(statement: str, facts: dict[str, Any]) -> Callable[[], object]:
    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement, facts)
            return cursor.fetchall()

    return ask


def _compared(name: str, mine: Callable[[], object], base: Callable[[], object], bar: float | None) -> Row:
    pairs = [(_took(mine) * 1000, _took(base) * 1000) for _ in range(ROUNDS + 1)][1:]
    this, other = (median(times) for times in zip(*pairs, strict=True))
    return Row(name, this, other, median(a / b for a, b in pairs), bar)


def _took(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun
