"""The list of reorganisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.flow import State
from baro.org.models import Reorganisation
from baro.org.verbs import PREPARE
from baro.trail.words import with_words
from baro.ui.forms import Period
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column


class ReorganisationFilter(Filter):
    """Narrows reorganisations."""

    in_sight = ("q", "state")

    q = Words(label=_("Title or deciding document"))
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *State.choices])
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
