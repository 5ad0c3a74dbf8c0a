"""Who sees tasks, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words


@sight("tasks.task")
def task(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees a unit that it concerns, and the posts that gave it, own it, answer for it."""
    posts = (row["owner_post_id"], row["assigner_post_id"], row["accountable_post_id"])
    concerned = (one["unit_id"] for one in books.where("tasks.taskunit", task_id=row["id"]))
    return reader.post in posts or any(books.reaches(reader, "tasks.see", unit) for unit in concerned)


@sight("tasks.progress")
def report(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "tasks.task", row["task_id"])


@sight("tasks.evidence")
def proof(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "tasks.progress", row["report_id"])


@words(*(f"documents.attachment.{name}" for name in ("name", "content", "text", "problem")))
def paper(books: Books, reader: Reader, row: Row) -> bool:
    """A paper that proves a report is read with its task as well."""
    proofs = books.where("tasks.evidence", attachment_id=row["id"])
    return books.sees(reader, "documents.attachment", row["id"]) or any(
        books.sees(reader, "tasks.evidence", one["id"]) for one in proofs
    )


@sight("tasks.taskunit")
def unit_of_a_task(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, "tasks.see", row["unit_id"])
