"""The page of the organisation on any day, alone or beside another day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from baro.directory.web.facts import days
from baro.directory.web.tree.trees import SHOWN, Branch, KindCount, Picture, kind_counts
from baro.directory.web.units.seats import Seat, seats_of
from baro.org.models import UnitFacts, UnitKind
from baro.org.verbs import IMPORT
from baro.ui.forms import DateField
from baro.ui.http import Request, number_in, wants_fragment
from baro.ui.lists import Filter, Words


class PictureForm(Filter):
    """What is asked of the organisation: the day, a day beside it, words, a kind, the unit above.

    ``changed`` asks for what is otherwise on the day beside, wherever it stands.
    """

    on = DateField(label=_("On the day"))
    beside = DateField(label=_("Compare with"))
    q = Words(label=_("Name or code"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any")), *UnitKind.choices])
    under = forms.CharField(max_length=40, widget=forms.HiddenInput)
    chart = forms.BooleanField(widget=forms.HiddenInput)
    changed = forms.BooleanField(label=_("Only what changed"))


@dataclass(frozen=True)
class Side:
    """One picture on the page: the focused unit that day (None: it did not exist, or nothing is focused).

    ``planned`` says of units what a signed plan does to them, which is no part of the picture yet.
    """

    picture: Picture
    focus: UnitFacts | None
    tops: list[UnitFacts]
    asked: dict[str, Any]
    planned: dict[int, Any]

    @property
    def day(self) -> date:
        """The day of the picture."""
        return self.picture.day

    @cached_property
    def above(self) -> list[UnitFacts]:
        """The units above the focused one."""
        return self.picture.above(self.focus) if self.focus else []

    @cached_property
    def branches(self) -> list[Branch]:
        """The level that is shown, or the hits of a search."""
        if self.is_search:
            found = self.picture.narrowed(self.focus, self.asked["q"], self.asked["kind"], changed=self.is_changes)
            return self.picture.hits(found)
        return self.picture.level(self.focus) if self.focus else self.picture.top_level(self.tops)

    @cached_property
    def shown(self) -> list[Branch]:
        """As many of them as one page shows."""
        marks = self.planned
        return [replace(one, planned=marks.get(one.facts.unit_id, "")) for one in self.branches[:SHOWN]]

    @property
    def rows(self) -> list[tuple[str, list[Branch]]]:
        """What a chart shows, row by row with its heading: each kind by itself, kinds of a single unit together."""
        rows: list[tuple[str, list[Branch]]] = []
        for kind, found in groupby(self.shown, key=lambda branch: branch.facts.kind):
            branches = list(found)
            if len(branches) == 1 and rows and not rows[-1][0]:
                rows[-1][1].extend(branches)
            else:
                rows.append((str(UnitKind(kind).label) if len(branches) > 1 else "", branches))
        return rows

    @property
    def has_more(self) -> bool:
        """Whether there are more than are shown."""
        return len(self.branches) > SHOWN

    @property
    def is_search(self) -> bool:
        """Whether units are found by words, kind or change instead of shown level by level."""
        return bool(self.asked["q"] or self.asked["kind"] or self.is_changes)

    @property
    def is_changes(self) -> bool:
        """Whether only those are shown that are otherwise on the day beside."""
        return bool(self.asked["changed"] and self.picture.beside)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The counts by kind below the focused unit."""
        return self.picture.kinds(self.focus)

    @cached_property
    def seats(self) -> list[Seat]:
        """The posts of the focused unit that day, each with who held it."""
        return seats_of(self.focus.unit_id, self.day) if self.focus else []

    @property
    def query(self) -> str:
        """The address of this side alone, to which a unit's code is added."""
        beside = {"beside": self.picture.beside.isoformat()} if self.picture.beside else {}
        ways = {name: "on" for name in ("chart", "changed") if self.asked[name]}
        return urlencode({"on": self.day.isoformat(), **beside, **ways, "under": ""})


@require_safe
def organisation(request: Request) -> HttpResponse:
    """The organisation on a day, by hand because it is no page of one record; for htmx one level of it."""
    today = timezone.localdate()
    form = PictureForm({"on": today.isoformat(), **request.GET.dict()}, actor=request.actor)
    form.settle()
    asked = form.cleaned_data
    day = asked["on"] or today
    side = _side(request, asked, day, asked["beside"])
    if wants_fragment(request):
        return _vary(TemplateResponse(request, "directory/tree.html#level", {"side": side, "sides": [side]}))
    known = list(days.reorganisations_seen(request.actor))
    stops = days.stops(request.actor, known)
    if (place := number_in(request.GET.get("at"))) is not None and place < len(stops):
        return redirect(_address(asked | {"on": stops[place].day}))
    sides = _sides(request, asked, side)
    last = max(one.day for one in sides)
    context = {
        "form": form,
        "mistakes": [f"{form.fields[name].label}: {e}" for name, errors in form.errors.items() for e in errors],
        "day": day,
        "today": today,
        "sides": sides,
        "side": side,
        "kinds": _kinds(sides),
        "stops": stops,
        "at": days.stop_before(stops, day),
        "chosen": days.chosen_stop(stops, day),
        "waiting": days.waiting(known, today, last),
        "asked": asked,
        "alone": _address(asked | {"on": day, "beside": None, "changed": False}),
        "keeps": request.actor.holds_anywhere(IMPORT.permission),
        "everything": _address(asked | {"q": "", "kind": "", "changed": False}),
        "otherwise": _address(asked | {"chart": not asked["chart"]}),
    }
    return _vary(TemplateResponse(request, "directory/tree.html", context))


def _side(request: Request, asked: dict[str, Any], day: date, beside: date | None, unit: int | None = None) -> Side:
    """The picture of a day: of the unit that is asked for by its code of that day or by its key, else of the top."""
    picture = Picture(day, request.actor, beside=beside)
    planned = days.planned_for(request.actor, timezone.localdate(), day)
    if unit is not None:
        return Side(picture, picture.of(unit), [], asked, planned)
    if asked["under"]:
        return Side(picture, picture.named(asked["under"]), [], asked, planned)
    tops = picture.tops()
    return Side(picture, tops[0] if len(tops) == 1 else None, tops, asked, planned)


def _sides(request: Request, asked: dict[str, Any], side: Side) -> list[Side]:
    """The picture that is asked for, and beside it the same unit on the other day; the earlier day first."""
    other = asked["beside"]
    if other is None or other == side.day:
        return [side]
    unit = side.focus.unit_id if side.focus else None
    return sorted([side, _side(request, asked, other, side.day, unit)], key=lambda one: one.day)


def _kinds(sides: list[Side]) -> list[KindCount]:
    """The counts by kind of the one day, or of both; where only what changed is asked for, of kinds that changed."""
    if len(sides) == 1:
        return kind_counts(sides[0].kinds)
    lines = kind_counts(sides[0].kinds, sides[1].kinds)
    return [line for line in lines if line.is_changed] if sides[0].is_changes else lines


def _address(asked: dict[str, Any]) -> str:
    """The address of a picture."""
    given = {name: "on" if value is True else value for name, value in asked.items() if value}
    return f"{reverse('org.tree')}?{urlencode(given)}"


def _vary(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request"])
    return response
