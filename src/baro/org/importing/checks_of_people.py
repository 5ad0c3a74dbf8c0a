"""What is checked of people and of the tenures that put them into posts."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from baro.org.importing.checks import FEW, NEW, NUMBERED, SAME, WRONG, Case
from baro.org.importing.known import OWN_KEY, Held, KnownPost
from baro.org.models import Person, TenureKind
from baro.org.powers.second_person import above
from baro.sheets.reading import Row
from baro.sheets.shapes import plainly


@dataclass(slots=True)
class Crowd:
    """Who a file speaks of: the rows by number and by name, the recorded person of a row, of a tenure, and its post."""

    numbers: dict[str, Row] = field(default_factory=dict)
    names: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    recorded: dict[int, Person] = field(default_factory=dict)  # by the row of the list of people
    holders: dict[int, Person | Row] = field(default_factory=dict)  # by the row of a tenure
    places: dict[int, KnownPost | Row] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)  # people who get their number


def check_people(case: Case, crowd: Crowd) -> None:
    """Say of everybody whether they are new, recorded, get their number, or are wrong."""
    for row in case.lists.rows["people"]:
        number, name = row["number"], plainly(row["name"])
        if number and crowd.numbers.setdefault(number, row) is not row:
            case.wrong("people", row, "number", "number_twice", other=crowd.numbers[number].number)
        before = crowd.names[name]
        if unnumbered := next((other for other in before if not (number and other["number"])), None):
            case.wrong("people", row, "name", "person_twice", other=unnumbered.number)
        before.append(row)
        found = "" if row.is_wrong else _found(case, crowd, row)
        row.result = WRONG if row.is_wrong else found


def _found(case: Case, crowd: Crowd, row: Row) -> str:
    """Find who is recorded of a row; what becomes of it."""
    number, name = row["number"], plainly(row["name"])
    one = case.known.numbers.get(number) or case.known.keys.get(number)
    if one and (plainly(one.name) == name or one.number == number):
        if plainly(one.name) != name:
            case.wrong("people", row, "number", "number_taken")
        crowd.recorded[row.number] = one
        return SAME
    if number and not number.startswith(OWN_KEY):
        return _numbered(case, crowd, row)
    return _named(case, crowd, row)


def _named(case: Case, crowd: Crowd, row: Row) -> str:
    """Somebody without a number is whoever alone bears the name, or somebody new."""
    namesakes = case.known.people.get(plainly(row["name"]), [])
    if len(namesakes) > 1:
        case.wrong("people", row, "name", "namesakes")
    elif namesakes and namesakes[0].number:
        case.wrong("people", row, "name", "has_number", number=namesakes[0].number)
    if namesakes:
        crowd.recorded[row.number] = namesakes[0]
    return SAME if namesakes else NEW


def _numbered(case: Case, crowd: Crowd, row: Row) -> str:
    """A number that nobody bears yet: it is for the one of that name without a number, or for somebody new."""
    without = [person for person in case.known.people.get(plainly(row["name"]), []) if not person.number]
    if len(without) > 1:
        case.wrong("people", row, "name", "namesakes")
    elif without and without[0].pk not in crowd.claimed:
        crowd.claimed.add(without[0].pk)
        crowd.recorded[row.number] = without[0]
        return NUMBERED
    return NEW


# Tenures


def check_tenures(case: Case, crowd: Crowd) -> None:
    """Say of every tenure whether it is new, recorded or wrong."""
    taken: dict[tuple[int, str], list[tuple[date, date | None, Row]]] = defaultdict(list)
    for row in case.lists.rows["tenures"]:
        row.cells["kind"] = row["kind"] or TenureKind.HOLDER.value
        person, post = _who(case, crowd, row), _where(case, row)
        if row["to"] and row["from"] and row["to"] < row["from"]:
            case.wrong("tenures", row, "to", "ends_first")
        if post is not None:
            crowd.places[row.number] = post
            _check_days(case, row, post)
        if person is not None:
            crowd.holders[row.number] = person
        recorded = _is_recorded(case, row, person, post)
        if not recorded and isinstance(person, Person) and person.pk == case.by.person_id:
            case.wrong("tenures", row, "person", "oneself")
        if not row.is_wrong and not recorded and post is not None:
            _check_free(case, row, post, taken[_key(post), row["kind"]])
        row.result = WRONG if row.is_wrong else SAME if recorded else NEW
    _check_above(case, crowd)


def _check_above(case: Case, crowd: Crowd) -> None:
    """No list appoints to a post that is above who brings it: that takes a second person."""
    new = [row for row in case.lists.rows["tenures"] if row.result == NEW]
    places = {row.number: place.pk for row in new if isinstance(place := crowd.places[row.number], KnownPost)}
    over = above(case.by, set(places.values()))
    for row in new:
        if places.get(row.number) in over:
            case.wrong("tenures", row, "post", "above")
            row.result = WRONG


def _key(post: KnownPost | Row) -> int:
    """One number for a post: its key, or its row with a minus before it."""
    return post.pk if isinstance(post, KnownPost) else -post.number


def _who(case: Case, crowd: Crowd, row: Row) -> Person | Row | None:
    """Whom a tenure means: first by number, then by a name that one person bears."""
    written = row["person"]
    if not written:
        return None
    listed = crowd.numbers.get(written)
    if listed is None:
        rows = crowd.names.get(plainly(written), [])
        if len(rows) > 1:
            case.wrong("tenures", row, "person", "namesakes")
            return None
        listed = rows[0] if rows else None
    if listed is not None:
        if listed.is_wrong:
            case.wrong("tenures", row, "person", "person_wrong", other=listed.number)
            return None
        return crowd.recorded.get(listed.number, listed)
    people = case.known.person(written)
    if len(people) != 1:
        case.wrong("tenures", row, "person", "namesakes" if people else "no_person")
        return None
    return people[0]


def _where(case: Case, row: Row) -> KnownPost | Row | None:
    """Which post a tenure means: a recorded one that the actor keeps, or one of the list."""
    code, name = row["unit"], plainly(row["post"])
    unit, listed = case.unit(code), case.posts.get((code, name))
    if not (code and name):
        return None
    if unit is None and code not in case.units:
        case.no_unit("tenures", row, "unit")
        return None
    posts = case.known.posts.get((code, name), []) if unit else []
    if len(posts) > 1:
        case.wrong("tenures", row, "post", "two_posts")
        return None
    if posts or listed:
        return posts[0] if posts else listed
    _no_post(case, row, code)
    return None


def _no_post(case: Case, row: Row, code: str) -> None:
    """Say that the unit has no such post, and which of its posts is called nearly so."""
    names: set[str] = set()
    if case.lists.mistakes_count < FEW:
        listed = {other["name"] for (unit, _name), other in case.posts.items() if unit == code}
        recorded = {one.name for (unit, _name), found in case.known.posts.items() if unit == code for one in found}
        names = listed | recorded if case.unit(code) else listed
    if near := difflib.get_close_matches(row["post"], names, n=1, cutoff=0.7):
        case.wrong("tenures", row, "post", "no_post_like", nearest=near[0])
    else:
        case.wrong("tenures", row, "post", "no_post")


def _check_days(case: Case, row: Row, post: KnownPost | Row) -> None:
    """Nobody holds a post before it exists."""
    first = post.first if isinstance(post, KnownPost) else None if post.is_wrong else post["since"]
    if row["from"] and first and row["from"] < first:
        case.wrong("tenures", row, "from", "before_post", day=first)


def _is_recorded(case: Case, row: Row, person: Person | Row | None, post: KnownPost | Row | None) -> bool:
    """Whether every day that the row names is recorded already."""
    if not (isinstance(person, Person) and isinstance(post, KnownPost) and row["from"]):
        return False
    return any(
        held.person == person.pk and held.kind == row["kind"] and held.first <= row["from"] and _ends_by(row, held)
        for held in case.known.held.get(post.pk, [])
    )


def _ends_by(row: Row, held: Held) -> bool:
    return held.last is None or (bool(row["to"]) and row["to"] <= held.last)


def _check_free(case: Case, row: Row, post: KnownPost | Row, taken: list[tuple[date, date | None, Row]]) -> None:
    """One holder and one acting holder at a time, in what is recorded and in the list; and by whose right."""
    if isinstance(post, KnownPost):
        if not post.unit.kept:
            case.wrong("tenures", row, "unit", "not_yours")
            return
        for held in case.known.held.get(post.pk, []):
            if held.kind == row["kind"] and _meet(row, held.first, held.last):
                days = {"first": held.first, "last": held.last or "…"}
                case.wrong("tenures", row, "from", "held", person=held.name, **days)
                return
    for first, last, other in taken:
        if _meet(row, first, last):
            case.wrong("tenures", row, "from", "held_row", other=other.number)
            return
    taken.append((row["from"], row["to"] or None, row))


def _meet(row: Row, first: date, last: date | None) -> bool:
    """Whether the days of a row meet others; both ends are within."""
    return (last is None or row["from"] <= last) and (not row["to"] or first <= row["to"])
