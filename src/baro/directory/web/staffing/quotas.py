"""The list of quotas: who may have how many, since when, until when and by which document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.models import Quota
from baro.org.staffing.counting import every_kind, kind_name
from baro.trail.words import with_words
from baro.ui import forms as fields
from baro.ui.forms import UnitChoice
from baro.ui.lists import ANY, Column, Empty, Filter, ListPage, Words
from baro.ui.words.cells import text


class QuotaFilter(Filter):
    """Which quotas, of which day."""

    in_sight = ("q", "kind", "on")

    q = Words(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Counted as"))
    on = fields.DateField(label=_("On the day"))
    under = UnitChoice(label=_("In the unit or below"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = every_kind(timezone.localdate()).items()
        self.fields["kind"].choices = [ANY, *kinds]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Quotas of units of the words, of the kind, in force on the day, in or below the unit."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "unit")
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["on"]:
            rows = rows.filter(period__contains=asked["on"])
        return rows.filter(unit__path__startswith=asked["under"].path) if asked["under"] else rows


def _kind(quota: Quota, _value: Any = None) -> SafeString:
    """What it counts, in words of its first day."""
    return text(kind_name(quota.kind, quota.first or timezone.localdate()))


class QuotaList(ListPage):
    """Every quota that was, is or will be in force."""

    code = "org.quotas"
    title = _("Quotas")
    lead = _("How many people of a kind each unit may have, from when to when, and what decided it.")
    filter = QuotaFilter
    columns = (
        Column("unit.name", _("Unit"), sort_by="unit__in_order"),
        Column("kind", cell=_kind, csv=_kind),
        Column("number", number=True),
        Column("first", _("Since"), sort_by="period__startswith"),
        Column("last", pgettext_lazy("quota", "Until"), sort_by="period__endswith"),
        Column("decision"),
    )
    order = ("unit__in_order", "kind", "period__startswith", "pk")
    empty = Empty(_("A quota stands here once it is given on the page of a unit, with what decided it."))

    def rows(self) -> QuerySet[Quota]:
        """What is believed of the quotas of the units that the actor may see."""
        return Quota.objects.current().visible_to(self.actor).for_list()

    def url(self, record: Quota) -> str:
        """The unit, at its staffing."""
        return f"{reverse('org.unit', args=[record.unit_id])}#staffing"
