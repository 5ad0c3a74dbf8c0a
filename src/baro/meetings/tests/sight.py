"""Who sees meetings, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight


def _belongs(books: Books, reader: Reader, meeting: int | None) -> bool:
    """A member of the body as it was called, and the secretary of the meeting."""
    if meeting is None or reader.person is None:
        return False
    sits = books.where("meetings.attendee", meeting_id=meeting, person_id=reader.person)
    return any(sits) or books.of("meetings.meeting")[meeting]["secretary_id"] == reader.person


@sight("meetings.meeting")
def meeting(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the meetings of the body, and who belongs to this one."""
    return books.reaches(reader, "meetings.see", row["unit_id"]) or _belongs(books, reader, row["id"])


@sight("meetings.item")
def item(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the meetings of the body, who belongs to its meeting, and the post that proposed it."""
    own = reader.post is not None and reader.post == row["proposer_post_id"]
    seen = books.reaches(reader, "meetings.see", row["unit_id"])
    return own or seen or _belongs(books, reader, row["meeting_id"])


@sight("meetings.vote", "meetings.recusal", "meetings.itemtask", "meetings.reservation")
def of_an_item(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "meetings.item", row["item_id"])


@sight("meetings.attendee", "meetings.objection", "meetings.speaker", "meetings.score")
def of_a_meeting(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "meetings.meeting", row["meeting_id"])


@sight("meetings.presence")
def presence(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "meetings.attendee", row["attendee_id"])


@sight("meetings.count", "meetings.tally", "meetings.candidate")
def count(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "meetings.vote", row["vote_id"])


@sight("meetings.opinion")
def opinion(books: Books, reader: Reader, row: Row) -> bool:
    """One's own, and those of others once the vote is closed."""
    own = books.of("meetings.attendee")[row["attendee_id"]]["person_id"] == reader.person
    closed = books.of("meetings.vote")[row["vote_id"]]["state"] == "closed"
    return (own or closed) and books.sees(reader, "meetings.vote", row["vote_id"])
