"""Who sees deliveries, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words


@sight("intake.delivery")
def delivery(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever registers documents of the unit to which it came."""
    return books.reaches(reader, "documents.document.register", row["unit_id"])


@sight("intake.deliveredpaper")
def paper(books: Books, reader: Reader, row: Row) -> bool:
    """With its delivery."""
    return books.sees(reader, "intake.delivery", row["delivery_id"])


@words(*(f"documents.attachment.{name}" for name in ("name", "content", "text", "problem")))
def file(books: Books, reader: Reader, row: Row) -> bool:
    """What came is read by whoever sees its delivery."""
    delivered = books.where("intake.deliveredpaper", file_id=row["id"])
    return any(books.sees(reader, "intake.deliveredpaper", one["id"]) for one in delivered)
