"""Who sees published figures, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("statistics.publication")
def of_a_unit(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees figures of the unit."""
    return books.reaches(reader, "statistics.see", row["unit_id"])


@sight("statistics.publishedfigure")
def of_a_publication(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "statistics.publication", row["publication_id"])
