"""One's work as a board, by state or by deadline, and as a calendar of a month or a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Value, When
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from baro.kernel.periods import is_working_day
from baro.ui.counts.dated import Dated, Lane, dated_kinds, first_of_each
from baro.ui.counts.waiting import WaitingRow
from baro.ui.http import Request
from baro.ui.web.my_work import around
from baro.ui.work.desks import known, posts_at

ON_A_BOARD, IN_ONE_LANE = 15, 200
IN_A_MONTH, IN_A_WEEK = 3, 40
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Filled:
    """A lane with its first rows, and how many it has; ``url`` shows it alone."""

    lane: Lane
    rows: list[WaitingRow]
    total: int
    url: str

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


@require_safe
def board(request: Request) -> HttpResponse:
    """The records of one kind in lanes; ``?lane=`` shows one of them whole."""
    day, asked = timezone.localdate(), request.GET
    whose = known(asked.get("whose", ""))
    kinds = list(dated_kinds)
    kind = _chosen(kinds, asked.get("kind"))
    grouping = _chosen(list(kind.groupings), asked.get("by"))
    lanes = [lane for lane in grouping.lanes(day) if asked.get("lane") in (None, lane.code)]
    same = {name: asked[name] for name in ("whose", "kind", "by") if asked.get(name)}
    context = around(request, whose) | {
        "kinds": kinds,
        "kind": kind,
        "grouping": grouping,
        "lanes": _filled(request, kind, lanes, posts_at(request.actor, whose, day), same),
        "back": f"?{urlencode(same)}" if asked.get("lane") else "",
    }
    return TemplateResponse(request, "ui/board.html", context)


def _chosen(some: list[Any], code: str | None) -> Any:
    """The one of a code; the first for none known."""
    return next((one for one in some if one.code == code), some[0])


def _filled(request: Request, kind: Dated, lanes: list[Lane], posts: list[int], same: dict[str, str]) -> list[Filled]:
    """The lanes with their first rows: one query for which they are, one for the rows."""
    by = Case(*(When(lane.condition, Value(at)) for at, lane in enumerate(lanes)), output_field=IntegerField())
    most = IN_ONE_LANE if len(lanes) == 1 else ON_A_BOARD
    found = first_of_each(kind.rows_for(request.actor, posts), by, kind.day, most) if lanes and posts else []
    rows = _rows_of(request, kind, [pk for pk, _part, _total in found])
    totals = {part: total for _pk, part, total in found}
    return [
        Filled(
            lane,
            [kind.row(rows[pk]) for pk, part, _total in found if part == at and pk in rows],
            totals.get(at, 0),
            f"?{urlencode(same | {'lane': lane.code})}",
        )
        for at, lane in enumerate(lanes)
    ]


def _rows_of(request: Request, kind: Dated, keys: list[int]) -> dict[int, Any]:
    return {record.pk: record for record in kind.among(request.actor).filter(pk__in=keys).order_by()} if keys else {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on its day."""

    icon: str
    title: str
    url: str
    badges: tuple[SafeString, ...]


@dataclass(slots=True)
class Day:
    """A day of the calendar with its first entries, and how many it has."""

    day: date
    entries: list[Entry]
    total: int
    inside: bool
    today: bool
    off: bool

    @property
    def more(self) -> int:
        """How many entries are not shown."""
        return self.total - len(self.entries)

    @property
    def name(self) -> str:
        """The day of the week with the date, for whoever hears the page."""
        return f"{WEEKDAYS[self.day.weekday()]} {date_format(self.day, 'SHORT_DATE_FORMAT')}"


@require_safe
def calendar_page(request: Request) -> HttpResponse:
    """The days of a month, or with ``?week=`` of a week, with what is due or happens on them."""
    today, asked = timezone.localdate(), request.GET
    whose = known(asked.get("whose", ""))
    same = {name: asked[name] for name in ("whose", "kind") if asked.get(name)}
    by_week = "week" in asked
    middle = _day_in(asked.get("week" if by_week else "month"), today)
    first, last = _week(middle) if by_week else _month(middle)
    days = _days(request, posts_at(request.actor, whose, today), first, last, None if by_week else middle)
    link = partial(_link, same, "week" if by_week else "month")
    earlier, later = (middle - WEEK, middle + WEEK) if by_week else _neighbours(middle)
    opened = f"{request.path}?{urlencode({'whose': whose} | same | ({'week': ''} if by_week else {}))}"
    context = around(request, whose, here=opened) | {
        "kinds": list(dated_kinds),
        "kind": asked.get("kind", ""),
        "by_week": by_week,
        "title": _title(first, last, middle, by_week=by_week),
        "heads": [(WEEKDAYS[at], WEEKDAYS_ABBR[at]) for at in range(7)],
        "weeks": [days[at : at + 7] for at in range(0, len(days), 7)],
        "earlier": link(earlier),
        "later": link(later),
        "now": link(today),
        "as_month": _link(same, "month", middle),
        "as_week": _link(same, "week", middle),
        "week_of": f"?{urlencode(same | {'week': ''})}",
    }
    return TemplateResponse(request, "ui/calendar_page.html", context)


def _title(first: date, last: date, middle: date, *, by_week: bool) -> str:
    if by_week:
        return f"{date_format(first, 'SHORT_DATE_FORMAT')} – {date_format(last, 'SHORT_DATE_FORMAT')}"
    return date_format(middle, "YEAR_MONTH_FORMAT")


def _link(same: dict[str, str], name: str, day: date) -> str:
    return f"{reverse('ui.calendar_page')}?{urlencode(same | {name: day.isoformat()})}"


def _day_in(text: str | None, otherwise: date) -> date:
    """The day that an address names; today for none, and for what is no day in reach."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return otherwise
    return day if abs(day.year - otherwise.year) <= 100 else otherwise


def _week(day: date) -> tuple[date, date]:
    """Monday to Sunday."""
    first = day - timedelta(days=day.weekday())
    return first, first + 6 * DAY


def _month(day: date) -> tuple[date, date]:
    """The whole weeks of the month of a day."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - DAY
    return _week(first)[0], _week(last)[1]


def _neighbours(day: date) -> tuple[date, date]:
    """A day of the month before, and one of the month after."""
    first = day.replace(day=1)
    return first - DAY, first + timedelta(days=31)


def _days(request: Request, posts: list[int], first: date, last: date, month: date | None) -> list[Day]:
    """The days with what stands on them: two queries for each kind of records."""
    today, most = timezone.localdate(), IN_A_MONTH if month else IN_A_WEEK
    found = {
        day: Day(day, [], 0, month is None or day.month == month.month, day == today, not is_working_day(day))
        for day in (first + at * DAY for at in range((last - first).days + 1))
    }
    for kind in _shown(request):
        rows = kind.between(request.actor, posts, first, last)
        keys = first_of_each(rows, F(kind.day), kind.day, most) if posts else []
        records = _rows_of(request, kind, [pk for pk, _day, _total in keys])
        for day, total in {day: total for _pk, day, total in keys}.items():
            found[day].total += total
        for pk, day, _total in keys:
            if pk in records and len(found[day].entries) < most:
                found[day].entries.append(_entry(kind, records[pk]))
    return list(found.values())


def _shown(request: Request) -> list[Dated]:
    asked = request.GET.get("kind")
    return [kind for kind in dated_kinds if kind.code == asked] or list(dated_kinds)


def _entry(kind: Dated, record: Any) -> Entry:
    row = kind.row(record)
    return Entry(kind.icon, row.title, row.url, row.badges[:1])
