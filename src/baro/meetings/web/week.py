"""The schedule of a week (lịch công tác tuần) or a month: meetings that the reader sees, day by day, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from baro.kernel.periods import day_written, is_working_day
from baro.meetings.flow import State
from baro.meetings.models import Attendee, Meeting
from baro.meetings.queries import month_of
from baro.ui.http import Request
from baro.ui.records import state_badge

WEEK, DAY = timedelta(days=7), timedelta(days=1)
MOST_OF_A_DAY = {"week": 20, "month": 6}  # the others stand in the list, to which the day leads
FIRST, LAST = date(2000, 1, 3), date(9000, 1, 1)  # weeks that anybody can mean


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in the schedule; ``clash`` when its chair or its place is taken by another at that hour."""

    meeting: Meeting
    state: SafeString
    mine: bool
    clash: bool


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """A day of the week with its meetings."""

    day: date
    name: Any
    today: bool
    off: bool
    entries: list[Entry]
    more: int = 0

    @property
    def listed(self) -> str:
        """The list of all meetings of the day."""
        return f"{reverse('meetings.meetings')}?day_from={self.day:%Y-%m-%d}&day_to={self.day:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Asked:
    """The days that are shown, and the meetings on them."""

    first: date
    last: date
    only_mine: bool
    shown: list[Any]
    today: date

    def days(self) -> list[ScheduleDay]:
        """Each day with its meetings."""
        count = (self.last - self.first).days + 1
        return [_day(self.first + DAY * at, self.shown, self.today) for at in range(count)]

    @property
    def at_hand(self) -> str:
        """Today where it is shown, else the first day: where the other view begins."""
        return (self.today if self.first <= self.today <= self.last else self.first).isoformat()


def _asked_day(request: Request, name: str) -> date:
    day = day_written(request.GET.get(name, "")) or timezone.localdate()
    return min(max(day, FIRST), LAST)


def _between(request: Request, first: date, last: date, most: int) -> Asked:
    """The meetings of some days that the reader sees, so many of each day, first those in which the reader sits.

    ``?mine=1`` shows the meetings of the reader alone.
    """
    own = Exists(Attendee.objects.filter(meeting=OuterRef("pk"), person=request.actor.person_id or 0))
    seen = Meeting.objects.visible_to(request.actor).exclude(state=State.CANCELLED).for_list().defer("minutes")
    rows = seen.filter(day__range=(first, last)).annotate(mine=own)
    if only_mine := request.GET.get("mine") == "1":
        rows = rows.filter(mine=True)
    rank = Window(RowNumber(), partition_by="day", order_by=["-mine", "begins", "pk"])
    rows = rows.annotate(rank=rank, of_day=Window(Count("pk"), partition_by="day")).filter(rank__lte=most)
    return Asked(first, last, only_mine, list(rows.order_by("day", "begins", "pk")), timezone.localdate())


@require_safe
def week(request: Request) -> HttpResponse:
    """The week of a day, this one without one; ``?mine=1`` shows the meetings of the reader alone."""
    day = _asked_day(request, "week")
    monday = day - timedelta(days=day.weekday())
    found = _between(request, monday, monday + WEEK - DAY, MOST_OF_A_DAY["week"])
    return TemplateResponse(
        request,
        "meetings/week.html",
        {
            "days": found.days(),
            "first": found.first,
            "last": found.last,
            "before": (monday - WEEK).isoformat(),
            "after": (monday + WEEK).isoformat(),
            "only_mine": found.only_mine,
            "here": monday.isoformat(),
            "at_hand": found.at_hand,
        },
    )


@require_safe
def month(request: Request) -> HttpResponse:
    """The month of a day, this one without one, in whole weeks; ``?mine=1`` shows the meetings of the reader alone."""
    first, last = month_of(_asked_day(request, "month"))
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    found = _between(request, monday, sunday, MOST_OF_A_DAY["month"])
    days = found.days()
    return TemplateResponse(
        request,
        "meetings/month.html",
        {
            "weeks": [days[at : at + 7] for at in range(0, len(days), 7)],
            "names": [str(WEEKDAYS[at]) for at in range(7)],
            "first": first,
            "last": last,
            "shown_month": f"{MONTHS[first.month]} {first.year}",
            "before": (first - DAY).replace(day=1).isoformat(),
            "after": (last + DAY).isoformat(),
            "only_mine": found.only_mine,
            "here": first.isoformat(),
            "at_hand": found.at_hand,
        },
    )


def _day(day: date, rows: list[Any], today: date) -> ScheduleDay:
    of_day = [one for one in rows if one.day == day]
    entries = [
        Entry(one, state_badge(State(one.state)), one.mine, any(_clash(one, other) for other in of_day))
        for one in of_day
    ]
    more = of_day[0].of_day - len(of_day) if of_day else 0
    return ScheduleDay(day, WEEKDAYS[day.weekday()], day == today, not is_working_day(day), entries, more)


def _clash(one: Meeting, other: Meeting) -> bool:
    if one.pk == other.pk or one.begins != other.begins:
        return False
    return one.chair_id == other.chair_id or (bool(one.place) and one.place == other.place)
