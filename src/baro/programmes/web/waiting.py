"""What waits for somebody among reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.programmes.flow import ReviewState
from baro.programmes.models import Review
from baro.programmes.queries import kind_names
from baro.programmes.verbs import APPROVE
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds


def to_approve(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The reviews about which the actor is to decide: never one that they wrote or submitted."""
    # sees: what is open to be decided
    rows = Review.objects.filter(Review.objects.all().open_to(actor, APPROVE), state=ReviewState.SUBMITTED)
    person = actor.person_id or 0
    own = Q(writer_post__in=actor.own_posts) | Q(written_by=person) | Q(submitted_by=person)
    # excluded by keys: a column that is empty would take its row along
    return rows.exclude(pk__in=rows.filter(own).order_by().values("pk")).for_list()


def returned(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The reviews of the actor's post that came back."""
    # sees: one's own
    return Review.objects.filter(writer_post=actor.post_id or 0, state=ReviewState.RETURNED).for_list()


WAITING = {"reviews_to_approve": to_approve, "reviews_returned": returned}


def _row(review: Review) -> WaitingRow:
    kind = kind_names().get(review.kind, review.kind)
    facts = (("report-search", kind), ("user", review.writer_title), ("calendar", review.last_on))
    return WaitingRow(str(review), review.get_absolute_url(), facts)


waiting_kinds.add(
    Waiting(
        code="programmes.reviews_to_approve",
        label=_("Reviews to approve"),
        note=_("submitted in my unit"),
        tone="accent",
        list_code="programmes.reviews",
        asked={"mine": "reviews_to_approve"},
        inbox=Inbox(among=to_approve, oldest="last_on", row=_row),
        section=Section.DECISION,
        order=50,
    ),
    Waiting(
        code="programmes.reviews_returned",
        label=_("Reviews returned"),
        note=_("sent back to be written again"),
        tone="warn",
        list_code="programmes.reviews",
        asked={"mine": "reviews_returned"},
        inbox=Inbox(among=returned, oldest="last_on", row=_row),
        order=51,
    ),
)
