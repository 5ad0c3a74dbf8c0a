"""The list of published figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baro.statistics.flow import State
from baro.statistics.models import Publication
from baro.statistics.verbs import FREEZE
from baro.statistics.web.waiting import to_publish
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.ui.words.cells import badge


class PublicationFilter(Filter):
    """Narrows published figures."""

    in_sight = ("q", "state", "drifted")

    q = Words(label=_("Where the figures are used"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    drifted = forms.BooleanField(label=_("Only those with figures changed since"))
    unit = UnitChoice(label=_("Unit and below"))
    days = Period(label=_("Period ends between"))
    mine = forms.BooleanField(label=_("Only figures that wait for me"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Publications of the words, states, units and days, those that drifted, those that wait for the reader."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(title__icontains=words)
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if asked.get("drifted"):
            rows = rows.filter(drifted__gt=0)
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if asked.get("mine"):
            rows = rows.filter(pk__in=to_publish(self.actor).order_by().values("pk"))
        return days.narrow(rows, "last_on") if (days := asked.get("days")) else rows


def _drifted(publication: Publication, value: int) -> SafeString:
    if not value:
        return SafeString("")
    said = ngettext("%(count)s figure", "%(count)s figures", value) % {"count": value}
    return badge(said, "warn")


class PublicationList(ListPage):
    """All figures that were frozen or published, as far as the reader sees figures of the unit."""

    code = "statistics.publications"
    title = _("Published figures")
    filter = PublicationFilter
    order = ("-last_on", "-version", "-pk")
    url_name = "statistics.publication"
    creates = (FREEZE,)
    empty = Empty(
        _("Figures that were printed stand here with the rows that they counted. Freeze those of a year to begin."),
        create=FREEZE,
    )
    columns = (
        Column("title", wide=True),
        Column("unit.name", _("Unit"), sort_by="unit__path"),
        Column("period", _("Period of the figures"), sort_by="last_on"),
        Column("version"),
        Column("drifted", cell=_drifted, csv="drifted"),
        Column("published_at", optional=True),
        Column("publisher_title", optional=True),
        Column("frozen_title", optional=True),
        state_column(State),
    )

    def rows(self) -> QuerySet[Any]:
        """The figures of the reader's units."""
        return Publication.objects.visible_to(self.actor).for_list()
