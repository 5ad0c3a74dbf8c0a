"""Who is a member of which committee of the demo province, before the reform of 1 July 2025, after it, and today.

The 16th provincial congress met from 25 to 27 September 2025 and elected a committee of 55; the congresses of the
communes were over by 14 August 2025. The day of theirs and all names are invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from baro.demo.clock import hour_of
from baro.demo.names import Names
from baro.demo.reform.deeds import EFFECTIVE_ON, ORGANISER
from baro.demo.units import (
    BOARDS,
    OFFICE,
    ROOT,
    SINCE,
    STANDING,
    TERMS,
    WITH_CELLS,
    commune_codes,
    district_codes,
)
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.org.actions.founding import begin_terms
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect, open_term
from baro.org.models import MembershipKind, Person, Tenure, Unit

COMMUNE_CONGRESS, CONGRESS = date(2025, 8, 5), date(2025, 9, 27)
SEATS, COMMUNE_SEATS = 55, 27
INSPECTION = "QN-UBKTTU"
SECRETARY, STANDING_DEPUTY, DEPUTY = "secretary", "standing_deputy", "deputy_secretary"
STANDING_MEMBER, MEMBER = "standing_member", "member"
(FORMER_TERM, _since, _until), (TERM, _from, _open) = TERMS
# The posts of a committee whose holders are members of it by their roles.
LEADING = {"Bí thư": SECRETARY, "Phó Bí thư Thường trực": STANDING_DEPUTY, "Phó Bí thư": DEPUTY}
SEED = 16


def shown_communes() -> list[str]:
    """The communes whose members were entered: those that have cells here, as far as their codes go on."""
    now = set(commune_codes())
    return [code for code in (f"{ROOT}-{code}" for code in WITH_CELLS) if code in now]


def seat_first_members() -> None:
    """Who was a member when the organisation began with Baro: of the committee of 2020 and of some below it."""
    names, by = _new_names(), Actor.system("demo")
    units = {unit.code: unit for unit in Unit.objects.open()}
    _seat_province(units, district_codes(), seats=40, since=SINCE, names=names, by=by)
    for code in (*district_codes()[:2], *shown_communes()):
        elect(units[code].pk, _local(code, 15, names), since=SINCE, by=by)


def deeds_of_committees() -> Iterator[Deed]:
    """The congresses of 2025, and who was appointed to the new communes until theirs."""
    yield Deed(hour_of(EFFECTIVE_ON, 8, 30), _appoint_to_communes)
    yield Deed(hour_of(COMMUNE_CONGRESS, 17), _congresses_of_communes)
    yield Deed(hour_of(CONGRESS, 17), _congress_of_the_province)


def _appoint_to_communes(desk: Desk) -> None:
    """New committees are appointed by the level above (294-QĐ/TW, Điều 16.5) for what is left of the term."""
    by, names = desk.actor(ORGANISER), _new_names()
    for unit in desk.units(shown_communes()):
        open_term(unit.pk, name=FORMER_TERM, congress=EFFECTIVE_ON - timedelta(days=1), by=by)
        members = _local(unit.code, 15, names)
        elect(unit.pk, members, since=EFFECTIVE_ON, kind=MembershipKind.APPOINTED, by=by)


def _congresses_of_communes(desk: Desk) -> None:
    by, names = desk.actor(ORGANISER), _new_names()
    first = COMMUNE_CONGRESS + timedelta(days=1)
    shown = shown_communes()
    begin_terms(desk.units([code for code in commune_codes() if code not in shown]), TERM, first=first)
    for unit in desk.units(shown):
        sat = [one.person for one in unit.memberships.on(EFFECTIVE_ON).filter(role=MEMBER).select_related("person")]
        open_term(unit.pk, name=TERM, congress=COMMUNE_CONGRESS, seats=COMMUNE_SEATS, by=by)
        elect(unit.pk, _local(unit.code, COMMUNE_SEATS, names, again=sat), since=first, by=by)


def _congress_of_the_province(desk: Desk) -> None:
    by, first = desk.actor(ORGANISER), CONGRESS + timedelta(days=1)
    open_term(desk.unit(ROOT).pk, name=TERM, congress=CONGRESS, seats=SEATS, by=by)
    units = {code: desk.unit(code) for code in (ROOT, STANDING, INSPECTION)}
    _seat_province(units, commune_codes(), seats=SEATS, since=first, names=_new_names(), by=by)


def _seat_province(
    units: dict[str, Unit], below: list[str], *, seats: int, since: date, names: Iterator[str], by: Actor
) -> None:
    """The provincial committee, and from among it its standing committee and its inspection commission."""
    members = [*_leading(ROOT), *_heads((*BOARDS, OFFICE), (STANDING_MEMBER,) * 4)]
    members += _heads(below, (STANDING_MEMBER,) * 6)
    members = [*members[: seats - 8], *_new(names, seats - len(members[: seats - 8]))]
    elect(units[ROOT].pk, members, since=since, by=by)
    people = {one.person_id: one for one in units[ROOT].memberships.on(since).select_related("person")}
    standing = [Member(one.role, one.person) for one in people.values() if one.role != MEMBER]
    elect(units[STANDING].pk, standing, since=since, by=by)
    (chair,) = _holders([INSPECTION], "head")
    deputies = [Member("deputy_chair", tenure.person) for tenure in _holders([INSPECTION], "deputy")]
    commission = [Member("chair", chair.person), *deputies, *_new(names, 6)]
    elect(units[INSPECTION].pk, commission, since=since, by=by)


def _local(code: str, seats: int, names: Iterator[str], *, again: Iterable[Person] = ()) -> list[Member]:
    """A committee below the province: its leaders, a third at most in its standing committee, those who sat before."""
    leading = _leading(code)
    standing = [Member(STANDING_MEMBER, name=name) for name in islice(names, seats // 3 - len(leading))]
    former = [Member(MEMBER, person) for person in again]
    return [*leading, *standing, *former, *_new(names, seats - len(leading) - len(standing) - len(former))]


def _leading(code: str) -> list[Member]:
    """The secretary and the deputies, who hold the posts of these names."""
    held = [tenure for tenure in _holders([code]) if tenure.post.name in LEADING]
    return [Member(LEADING[tenure.post.name], tenure.person) for tenure in held]


def _heads(codes: Iterable[str], roles: tuple[str, ...]) -> list[Member]:
    """The heads of units: the first of them in these roles, the others as members."""
    heads = _holders(codes, "head")
    return [Member(roles[at] if at < len(roles) else MEMBER, tenure.person) for at, tenure in enumerate(heads)]


def _new(names: Iterator[str], count: int) -> list[Member]:
    """Members who hold no post here."""
    return [Member(MEMBER, name=name) for name in islice(names, max(count, 0))]


def _holders(codes: Iterable[str], rank: str = "") -> list[Tenure]:
    """Who holds a post in the units now, in the order of the units, each person once."""
    held = Tenure.objects.on(timezone.localdate()).filter(post__unit__code__in=codes, post__unit__closed_on=None)
    rows = (held.filter(post__rank=rank) if rank else held).select_related("person", "post").order_by("post_id")
    return list({tenure.person_id: tenure for tenure in rows}.values())


def _new_names() -> Iterator[str]:
    """Names that nobody bears yet."""
    names = Names(SEED, taken=Person.objects.values_list("name", flat=True))
    while True:
        yield names.next()
