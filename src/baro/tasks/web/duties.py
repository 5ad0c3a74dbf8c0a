"""My duties, made ready for the page: cards with counts, and what comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.documents.queries import waiting_conditions, waiting_for
from baro.org.actors import Actor
from baro.org.models import Grant, Handover, Reorganisation
from baro.tasks import queries
from baro.tasks.flow import WITH_OWNER
from baro.tasks.models import Task

FIRST = 8

# The same for documents: part of the filter, the register, words, note, tone.
_DOCUMENTS: tuple[tuple[str, str, Any, Any, str], ...] = (
    ("to_sign", "documents.outgoing", _("To sign"), _("drafts submitted to me"), "accent"),
    ("to_instruct", "documents.incoming", _("To instruct"), _("documents presented to me"), "accent"),
    ("to_present", "documents.incoming", _("To present"), _("registered, not presented yet"), "info"),
    ("to_register", "documents.incoming", _("To enter"), _("arrived, not in the register yet"), "info"),
    ("to_issue", "documents.outgoing", _("To issue"), _("signed, not sent yet"), "info"),
    ("my_drafts", "documents.outgoing", _("My drafts"), _("not submitted yet"), "neutral"),
)

# part of the filter, words, note, icon, tone while there is something
_CARDS: tuple[tuple[str, Any, Any, str], ...] = (
    ("to_accept", _("To take on"), _("given to me, not taken on yet"), "accent"),
    ("overdue", _("Overdue"), _("past their deadline"), "bad"),
    ("near_due", _("Near due"), _("a few working days left"), "warn"),
    ("underway", _("Underway"), _("taken on, not handed in"), "info"),
    ("returned", _("Returned"), _("sent back to be completed"), "warn"),
    ("to_approve", _("Waiting for my approval"), _("handed in by others"), "accent"),
    ("declined", _("Declined"), _("their owner refused"), "bad"),
    ("asked", _("More time asked"), _("waiting for my answer"), "warn"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One kind of duty: how many there are, and where they are listed."""

    label: Any
    note: Any
    tone: str
    count: int
    url: str


def cards_of(duties: queries.Duties) -> list[Card]:
    """The kinds of duty of which there is something, in order of what is done with them."""
    listed = reverse("tasks.list")
    return [
        Card(label, note, tone, count, f"{listed}?{urlencode({'mine': part, 'order': 'due_on'})}")
        for part, label, note, tone in _CARDS
        if (count := getattr(duties, part))
    ]


def document_cards(actor: Actor) -> list[Card]:
    """What waits in the registers, in order of who waits longest for it."""
    waiting = waiting_for(actor)
    return [
        Card(label, note, tone, waiting[part], f"{reverse(register)}?{urlencode({'mine': part})}")
        for part, register, label, note, tone in _DOCUMENTS
        if waiting[part]
    ]


def reports_due(actor: Actor) -> list[Grant]:
    """The grants on which the holder of the post has to report, the nearest day first."""
    return list(Grant.objects.awaiting_report_of(actor).select_related("giver__unit"))


def handovers_due(actor: Actor) -> list[Handover]:
    """The handovers that the actor has to sign, for leaving a post or for following in one."""
    return list(Handover.objects.to_sign_by(actor).select_related("post__unit"))


def signatures_due(actor: Actor) -> list[Reorganisation]:
    """The plans of reorganisations that wait for the actor's signature; nobody else is asked for in a statement."""
    return list(Reorganisation.objects.to_sign_by(actor)) if actor.holds_anywhere("org.decide") else []


def paper_cards(plans: Sequence[Reorganisation], grants: Sequence[Grant], handovers: Sequence[Handover]) -> list[Card]:
    """How many papers of each kind are to be signed or written."""
    signed = _("wait for my signature")
    reports = "bad" if any(grant.report_is_late for grant in grants) else "info"
    leaving = "bad" if any(handover.is_late for handover in handovers) else "info"
    kinds: tuple[tuple[Any, Any, str, Sequence[Any], str, dict[str, str]], ...] = (
        (_("Reorganisations"), signed, "accent", plans, "org.reorganisations", {"state": "submitted"}),
        (_("To report on"), _("powers granted to me"), reports, grants, "org.grants", {"side": "to_report"}),
        (_("Handovers"), signed, leaving, handovers, "org.handovers", {"mine": "on"}),
    )
    return [
        Card(label, note, tone, len(papers), f"{reverse(listed)}?{urlencode(asked)}")
        for label, note, tone, papers, listed, asked in kinds
        if papers
    ]


def urgent_of(actor: Actor) -> list[Task]:
    """What the owner works on, the nearest deadline first."""
    if actor.post_id is None:
        return []
    mine = Task.objects.filter(owner_post=actor.post_id, state__in=WITH_OWNER)  # sees: what the own post owns
    return list(mine.for_cards(sources=True).order_by("due_on", "pk")[:FIRST])


def decided_by(actor: Actor) -> list[Document]:
    """Documents that wait for the leader's instruction or signature, the most urgent and oldest first."""
    parts = waiting_conditions(actor)
    waiting = Document.objects.in_registers_of(actor).filter(parts["to_instruct"] | parts["to_sign"])
    return list(waiting.for_list().order_by("-urgency", "entered_on", "pk")[:FIRST])


def waiting_of(actor: Actor) -> list[Task]:
    """What waits for the assigner's decision: results first, then refusals, then requests for time."""
    parts = queries.duty_conditions(actor)
    order = Case(
        When(parts["to_approve"], then=Value(0)),
        When(parts["declined"], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    given = parts["to_approve"] | parts["declined"] | parts["asked"]
    waiting = Task.objects.filter(given)  # sees: what the own post gave
    return list(waiting.for_cards(sources=True).order_by(order, "due_on", "pk")[:FIRST])
