"""The register of weak points."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.trail.words import with_words
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.weakpoints.flow import UNFINISHED, State
from baro.weakpoints.models import Point
from baro.weakpoints.queries import WAITING
from baro.weakpoints.verbs import RECORD
from baro.weakpoints.web import badges
from baro.weakpoints.web.forms import degrees, kinds, natures, origins

WHICH = {"open": _("Not finished"), "closed": _("Finished or cancelled")}


class PointFilter(Filter):
    """What narrows the register."""

    in_sight = ("q", "which", "kind")

    q = Words(label=_("Words of the weak point"))
    which = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), *WHICH.items()])
    kind = forms.MultipleChoiceField(label=_("Kind"), choices=kinds)
    nature = forms.MultipleChoiceField(label=_("Nature"), choices=natures)
    seriousness = forms.MultipleChoiceField(label=_("Seriousness"), choices=degrees)
    origin = forms.MultipleChoiceField(label=_("Origin"), choices=origins)
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    unit = UnitChoice(label=_("Unit and below"))
    mine = WaitingChoice("weakpoints.points", label=_("My part"))
    recurrent = forms.BooleanField(label=_("Only recurrent ones"))
    late = forms.BooleanField(label=_("Only those that are late"))
    found = Period(label=_("Found between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The weak points that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = with_words(rows, words)
        if which := asked.get("which"):
            unfinished = Q(state__in=UNFINISHED)
            rows = rows.filter(unfinished if which == "open" else ~unfinished)
        for name in ("kind", "nature", "seriousness", "origin", "state"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        return self._of_whom(rows, asked)

    def _of_whom(self, rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        """Those of the units, the reader and the days that were asked for."""
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if part := asked.get("mine"):
            rows = rows.filter(WAITING[part](self.actor, timezone.localdate()))
        if asked.get("recurrent"):
            rows = rows.filter(earlier__isnull=False)
        if asked.get("late"):
            rows = rows.filter(state=State.OPEN, due_on__lt=timezone.localdate())
        return days.narrow(rows, "found_on") if (days := asked.get("found")) else rows


class PointList(ListPage):
    """Every weak point that the reader may see."""

    code = "weakpoints.points"
    title = _("Weak points")
    lead = _("Pressing and outstanding matters, limitations and weaknesses of units, until they are solved.")
    filter = PointFilter
    order = ("-found_on", "-pk")
    opens_with = "which=open&order=due_on"
    url_name = "weakpoints.point"
    creates = (RECORD,)
    empty = Empty(
        _("A weak point has one owner, one deadline and work that solves it. Another person accepts the solution."),
        create=RECORD,
    )
    columns = (
        Column("what", sortable=False, wide=True),
        state_column(State),
        Column("seriousness", cell=badges.seriousness_cell, csv=badges.seriousness_name),
        Column("unit.name", _("Unit"), sort_by="unit__path"),
        Column("owner_post.name", _("To be solved by"), sortable=False),
        Column("due_on", cell=badges.due_cell, csv="due_on"),
        Column(
            "is_recurrent",
            _("Recurrent"),
            sortable=False,
            cell=badges.recurrent_badge,
            csv=badges.recurrent_words,
            optional=True,
        ),
        Column("age", _("Days known"), sortable=False, number=True, optional=True),
        Column("kind_name", _("Kind"), sortable=False, optional=True),
        Column("nature_name", _("Nature"), sortable=False, optional=True),
        Column("origin_name", _("Origin"), sortable=False, optional=True),
        Column("found_on", optional=True),
        Column("accepted_on", optional=True),
        Column("returned_count", optional=True),
        Column("reopened_count", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The weak points of the reader's units, and those that their own post must solve."""
        return Point.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may have to solve one."""
        return self.actor.post_id is not None
