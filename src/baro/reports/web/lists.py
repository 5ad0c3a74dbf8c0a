"""The list of yearly reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.reports.flow import State
from baro.reports.models import Report
from baro.reports.verbs import DRAFT
from baro.reports.web.waiting import WAITING
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage
from baro.ui.records import state_column


class ReportFilter(Filter):
    """Narrows reports."""

    in_sight = ("year", "state")

    year = forms.IntegerField(label=_("Year"), min_value=1930, max_value=2200)
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    mine = WaitingChoice("reports.reports", label=_("My part"))
    unit = UnitChoice(label=_("Unit and below"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Reports of the year, the states, the units, and what waits for the reader."""
        asked = dict(self.asked())
        if year := asked.get("year"):
            rows = rows.filter(year=year)
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if part := asked.get("mine"):
            rows = rows.filter(pk__in=WAITING[part](self.actor).order_by().values("pk"))
        return rows.filter(unit__path__startswith=unit.path) if (unit := asked.get("unit")) else rows


class ReportList(ListPage):
    """Every yearly report that the reader may see."""

    code = "reports.reports"
    title = _("Yearly reports")
    filter = ReportFilter
    order = ("-year", "-pk")
    url_name = "reports.report"
    creates = (DRAFT,)
    empty = Empty(
        _("Reports of a year stand here. Their figures are counted; you write what stands around them."), create=DRAFT
    )
    columns = (
        Column("__str__", _("Report"), sortable=False, wide=True),
        Column("year", number=True),
        Column("unit.name", _("Unit"), sort_by="unit__path"),
        Column("writer_title", optional=True),
        Column("approver_title", optional=True),
        state_column(State),
    )

    def rows(self) -> QuerySet[Any]:
        """The reports of the reader's units."""
        return Report.objects.visible_to(self.actor).for_list()
