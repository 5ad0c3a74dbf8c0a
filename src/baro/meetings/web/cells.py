"""Meetings of cells: their score sheet, and which cells of a branch met in a month, as the level above sees them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.meetings.actions.scoring import FIELD
from baro.meetings.models import Attendee, Meeting
from baro.meetings.queries import month_of, procedure, scored_kinds, sitting
from baro.meetings.web import badges
from baro.org.models import Unit
from baro.ui.forms import UnitChoice
from baro.ui.http import Request
from baro.ui.lists import Column, Empty, Filter, ListPage
from baro.ui.words.cells import badge, link, text, written_day

YEAR = 12
WHICH = {
    "held": gettext_lazy("Held"),
    "not_held": gettext_lazy("Not held"),
    "not_scored": gettext_lazy("Held, not scored"),
}


def how_to_score(meeting: Meeting) -> str:
    """Who scores, and how many points there are."""
    sheet = meeting.sheet
    sentence = _("The secretary or the chair of the meeting scores it: %(most)s points in all.")
    return sentence % {"most": sheet.most if sheet else 0}


def scored(_request: Request, meeting: Meeting) -> dict[str, Any]:
    """The points that were given already."""
    return {f"{FIELD}{one.criterion}": one.points for one in meeting.scores.all()}


def score_of(meeting: Meeting) -> list[tuple[str, int, int]]:
    """Criterion, points, and how many it is worth at most."""
    given = {one.criterion: one.points for one in meeting.scores.all()}
    rows = meeting.sheet.criteria if meeting.sheet else ()
    return [(str(row.names), given[row.id], row.points) for row in rows if row.id in given]


def months() -> list[tuple[str, str]]:
    """This month and those of the last year, the newest first."""
    first, found = timezone.localdate().replace(day=1), []
    for _back in range(YEAR + 1):
        found.append((f"{first:%Y-%m}", f"{MONTHS[first.month]} {first.year}"))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _last_month() -> str:
    return months()[1][0]


class CellFilter(Filter):
    """Which month, and what became of its meetings."""

    in_sight = ("month", "which", "under")

    month = forms.ChoiceField(label=gettext_lazy("Month"), choices=lambda: [("", _("Last month")), *months()])
    which = forms.ChoiceField(label=gettext_lazy("Show"), choices=[("", gettext_lazy("Any")), *WHICH.items()])
    under = UnitChoice(label=gettext_lazy("Below the unit"))

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of the month; the last whole one where none is asked."""
        asked = self.cleaned_data.get("month") or _last_month()
        return month_of(date.fromisoformat(f"{asked}-01"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The cells of which that is so."""
        asked = dict(self.asked())
        met = _met(self.days).filter(unit=OuterRef("pk")).order_by()
        if which := asked.get("which"):
            rows = rows.filter(~Exists(met) if which == "not_held" else Exists(met))
            rows = rows.exclude(Exists(met.filter(score__isnull=False))) if which == "not_scored" else rows
        if unit := asked.get("under"):
            rows = rows.filter(path__startswith=unit.path)
        return rows


def _met(days: tuple[date, date]) -> QuerySet[Meeting]:
    """The ordinary meetings held between two days."""
    ordinary = [row.id for row in procedure(days[1]).kinds if row.ordinary]
    # sees: of cells whose meetings the reader sees
    return Meeting.objects.held().filter(day__range=days, kind__in=ordinary)


def _meetings(unit: Any, _value: Any = None) -> SafeString:
    if not unit.met:
        return badge(_("Not held"), "bad")
    return format_html_join(", ", "{}", ((link(written_day(one.day), one.get_absolute_url()),) for one in unit.met))


def _in_days(unit: Any) -> str:
    return ", ".join(written_day(one.day) for one in unit.met) or _("Not held")


def _there(unit: Any) -> str:
    return ", ".join(f"{unit.there[one.pk][0]}/{unit.there[one.pk][1]}" for one in unit.met)


def _grades(unit: Any, _value: Any = None) -> SafeString:
    if unit.met and all(one.score is None for one in unit.met):
        return badge(_("Not scored"), "neutral")
    return format_html_join(" ", "{}", ((badges.grade_badge(one),) for one in unit.met))


def _grades_in_words(unit: Any) -> str:
    return ", ".join(one.grade_name for one in unit.met if one.grade_name)


class CellList(ListPage):
    """Every cell whose meetings the reader sees, with those of one month."""

    code = "meetings.cells"
    title = gettext_lazy("Meetings of cells")
    lead = gettext_lazy("Which cells met in a month, who was there, and how the meeting was scored.")
    filter = CellFilter
    order = "path"
    see_permission = "meetings.see"
    empty = Empty(gettext_lazy("Here stands each cell whose meetings you may see, month by month."))
    columns = (
        Column("name", gettext_lazy("Cell"), sortable=False),
        Column("parent.name", gettext_lazy("Part of"), sort_by="path"),
        Column("met", gettext_lazy("Held on"), sortable=False, cell=_meetings, csv=_in_days),
        Column("there", gettext_lazy("There"), sortable=False, cell=lambda one, _v: text(_there(one)), csv=_there),
        Column("grade", gettext_lazy("Score"), sortable=False, cell=_grades, csv=_grades_in_words),
    )

    @property
    def days(self) -> tuple[date, date]:
        """The days of the month that is shown."""
        form: Any = self.form
        first, last = form.days
        return first, last

    def rows(self) -> QuerySet[Any]:
        """The open cells that have members, in the units whose meetings the reader sees."""
        cells = Unit.objects.open().filter(kind__in=scored_kinds())  # sees: narrowed to what is in reach below
        reached = cells.filter(cells.scope_of(self.actor, self.see_permission))
        return sitting(reached, self.days[1]).select_related("parent")

    def furnished(self, records: list[Any]) -> list[Any]:
        """The cells with their meetings of the month and who was there."""
        held = list(_met(self.days).filter(unit__in=records).select_related("unit").order_by("day", "pk"))
        # sees: only how many came is said
        rows = Attendee.objects.filter(meeting__in=held).order_by().values("meeting")
        counted = rows.annotate(came_count=Count("pk", filter=Q(came=True)), all_count=Count("pk"))
        there = {row["meeting"]: (row["came_count"], row["all_count"]) for row in counted}
        for unit in records:
            unit.met = [one for one in held if one.unit_id == unit.pk]
            unit.there, unit.grade = there, ""
        return records

    def url(self, record: Any) -> str:
        """The meetings of the cell."""
        return f"{reverse('meetings.meetings')}?unit_code={record.code}"
