"""Questions about meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.majorities import Electorate, Member
from baro.meetings.flow import ItemState, State, VoteState
from baro.meetings.models import Attendee, Item, Meeting, Opinion, Presence, Vote, Way
from baro.meetings.rulebook import Body, Procedure, Scoring
from baro.meetings.verbs import CALL
from baro.org.actors import Actor
from baro.org.committees.rules import role_names
from baro.org.models import Membership, Person, Tenure, Unit


def procedure(day: date | None = None) -> Procedure:
    """The rules of procedure on a day; today's without one."""
    return rulebook.closest(Procedure, on=day or timezone.localdate()).body


def body_kinds() -> list[str]:
    """The kinds of unit that meet as bodies."""
    return [kind for row in procedure().bodies for kind in row.kinds]


def members_on(unit: Unit, day: date) -> list[Membership]:
    """Who belongs to the body on a day, the leading roles first; who is in it twice, by the leading role alone."""
    order = list(role_names(day))
    rows = Membership.objects.on(day).filter(unit=unit).select_related("person")
    ranked = sorted(rows, key=lambda row: (order.index(row.role) if row.role in order else len(order), row.pk))
    return list({row.person_id: row for row in reversed(ranked)}.values())[::-1]


def chair_of(members: Iterable[Membership], body: Body) -> Person | None:
    """The member who chairs: the first by the roles that chair; None without one."""
    found = sorted(
        (row for row in members if row.role in body.chaired_by), key=lambda row: body.chaired_by.index(row.role)
    )
    return found[0].person if found else None


def posts_of(meeting: Meeting, people: Iterable[int] | None = None) -> list[int]:
    """The posts of the members, or of some people among them, today."""
    wanted: Any = people if people is not None else meeting.attendees.order_by().values("person")
    held = Tenure.objects.on(timezone.localdate()).filter(person__in=wanted)
    return list(held.order_by("post_id").values_list("post_id", flat=True).distinct())


def people_in(posts: Iterable[int]) -> Any:
    """The people who hold some posts today, as a condition takes them."""
    return Tenure.objects.on(timezone.localdate()).filter(post__in=list(posts)).order_by().values("person")


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many take part and how many must, for the body as it is now."""

    entitled: int
    present: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Whether the body can decide."""
        return self.present >= self.needed > 0


