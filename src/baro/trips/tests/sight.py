"""Who sees trips, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("trips.trip")
def trip(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the trips of the unit, and the post that asked."""
    return reader.post == row["requester_id"] or books.reaches(reader, "trips.see", row["unit_id"])
