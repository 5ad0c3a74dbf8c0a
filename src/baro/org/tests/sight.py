"""Who sees the organisation, as its documents say it; for the oracle."""

from __future__ import annotations

from itertools import chain

from tests.oracle.books import Books, Reader, Row, sight, words

SEE, KEEP, DECIDE = "org.see", "org.organise", "org.decide"


@words(
    *("org.unit.name", "org.unitfacts.name", "org.unitfacts.code", "org.unitfacts.suffix"),
    *("org.post.name", "org.postfacts.name", "org.person.name"),
)
def names_are_no_secret(_books: Books, _reader: Reader, _row: Row) -> bool:
    """Whoever addresses a unit or a person has to find it: everybody in a post reads names, today's and former ones."""
    return True


@sight("org.unit")
def unit(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, SEE, row["id"])


@sight("org.unitfacts", "org.term", "org.post", "org.membership", "org.quota")
def of_a_unit(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, SEE, row["unit_id"])


@words("org.term.name")
def name_of_a_term(books: Books, reader: Reader, row: Row) -> bool:
    """A body that its committee elects has the term of the committee, and says so."""
    below = (unit for unit in books.of("org.unit") if books.lies_in(unit, row["unit_id"], below=True))
    return any(books.reaches(reader, SEE, unit) for unit in below)


@sight("org.postfacts", "org.tenure", "org.mandate", "org.checkcount")
def of_a_post(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, SEE, books.of("org.post")[row["post_id"]]["unit_id"])


def _places_of(books: Books, person: int) -> set[int]:
    """The units in which a person ever had a post or sat, as it is believed."""
    posts = books.of("org.post")
    held = (posts[row["post_id"]]["unit_id"] for row in books.where("org.tenure", person_id=person, superseded_id=None))
    sat = (row["unit_id"] for row in books.where("org.membership", person_id=person, superseded_id=None))
    return {*chain(held, sat)}


@sight("org.person")
def person(books: Books, reader: Reader, row: Row) -> bool:
    """Oneself, whoever was in a unit that one sees, and for a keeper those who never were in any."""
    places = _places_of(books, row["id"])
    new = not places and row["merged_into_id"] is None and books.anywhere(reader, KEEP)
    return row["id"] == reader.person or new or any(books.reaches(reader, SEE, one) for one in places)


@words("org.person.born_on", "org.person.retires")
def birth(books: Books, reader: Reader, row: Row) -> bool:
    """Oneself, and whoever keeps the organisation where the person is or was (ADR 19)."""
    return row["id"] == reader.person or any(books.reaches(reader, KEEP, one) for one in _places_of(books, row["id"]))


@sight("org.account")
def account(books: Books, reader: Reader, row: Row) -> bool:
    """One's own, and whoever keeps accounts in all units of the owner's posts; of who holds none, at the top."""
    if row["id"] == reader.account:
        return True
    if row["person_id"] is None or reader.post is None:
        return False
    if row["person_id"] == reader.person:
        return True
    held = [
        books.of("org.post")[one["post_id"]]["unit_id"]
        for one in books.believed("org.tenure", person_id=row["person_id"])
    ]
    tops = [unit["id"] for unit in books.of("org.unit").values() if unit["parent_id"] is None]
    kept = any(one.permission == "org.keep_accounts" for one in reader.carries)
    return kept and all(books.reaches(reader, "org.keep_accounts", unit) for unit in held or tops)


@sight("org.signin")
def sign_in(_books: Books, reader: Reader, row: Row) -> bool:
    return row["account_id"] == reader.account


@sight("org.delegation")
def delegation(books: Books, reader: Reader, row: Row) -> bool:
    """Both posts, and whoever sees the unit of the giver: who may act for whom is no secret."""
    given_in = books.of("org.post")[row["delegator_id"]]["unit_id"]
    return reader.post in (row["delegator_id"], row["delegate_id"]) or books.reaches(reader, SEE, given_in)


@sight("org.absence", "org.import")
def own(_books: Books, reader: Reader, row: Row) -> bool:
    return reader.person is not None and row["person_id"] == reader.person


@words("org.absence.period")
def until_when(books: Books, reader: Reader, row: Row) -> bool:
    """Until when somebody is away is for who sees them, who gives them work, and those in whose unit they work."""
    posts, places = books.of("org.post"), _places_of(books, row["person_id"])
    own = posts[reader.post]["unit_id"] if reader.post else 0
    return books.sees(reader, "org.person", row["person_id"]) or any(
        books.reaches(reader, "tasks.task.assign", one) or books.lies_in(one, own, below=True) for one in places
    )


@sight("org.handover")
def handover(books: Books, reader: Reader, row: Row) -> bool:
    """The two who sign, who keeps or decides about the organisation there, and who was told."""
    place = books.of("org.post")[row["post_id"]]["unit_id"]
    told = any(books.where("trail.notice", post_id=reader.post, subject=f"org.handover:{row['id']}"))
    signs = reader.person in (row["from_person_id"], row["to_person_id"])
    return signs or told or books.reaches(reader, KEEP, place) or books.reaches(reader, DECIDE, place)


@sight("org.proposal")
def proposal(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever made it, and who keeps or decides about the organisation there."""
    place = books.of("org.post")[row["post_id"]]["unit_id"]
    own = reader.person is not None and row["proposed_by_id"] == reader.person
    return own or books.reaches(reader, KEEP, place) or books.reaches(reader, DECIDE, place)


@sight("org.reorganisation")
def reorganisation(books: Books, reader: Reader, row: Row) -> bool:
    """Once it was signed, whoever sees the unit; before that, who prepares or decides it, and who began it."""
    signed = row["state"] in ("signed", "done") or (row["state"] == "withdrawn" and row["agreed"] is not None)
    begun = (
        event
        for event in books.where("trail.event", verb_code="org.reorganisation.prepare", person_id=reader.person)
        if f"org.reorganisation:{row['id']}" in event["subjects"]
    )
    seen = signed and books.reaches(reader, SEE, row["unit_id"])
    return seen or any(books.reaches(reader, one, row["unit_id"]) for one in (KEEP, DECIDE)) or any(begun)


@words("org.reorganisation.title")
def title_of_a_reorganisation(books: Books, reader: Reader, row: Row) -> bool:
    """By what a unit was closed or founded stands on its page, for whoever sees that."""
    followed = books.where("org.succession", reorganisation_id=row["id"])
    units = {one[side] for one in followed for side in ("predecessor_id", "successor_id")}
    seen = books.sees(reader, "org.reorganisation", row["id"])
    return seen or any(books.reaches(reader, SEE, unit) for unit in units)


@sight("org.plannedunit", "org.plannedchange")
def of_a_plan(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "org.reorganisation", row["reorganisation_id"])
