"""The list of units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.org.models import CLOSED_LAST, Unit, UnitKind
from baro.org.verbs import IMPORT
from baro.trail.words import with_words
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import as_code
from baro.ui.words.cells import badge, own, written_day


class UnitFilter(Filter):
    """Narrows units."""

    in_sight = ("q", "kind")

    q = Words(label=_("Name or code"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any")), *UnitKind.choices])
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
