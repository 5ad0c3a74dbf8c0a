"""Who sees steps and obstacles, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words


@sight("urging.step")
def step(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the task."""
    return books.sees(reader, "tasks.task", row["task_id"])


@sight("urging.obstacle")
def obstacle(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the task or the tasks of the unit that must remove it, and the post that must."""
    if books.sees(reader, "tasks.task", row["task_id"]) or books.reaches(reader, "tasks.see", row["unit_id"]):
        return True
    if row["post_id"] is not None:
        return reader.post == row["post_id"]
    heads = books.where("org.post", unit_id=row["unit_id"], rank="head")
    return any(reader.post == one["id"] for one in heads)


@words("tasks.task.work")
def work(books: Books, reader: Reader, row: Row) -> bool:
    """What is held up is named to whoever reads of the obstacle."""
    kept = books.where("urging.obstacle", task_id=row["id"])
    return books.sees(reader, "tasks.task", row["id"]) or any(
        books.sees(reader, "urging.obstacle", one["id"]) for one in kept
    )
