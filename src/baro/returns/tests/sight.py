"""Who sees returns, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("returns.round")
def round_(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the returns of the unit that asks, and whoever sees one of the returns that were asked for."""
    asked = books.where("returns.return", round_id=row["id"])
    return books.reaches(reader, "returns.see", row["unit_id"]) or any(
        books.sees(reader, "returns.return", one["id"]) for one in asked
    )


@sight("returns.return")
def return_(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, "returns.see", row["unit_id"])


@sight("returns.version")
def version(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "returns.return", row["of_id"])


@sight("returns.cell")
def cell(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, "returns.see", row["unit_id"])
