"""Who sees what the frame keeps, as its documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


@sight("ui.savedview", "ui.work")
def own(_books: Books, reader: Reader, row: Row) -> bool:
    return reader.account is not None and row["account_id"] == reader.account
