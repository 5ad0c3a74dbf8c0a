"""What a page asks the database: how many queries, and how the slowest is answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baro.config.supervising import LOOPBACK
from bench.pages import Page

LONGEST_QUERY = 700


def explained(pages: Sequence[Page]) -> Iterator[str]:
    """A paragraph for each page."""
    for page in pages:
        browser = Client(headers={"cookie": page.cookie, "host": LOOPBACK})
        browser.get(page.path)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page.path)
        yield _told(page, [query["sql"] for query in queries.captured_queries])


def _told(page: Page, queries: Sequence[str]) -> str:
    asked = [query for query in queries if query.startswith("SELECT")]
    plans = {query: _plan(query) for query in asked}
    slowest = max(asked, key=lambda query: plans[query][0])
    total = sum(took for took, _plan in plans.values())
    head = f"{page.name}: {len(queries)} queries, {total:.1f} ms in the database; the slowest:"
    return "\n".join([head, f"  {slowest[:LONGEST_QUERY]}", *(f"    {line}" for line in plans[slowest][1])])


def _plan(query: str) -> tuple[float, list[str]]:
    """How long a query takes, planning included, and its plan."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query.replace('%', '%%')}", [])
        lines = [line for (line,) in cursor.fetchall()]
    return sum(float(line.split()[2]) for line in lines if line.startswith(("Planning Time", "Execution Time"))), lines
