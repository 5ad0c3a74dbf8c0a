"""A year of issued documents month by month and by unit, beside one statement written by hand; and drawing a chart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import psycopg
from django.db.models import Max

from baro.config.environment import PREPARED
from baro.documents.models import Document
from baro.kernel.reporting import Period, PeriodKind, year_of
from baro.org.figures.indicators import indicators
from baro.org.models import Unit
from baro.statistics.exploring import BELOW, Asked, explore
from baro.ui.charts import Chart, Kind, Mark, for_page
from bench.table import Row

FIGURES_BAR = 1.2
ROUNDS = 5
PLAIN = """
    SELECT date_trunc('month', d.issued_on), d.issuer_unit_id, count(*)
    FROM documents_document d JOIN org_unit u ON u.id = d.issuer_unit_id
    WHERE d.direction = 'outgoing' AND d.number IS NOT NULL AND d.state IN ('signed', 'issued')
      AND d.issued_on BETWEEN %s AND %s AND u.path LIKE %s || '%%' AND d.type = ANY(%s)
    GROUP BY 1, 2
"""


def measured(url: str) -> Iterator[Row]:
    """The months of a year and of the year before by unit against the statement by hand, and a chart of them."""
    issued, root = indicators["documents.issued"], Unit.objects.get(parent=None)
    newest = Document.objects.aggregate(day=Max("issued_on"))["day"]
    year = year_of(newest.year)
    asked, months = Asked(issued, issued.code, root, BELOW), year.parts(PeriodKind.MONTH)
    with psycopg.connect(url, prepare_threshold=PREPARED["prepare_threshold"]) as plain:
        ours = _milliseconds(lambda: explore(asked, months))
        base = _milliseconds(lambda: _counted_plainly(plain, root, year))
    yield Row("explore: 24 months by unit", ours, base, ours / base, FIGURES_BAR)
    yield from _charts()


def _counted_plainly(plain: psycopg.Connection[Any], root: Unit, year: Period) -> None:
    """The same counts by one statement that knows the types of the report and asks no rule."""
    types = [one for line in _types(year) for one in line]
    with plain.cursor() as cursor:
        cursor.execute(PLAIN, [year.before.first, year.last, root.path, types]).fetchall()


def _types(year: Period) -> Iterator[list[str]]:
    for line in indicators["documents.issued"].lines(year.last):
        yield [value for _name, value in line.where.children for value in value]  # type: ignore[misc]


def _charts() -> Iterator[Row]:
    """Loading the engine with a first chart, another chart, and the same again."""
    first, *others = (_chart(n) for n in range(ROUNDS + 1))
    yield Row("explore: the first chart of a process", _milliseconds(lambda: for_page(first), rounds=1))
    fresh = iter(others)
    yield Row("explore: another chart of 120 points", _milliseconds(lambda: for_page(next(fresh))))
    yield Row("explore: the same chart again", _milliseconds(lambda: for_page(first)))


def _chart(seed: int) -> Chart:
    names = [f"series {n}" for n in range(5)]
    marks = (
        Mark(str(at), (at * 7 + n * 3 + seed) % 97, name, url="/") for n, name in enumerate(names) for at in range(24)
    )
    return Chart(Kind.LINES, tuple(marks), series=tuple(names))


def _milliseconds(deed: Callable[[], object], rounds: int = ROUNDS) -> float:
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)