def quorum_of(meeting: Meeting, attendees: Iterable[Attendee]) -> Quorum:
    """Whether the body can decide an ordinary matter, by who is there."""
    rule = procedure(meeting.day).counting(meeting.unit.kind, procedure(meeting.day).matters[0].id)
    found = Electorate.of(rule, [Member(str(one.pk), one.here, one.standing) for one in attendees])
    return Quorum(found.entitled, found.present, rule.quorum.needed(found.entitled) if rule.quorum else 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """From when on how many were there, who came or left then, and whether the body could decide."""

    at: datetime
    present: int
    able: bool
    came: tuple[str, ...]
    left: tuple[str, ...]


def presence_of(meeting: Meeting, attendees: list[Attendee]) -> list[Moment]:
    """The meeting as people came and left, moment by moment."""
    names = {one.pk: str(one) for one in attendees}
    events = Presence.objects.filter(attendee__meeting=meeting).order_by("at", "pk")
    quorum = quorum_of(meeting, attendees)
    uncounted = {row.standing for row in _left_out(meeting) if not row.only_absent}
    counted = {one.pk for one in attendees if one.standing not in uncounted}
    here: set[int] = set()
    found = []
    for at, rows in groupby(events, key=lambda row: row.at):
        before = set(here)
        for row in rows:
            here = here | {row.attendee_id} if row.here else here - {row.attendee_id}
        came, left = (tuple(names[key] for key in sorted(some)) for some in (here - before, before - here))
        if came or left:
            there = len(here & counted)
            found.append(Moment(at, len(here), there >= quorum.needed > 0, came, left))
    return found


def _left_out(meeting: Meeting) -> Any:
    body = procedure(meeting.day).body_of(meeting.unit.kind)
    return body.left_out if body else ()


def before(meeting: Meeting) -> Meeting | None:
    """The last meeting of the body that was held before."""
    earlier = Meeting.objects.held().filter(unit=meeting.unit_id, day__lte=meeting.day).exclude(pk=meeting.pk)
    found: Meeting | None = earlier.order_by("-day", "-begins", "-pk").first()
    return found


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def scored_kinds() -> list[str]:
    """The kinds of unit whose meetings are scored."""
    sheets = rulebook.closest(Scoring, on=timezone.localdate()).body.sheets
    return sorted({kind for sheet in sheets for kind in sheet.kinds})


def sitting(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """The units among these that have members on a day."""
    return units.filter(Exists(Membership.objects.on(day).filter(unit=OuterRef("pk"))))


def last_month(day: date) -> tuple[date, date]:
    """The first and the last day of the last whole month before a day."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def not_held(kinds: Iterable[str], day: date) -> QuerySet[Unit]:
    """The open units of some kinds, older than the last whole month, whose members did not meet in it."""
    first, last = last_month(day)
    ordinary = [row.id for row in procedure(day).kinds if row.ordinary]
    met = Meeting.objects.held().filter(unit=OuterRef("pk"), day__range=(first, last), kind__in=ordinary)
    units = Unit.objects.open().filter(~Exists(met.order_by()), kind__in=list(kinds))
    return sitting(units, first)


def topic_not_held(day: date) -> QuerySet[Unit]:
    """The open units that had no meeting of a kind that their rhythm wants beside the ordinary ones, until last month.

    A unit whose members were not entered yet when that time began owes none.
    """
    found = Unit.objects.none()
    last = last_month(day)[1]
    for body in procedure(day).bodies:
        for row in body.also:
            first = last.replace(day=1)
            for _back in range(row.months - 1):
                first = (first - timedelta(days=1)).replace(day=1)
            met = Meeting.objects.held().filter(unit=OuterRef("pk"), day__range=(first, last), kind=row.kind)
            units = Unit.objects.open().filter(~Exists(met.order_by()), kind__in=list(body.kinds))
            found = found | sitting(units, first)
    return found


def unanswered(day: date) -> QuerySet[Item]:
    """Questions of members that are neither answered nor on an agenda although their day is over."""
    return Item.objects.filter(state=ItemState.PROPOSED, due_on__lt=day)


def _invited(actor: Actor, _day: date) -> Q:
    mine = Attendee.objects.filter(person=actor.person_id or 0, comes=None).order_by().values("meeting")
    return Q(state=State.CALLED, pk__in=mine)


def _to_read(actor: Actor, _day: date) -> Q:
    mine = Attendee.objects.filter(person=actor.person_id or 0, read_on=None).order_by().values("meeting")
    return Q(state=State.READING, pk__in=mine)


def _to_sign(actor: Actor, _day: date) -> Q:
    return Q(state=State.ATTESTED, chair=actor.person_id or 0)


def _to_write(actor: Actor, _day: date) -> Q:
    return Q(state__in=(State.HELD, State.READING), secretary=actor.person_id or 0)


def _to_opine(actor: Actor, _day: date) -> Q:
    said = Opinion.objects.filter(vote=OuterRef("pk"), attendee__person=actor.person_id or 0).order_by()
    asked = Vote.objects.filter(~Exists(said), way=Way.WRITTEN, state=VoteState.OPEN).order_by()
    mine = Attendee.objects.filter(person=actor.person_id or 0).order_by().values("meeting")
    return Q(pk__in=asked.values("item__meeting")) & Q(pk__in=mine)


def _to_answer(actor: Actor, _day: date) -> Q:
    asked = Item.objects.filter(Item.objects.all().open_to(actor, CALL.permission), state=ItemState.PROPOSED)
    return Q(pk__in=asked.filter(due_on__isnull=False).order_by().values("pk"))


ITEMS_WAITING: dict[str, Any] = {"to_answer": _to_answer}
WAITING: dict[str, Any] = {
    "invited": _invited,
    "to_opine": _to_opine,
    "to_read": _to_read,
    "to_sign": _to_sign,
    "to_write": _to_write,
}
