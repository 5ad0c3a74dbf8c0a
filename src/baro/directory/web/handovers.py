"""Handovers: the list, the page of one, and the two signatures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms as django_forms
from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from baro.directory.web.post_forms import RemarkForm
from baro.kernel.verbs import Verb
from baro.org import verbs as v
from baro.org.actions import handing_over
from baro.org.actors import Actor
from baro.org.flow import HandoverState
from baro.org.handing import handed_things
from baro.org.models import Handover, Post
from baro.org.queries import people_seen
from baro.trail.words import with_words
from baro.ui.cells import badge
from baro.ui.choices import UnitChoice
from baro.ui.filters import Filter, Words
from baro.ui.forms import act_through_form
from baro.ui.http import Request
from baro.ui.lists import Column, Empty, ListPage

TONES = {HandoverState.DRAFT: "warn", HandoverState.HANDED: "info", HandoverState.TAKEN: "good"}


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


def _state(record: Handover, value: str) -> SafeString:
    return badge(value, TONES[HandoverState(record.state)])


class HandoverList(ListPage):
    """Handovers that are under way or were signed."""

    code = "org.handovers"
    title = _("Handovers")
    filter = HandoverFilter
    columns = (
        Column("post.name", _("Post")),
        Column("post.unit.name", _("Unit")),
        Column("from_person.name", _("Hands over")),
        Column("to_person.name", _("Takes over")),
        Column("day", _("Day of the change")),
        Column("get_state_display", _("State"), sort_by="state", cell=_state),
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
    return [pile for thing in handed_things() if (pile := _pile(record, thing.code, thing.label, actor)).count]


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


def _seen(request: Request, pk: int) -> Handover:
    found: Handover = get_object_or_404(Handover.objects.visible_to(request.actor).for_list(), pk=pk)
    return found


@require_safe
def handover(request: Request, pk: int) -> HttpResponse:
    """What is handed over, who signed, and with which remarks.

    Raises Http404 when the actor is none of the two, keeps nothing there, and was not told of it.
    """
    record = _seen(request, pk)
    posts = Post.objects.visible_to(request.actor).filter(pk__in={record.post_id, record.post.answering.pk})
    context = {
        "record": record,
        "tone": TONES[HandoverState(record.state)],
        "piles": piles_of(record, request.actor),
        "seen_posts": set(posts.values_list("pk", flat=True)),
        "seen_people": people_seen(request.actor, [record.from_person, record.to_person]),
    }
    return TemplateResponse(request, "directory/handover.html", context)


def _signature(request: Request, record: Handover, act: Any, verb: Verb, *, lead: str = "") -> HttpResponse:
    signer = handing_over.signing_in(record, request.actor)
    if signer.post_id != request.actor.post_id:
        lead = _("You sign as %(signer)s, whichever post you act in now.") % {"signer": signer.title}
    context = {"piles": piles_of(record, request.actor), "lead": lead}
    template = "directory/handover_sign.html"
    return act_through_form(
        request, RemarkForm, partial(act, record.pk), template=template, verb=verb, record=record, context=context
    )


def hand_over(request: Request, pk: int) -> HttpResponse:
    """The signature of the one who leaves, or of who keeps the organisation in their place."""
    record, lead = _seen(request, pk), ""
    if record.from_person_id != request.actor.person_id:
        lead = _("You sign in place of %(giver)s, who holds no post today.") % {"giver": record.from_person}
    return _signature(request, record, handing_over.hand_over, v.HAND_OVER, lead=lead)


def take_over(request: Request, pk: int) -> HttpResponse:
    """The signature of the one who follows."""
    return _signature(request, _seen(request, pk), handing_over.take_over, v.TAKE_OVER)
