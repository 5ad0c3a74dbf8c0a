"""Handovers: their list, and what is handed over by one, as far as the reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.dependent_rows import handover_items
from baro.org.flow import HandoverState
from baro.org.models import Handover
from baro.trail.words import with_words
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column


class HandoverFilter(Filter):
    """Narrows handovers."""

    in_sight = ("q", "state")

    q = Words(label=_("Person or post"))
    state = django_forms.MultipleChoiceField(label=_("State"), choices=HandoverState.choices)
    under = UnitChoice(label=_("In the unit or below"))
    mine = django_forms.BooleanField(label=_("Only those that I have to sign"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Handovers of the words, in the states, in or below the unit."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "from_person", "to_person", "post", "post__unit")
        if asked["state"]:
            rows = rows.filter(state__in=asked["state"])
        if asked["under"]:
            rows = rows.filter(post__unit__path__startswith=asked["under"].path)
        return rows.filter(pk__in=Handover.objects.to_sign_by(self.actor).values("pk")) if asked["mine"] else rows


class HandoverList(ListPage):
    """Handovers that are under way or were signed."""

    code = "org.handovers"
    title = _("Handovers")
    filter = HandoverFilter
    columns = (
        Column("post.name"),
        Column("post.unit.name"),
        Column("from_person.name"),
        Column("to_person.name"),
        Column("day"),
        state_column(HandoverState, sort_by="state"),
    )
    order = ("-day", "-pk")
    url_name = "org.handover"
    empty = Empty(_("A handover is drafted by itself when the holder of a post changes, or the post closes."))

    def rows(self) -> QuerySet[Any]:
        """The handovers that the actor may see."""
        return Handover.objects.visible_to(self.actor).for_list()


@dataclass(frozen=True, slots=True)
class Pile:
    """The things of one kind that are handed over: title and address (if any) of those to be read, how many others."""

    label: Any
    shown: list[tuple[str, str]]
    hidden: int

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.shown) + self.hidden


def piles_of(record: Handover, actor: Actor) -> list[Pile]:
    """What is handed over, kind by kind: one query a kind.

    The two whom it concerns read every title, because nobody signs for what they have not read; they open only what
    they see in the post in which they act now. Everybody else reads the titles of what they see.
    """
    return [pile for thing in handover_items() if (pile := _pile(record, thing.code, thing.label, actor)).count]


def _pile(record: Handover, code: str, label: Any, actor: Actor) -> Pile:
    items = [item for item in record.items if item["kind"] == code]
    if not items:
        return Pile(label, [], 0)
    model: Any = apps.get_model(items[0]["record"].partition(":")[0])
    keys = [int(item["record"].partition(":")[2]) for item in items]
    seen = model._default_manager.visible_to(actor).order_by().in_bulk(keys)
    titles = dict(zip(keys, (item["title"] for item in items), strict=True))
    told = keys if record.concerns(actor) else [pk for pk in keys if pk in seen]
    shown = [(titles[pk], seen[pk].get_absolute_url() if pk in seen else "") for pk in told]
    return Pile(label, shown, len(items) - len(shown))
