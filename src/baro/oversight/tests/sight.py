"""Who sees cases, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words

PRESENTED = {"ending", "closed"}
TOLD = {"heard", "in_force", "dropped", "lapsed", "annulled"}
TO_OFFICERS = "oversight.see"


def concerns(books: Books, reader: Reader, case: Row) -> bool:
    """The person whom the case is about; of a unit whoever heads it in any post, and the head of what followed it."""
    if reader.person is None or reader.post is None:
        return False
    if case["subject_person_id"] is not None:
        return case["subject_person_id"] == reader.person
    held = {row["post_id"] for row in books.believed("org.tenure", person_id=reader.person)}
    headed = {post for post in held if books.of("org.post")[post]["rank"] == "head"}
    if any(books.of("org.post")[post]["unit_id"] == case["subject_unit_id"] for post in headed):
        return True
    unit = books.of("org.post")[reader.post]["unit_id"]
    return reader.post in headed and books.lies_in(case["subject_unit_id"], unit, below=False)


@sight("oversight.case")
def case(books: Books, reader: Reader, row: Row) -> bool:
    """Officers of the body, the team, bodies that decide about what follows; never whom it concerns."""
    if concerns(books, reader, row):
        return False
    team = books.where("oversight.seat", case_id=row["id"], person_id=reader.person, left_on=None)
    penalties = list(books.where("oversight.penalty", case_id=row["id"]))
    appeals = [one for penalty in penalties for one in books.where("oversight.appeal", penalty_id=penalty["id"])]
    bodies = [row["unit_id"], *(one["unit_id"] for one in (*penalties, *appeals))]
    return any(team) or any(books.reaches(reader, TO_OFFICERS, one) for one in bodies)


@sight("oversight.seat", "oversight.paper", "oversight.finding")
def of_case(books: Books, reader: Reader, row: Row) -> bool:
    """With the case."""
    return books.sees(reader, "oversight.case", row["case_id"])


@sight("oversight.remedy")
def remedy(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "oversight.finding", row["finding_id"])


@sight("oversight.side")
def side(books: Books, reader: Reader, row: Row) -> bool:
    """Whom the case concerns, and who works on it."""
    about = books.of("oversight.case")[row["case_id"]]
    return concerns(books, reader, about) or books.sees(reader, "oversight.case", row["case_id"])


@sight("oversight.statement")
def statement(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "oversight.side", row["side_id"])


@sight("oversight.penalty")
def penalty(books: Books, reader: Reader, row: Row) -> bool:
    """With the case, and whom it concerns once they were heard."""
    own = concerns(books, reader, books.of("oversight.case")[row["case_id"]])
    return (own and row["state"] in TOLD) or books.sees(reader, "oversight.case", row["case_id"])


@sight("oversight.appeal")
def appeal(books: Books, reader: Reader, row: Row) -> bool:
    """With the case, and whom it concerns."""
    about = books.of("oversight.penalty")[row["penalty_id"]]["case_id"]
    own = concerns(books, reader, books.of("oversight.case")[about])
    return own or books.sees(reader, "oversight.case", about)


def _on_the_side(books: Books, reader: Reader, case_id: int) -> bool:
    sides = books.where("oversight.side", case_id=case_id)
    return any(books.sees(reader, "oversight.side", one["id"]) for one in sides)


@words("oversight.case.matter", "oversight.case.closing", "oversight.case.symbol")
def of_the_side(books: Books, reader: Reader, row: Row) -> bool:
    """What the side shows of its case, and its number wherever discipline or a complaint is seen."""
    return books.sees(reader, "oversight.case", row["id"]) or _on_the_side(books, reader, row["id"])


@words("oversight.finding.what")
def found(books: Books, reader: Reader, row: Row) -> bool:
    """Once they are presented, by whom the case concerns."""
    about = books.of("oversight.case")[row["case_id"]]
    given = about["presented_on"] is not None and row["state"] != "withdrawn"
    return books.sees(reader, "oversight.finding", row["id"]) or (given and _on_the_side(books, reader, about["id"]))


@words("oversight.seat.reason")
def seat(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "oversight.case", row["case_id"])


@words(*(f"documents.attachment.{name}" for name in ("name", "content", "text", "problem")))
def paper(books: Books, reader: Reader, row: Row) -> bool:
    """The file of a paper is read with its case, and by whom it was given to."""
    for one in books.where("oversight.paper", file_id=row["id"]):
        given = one["shared"] and one["state"] == "done" and _on_the_side(books, reader, one["case_id"])
        if given or books.sees(reader, "oversight.case", one["case_id"]):
            return True
    return False
