"""Who sees programmes and reviews, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("programmes.programme", "programmes.review")
def of_a_unit(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the tasks of the unit."""
    return books.reaches(reader, "tasks.see", row["unit_id"])


@sight("programmes.clause", "programmes.chosen")
def of_a_programme(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "programmes.programme", row["programme_id"])


@sight("programmes.figure")
def of_a_review(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "programmes.review", row["review_id"])
