"""Who sees cascades, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words


@sight("cascades.cascade")
def cascade(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the tasks of the giving unit, and the post that gives it."""
    return reader.post == row["giver_post_id"] or books.reaches(reader, "tasks.see", row["unit_id"])


@words(*(f"cascades.cascade.{name}" for name in ("work", "product", "authority", "clause", "fields_kept")))
def question(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the cascade, and whoever sees a task by which it is answered."""
    received = books.where("cascades.recipient", cascade_id=row["id"])
    answers = any(books.sees(reader, "cascades.recipient", one["id"]) for one in received)
    return answers or books.sees(reader, "cascades.cascade", row["id"])


@sight("cascades.recipient")
def recipient(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "tasks.task", row["task_id"])


@sight("cascades.answer")
def answer(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "cascades.recipient", row["recipient_id"])


@sight("cascades.unitset")
def kept(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, "tasks.see", row["unit_id"])


@sight("cascades.setmember")
def member(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "cascades.unitset", row["of_id"])
