"""Meetings: a busy week, a long agenda, the cells that did not meet; each against the bare page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from django.urls import reverse
from django.utils import timezone

from baro.meetings.actions.calling import call
from baro.meetings.actions.proposing import propose
from baro.meetings.flow import State
from baro.meetings.models import Attendee, Meeting
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Mandate, Person, Unit, UnitKind
from bench import organisation, pages, place, serving
from bench.table import Row
from bench.visiting import Address

PAGE_BAR = 3.0
ENTRIES, MEMBERS, ITEMS = 300, 60, 40
MEET_IN_TEN = 9  # cells of ten that met
DAY = timedelta(days=1)


def measured(url: str) -> Iterator[Row]:
    """Three pages of a leader, who sees all meetings; the cells are those that `bench.cascades` founded."""
    leader = organisation.leader()
    unit, by = leader.post.unit, Actor.system("bench")
    sees = ["meetings.see", "meetings.meeting.call", "meetings.item.propose"]
    Mandate.objects.create(post=leader.post, unit=unit, includes_below=True, permissions=sees)
    today = timezone.localdate()
    elect(unit.pk, [Member("member", name=f"Ủy viên {n}") for n in range(MEMBERS)], since=today - DAY, by=by)
    long = call(unit=unit, kind="regular", day=today, begins=time(8), title="Hội nghị", with_agenda=False, by=by)
    for n in range(ITEMS):
        propose(unit=unit, title=f"Tờ trình số {n}", meeting=long, by=by)
    _week(long)
    _cells(leader.person)
    place.settle(url)
    listed = (
        (f"schedule of a week with {ENTRIES} meetings", reverse("meetings.week")),
        (f"meeting of {ITEMS} items and {MEMBERS} members", long.get_absolute_url()),
        ("cells that did not meet", f"{reverse('meetings.cells')}?which=not_held"),
    )
    cookie = pages.Reader("", leader, True).cookie()
    chosen = [pages.Page(name, path, PAGE_BAR, cookie) for name, path in listed]
    with serving.pages() as ours, serving.bare_page() as bare:
        yield from pages.measured(chosen, ours.port, Address(bare.port, pages.bare_path()))


def _week(like: Meeting) -> None:
    """Meetings on every day of this week, with the members of the long one."""
    monday = like.day - like.day.weekday() * DAY
    rows = [
        _held_as(like.unit, like.chair, monday + n % 7 * DAY, time(8 + n % 9), State.CALLED) for n in range(ENTRIES)
    ]
    people = list(like.attendees.values_list("person", "role"))
    made = Meeting.objects.bulk_create(rows)
    Attendee.objects.bulk_create(
        Attendee(meeting=one, person_id=key, role=role) for one in made for key, role in people
    )


def _cells(chair: Person) -> None:
    """Nine of ten cells met last month."""
    last = timezone.localdate().replace(day=1) - DAY
    cells = Unit.objects.filter(kind=UnitKind.CELL, code__startswith="B").order_by("path")
    met = [cell for n, cell in enumerate(cells) if n % 10 < MEET_IN_TEN]
    Meeting.objects.bulk_create(_held_as(cell, chair, last, time(19), State.HELD) for cell in met)


def _held_as(unit: Unit, chair: Person, day: date, begins: time, state: State) -> Meeting:
    return Meeting(unit=unit, kind="regular", day=day, begins=begins, chair=chair, secretary=chair, state=state)
