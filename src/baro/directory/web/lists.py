"""The lists of units and people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.directory.web import (  # noqa: F401 - importing them is declaring their lists
    committees,
    grants,
    handovers,
    people,
    post_lists,
    staffing,
)
from baro.org.flow import State
from baro.org.models import CLOSED_LAST, Reorganisation, Unit, UnitKind
from baro.org.verbs import IMPORT, PREPARE
from baro.trail.words import with_words
from baro.ui.cells import badge, own, written_day
from baro.ui.choices import UnitChoice
from baro.ui.filters import Filter, Words
from baro.ui.forms import Period
from baro.ui.lists import Column, Empty, ListPage
from baro.ui.records import as_code, state_column


class UnitFilter(Filter):
    """Narrows units."""

    in_sight = ("q", "kind")

    q = Words(label=_("Name or code"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("every kind")), *UnitKind.choices])
    under = UnitChoice(label=_("Below the unit"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Units of the words, the kind, below the unit."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"])
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["under"]:
            rows = rows.filter(path__startswith=asked["under"].path)
        return rows


def closing_words(unit: Any) -> str:
    """When a unit was closed and what followed it; nothing for an open one."""
    if not unit.closed_on:
        return ""
    facts = {"day": written_day(unit.closed_on), "units": unit.followed_by}
    told = gettext("closed on %(day)s, followed by %(units)s") if unit.followed_by else gettext("closed on %(day)s")
    return told % facts


def _part_of(unit: Any, value: str | None) -> SafeString:
    return badge(closing_words(unit), "warn") if unit.closed_on else SafeString(own(value))


def _part_of_in_words(unit: Any) -> str:
    return closing_words(unit) or (unit.parent.name if unit.parent else "")


class UnitList(ListPage):
    """Units that exist today; a search finds closed ones too."""

    code = "org.units"
    title = _("Units")
    filter = UnitFilter
    columns = (
        Column("name"),
        Column("code", cell=as_code),
        Column("get_kind_display", sort_by="kind"),
        Column("parent.name", cell=_part_of, csv=_part_of_in_words),
        Column("suffix", cell=as_code, optional=True),
        Column("closed_on", optional=True),
    )
    order = CLOSED_LAST
    url_name = "org.unit"
    creates = (IMPORT,)
    empty = Empty(_("Units are founded by who keeps the organisation."), create=IMPORT)

    def rows(self) -> QuerySet[Unit]:
        """The units that the actor may see: the open ones, unless words are asked for."""
        seen = Unit.objects.visible_to(self.actor).select_related("parent")
        return seen if self.form.cleaned_data["q"] else seen.open()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With what followed the closed ones."""
        return rows.with_successors()  # type: ignore[attr-defined]


class ReorganisationFilter(Filter):
    """Narrows reorganisations."""

    in_sight = ("q", "state")

    q = Words(label=_("Title or deciding document"))
    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *State.choices])
    effective = Period(label=_("Takes effect"))
    mine = forms.BooleanField(label=_("Only those that I have to sign"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Reorganisations of the words, the state, the days."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"])
        if asked["state"]:
            rows = rows.filter(state=asked["state"])
        if asked["mine"]:
            rows = rows.filter(pk__in=Reorganisation.objects.to_sign_by(self.actor).order_by().values("pk"))
        return asked["effective"].narrow(rows, "effective_on") if asked["effective"] else rows


class ReorganisationList(ListPage):
    """Planned, signed and finished reorganisations."""

    code = "org.reorganisations"
    title = _("Reorganisations")
    filter = ReorganisationFilter
    columns = (
        Column("title"),
        state_column(State, sort_by="state"),
        Column("effective_on"),
        Column("decision"),
        Column("decided_on", optional=True),
        Column("unit.name"),
    )
    order = ("-effective_on", "-pk")
    url_name = "org.reorganisation"
    creates = (PREPARE,)
    empty = Empty(
        _("Merging, dividing, renaming and dissolving units is prepared here, and happens on its day."), create=PREPARE
    )

    def rows(self) -> QuerySet[Reorganisation]:
        """The reorganisations that the actor may see."""
        return Reorganisation.objects.visible_to(self.actor).select_related("unit")
