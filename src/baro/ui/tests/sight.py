"""Who sees what the frame keeps, as its documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("ui.savedview", "ui.work", "ui.digest", "ui.feed")
def own(_books: Books, reader: Reader, row: Row) -> bool:
    return reader.account is not None and row["account_id"] == reader.account


@sight("ui.remark")
def remark(_books: Books, reader: Reader, row: Row) -> bool:
    """By itself it is there for who wrote it; everybody else reads the event in the timeline of its record."""
    return reader.person is not None and row["person_id"] == reader.person
