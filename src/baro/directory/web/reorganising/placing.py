"""What a divided unit leaves goes to its parts by list: every thing with a choice of the part that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.directory.web.reorganising.plan_forms import PlanForm
from baro.org.dependent_rows import unit_dependents
from baro.org.models import Disposition, Ending, Placement, PlannedSuccessor, Post, Unit
from baro.org.reorganising.actions.carrying_out.posts import POSTS
from baro.org.reorganising.actions.carrying_out.units import CHILDREN

SHOWN = 200  # of each kind; what is not shown goes to the main successor


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind that the reader sees on a divided unit."""

    kind: str
    label: Any
    rows: QuerySet[Any]


def divided_in(plan: Any) -> list[Ending]:
    """The units that the plan divides, by name."""
    parts = PlannedSuccessor.objects.filter(ending__reorganisation=plan, in_part=True).values("ending")
    return list(Ending.objects.filter(pk__in=parts).select_related("unit").order_by("unit__in_order", "pk"))


def piles_of(unit: Unit, actor: Any) -> Iterator[Pile]:
    """Everything that can go one by one: units below, posts, and what follows no post."""
    yield Pile(CHILDREN, _("Units below it"), Unit.objects.visible_to(actor).open().filter(parent=unit))
    yield Pile(POSTS, pgettext_lazy("reorganisation", "Posts"), Post.objects.visible_to(actor).open().filter(unit=unit))
    for thing in unit_dependents():
        if Disposition.MOVE in thing.dispositions and not thing.follows and not thing.part_of:
            yield Pile(thing.code, thing.label, thing.seen_by(actor, [unit]))


class PlaceForm(PlanForm):
    """Which part of a divided unit takes which of its things; the main successor takes what nobody places."""

    def __init__(self, *args: Any, divided: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.endings = divided_in(self.plan)
        self.ending = next((one for one in self.endings if one.unit.code == divided), self.endings[0])
        self.successors = {
            str(successor.pk): successor for successor in self.ending.successors.select_related("to_unit", "to_planned")
        }
        self.places: dict[str, tuple[str, int]] = {}
        self.fieldsets = tuple(self._offered())  # type: ignore[misc]  # those of this unit

    def _offered(self) -> Iterator[tuple[Any, tuple[str, ...]]]:
        """A fieldset for each kind of thing, a choice for each thing."""
        choices = [(key, str(successor.target)) for key, successor in self.successors.items()]
        placed = self._placed()
        main = next((key for key, successor in self.successors.items() if successor.is_main), choices[0][0])
        fields: Any = self.fields
        for pile in piles_of(self.ending.unit, self.actor):
            names = []
            for row in pile.rows.order_by("pk")[:SHOWN]:
                name = f"place_{len(self.places)}"
                self.places[name] = (pile.kind, row.pk)
                initial = placed.get((pile.kind, row.pk), main)
                fields[name] = forms.ChoiceField(label=row, choices=choices, initial=initial)
                names.append(name)
            if names:
                yield pile.label, tuple(names)

    def _placed(self) -> dict[tuple[str, int], str]:
        """Where the plan puts things already."""
        keys = {(successor.to_unit_id, successor.to_planned_id): key for key, successor in self.successors.items()}
        found = Placement.objects.filter(reorganisation=self.plan)
        goals = {(one.kind, one.record): keys.get((one.to_unit_id, one.to_planned_id)) for one in found}
        return {place: key for place, key in goals.items() if key}

    def clean(self) -> dict[str, Any]:
        """The things that go elsewhere than before, by kind, each with its part."""
        asked = super().clean() or self.cleaned_data
        placed: dict[str, dict[int, Any]] = {}
        for name, (kind, pk) in self.places.items():
            if (key := asked.get(name)) and key != self.fields[name].initial:
                placed.setdefault(kind, {})[pk] = self.successors[key].target
        return {"placed": placed}
