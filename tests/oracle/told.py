"""Who reads what is told: events by their records, notices by their post."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, has_rule, sight


@sight("trail.notice")
def notice(_books: Books, reader: Reader, row: Row) -> bool:
    return row["post_id"] == reader.post


@sight("trail.event")
def event(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees a record that it is about, or a dated fact that it wrote down, and the posts that it was brought to.

    What was done under a delegation is told to its two posts, and to nobody for that alone.
    """
    given = (books.of("org.delegation")[int(one.rpartition(":")[2])] for one in row["subjects"] if "under:" in one)
    if any(reader.post in (one["delegator_id"], one["delegate_id"]) for one in given):
        return True
    about = (subject.rpartition(":") for subject in row["subjects"] if not subject.startswith("under:"))
    seen = (has_rule(label) and books.sees(reader, label, int(key)) for label, _colon, key in about)
    brought = books.where("trail.notice", event_id=row["id"], post_id=reader.post)
    return any(brought) or any(seen) or _wrote_down(books, reader, row)


def _wrote_down(books: Books, reader: Reader, row: Row) -> bool:
    """Whether it recorded a dated fact that the reader sees, or put it out of use: history names the deed (ADR 14)."""
    return any(
        books.sees(reader, label, fact["id"])
        for label in ("org.unitfacts", "org.postfacts", "org.tenure", "org.membership", "org.quota")
        for side in ("recorded_id", "superseded_id")
        for fact in books.where(label, **{side: row["id"]})
    )
