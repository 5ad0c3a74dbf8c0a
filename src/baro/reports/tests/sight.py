"""Who sees yearly reports, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("reports.report")
def of_a_unit(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the figures of the unit."""
    return books.reaches(reader, "statistics.see", row["unit_id"])


@sight("reports.keptfigure")
def of_a_report(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "reports.report", row["report_id"])
