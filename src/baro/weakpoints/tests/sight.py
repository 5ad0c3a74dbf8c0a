"""Who sees weak points, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words


@sight("weakpoints.point")
def point(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the weak points of the unit, and the post that must solve it."""
    return reader.post == row["owner_post_id"] or books.reaches(reader, "weakpoints.see", row["unit_id"])


@sight("weakpoints.proof")
def proof(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "weakpoints.point", row["point_id"])


@words(*(f"documents.attachment.{name}" for name in ("name", "content", "text", "problem")))
def paper(books: Books, reader: Reader, row: Row) -> bool:
    """A paper that proves a solution is read with its weak point as well."""
    proofs = books.where("weakpoints.proof", attachment_id=row["id"])
    return any(books.sees(reader, "weakpoints.proof", one["id"]) for one in proofs)
