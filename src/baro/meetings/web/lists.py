"""Meetings, and what is put to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.meetings.flow import AHEAD, HELD, IN_POOL, ItemState, State
from baro.meetings.models import Conclusion, Item, Meeting
from baro.meetings.queries import ITEMS_WAITING, WAITING
from baro.meetings.verbs import ASK, CALL, PROPOSE
from baro.meetings.web import badges
from baro.meetings.web.forms import kinds
from baro.trail.words import with_words
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column

WHICH = {"ahead": _("Ahead or under way"), "held": _("Held")}
OPEN = {"open": _("Not concluded"), "closed": _("Concluded or withdrawn")}


class MeetingFilter(Filter):
    """What narrows the list of meetings."""

    in_sight = ("q", "which", "unit")

    q = Words(label=_("Words of the meeting or its minutes"))
    which = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), *WHICH.items()])
    unit = UnitChoice(label=_("Unit and below"))
    kind = forms.MultipleChoiceField(label=_("Kind"), choices=kinds)
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    mine = WaitingChoice("meetings.meetings", label=_("My part"))
    day = Period(label=_("Held between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The meetings that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = with_words(rows, words)
        if which := asked.get("which"):
            rows = rows.filter(state__in=AHEAD if which == "ahead" else HELD)
        for name in ("kind", "state"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if part := asked.get("mine"):
            rows = rows.filter(WAITING[part](self.actor, timezone.localdate()))
        return days.narrow(rows, "day") if (days := asked.get("day")) else rows


class MeetingList(ListPage):
    """Every meeting that the reader may see."""

    code = "meetings.meetings"
    title = _("Meetings")
    lead = _("Meetings of committees and cells: called, held, with their minutes.")
    filter = MeetingFilter
    order = ("-day", "-begins", "-pk")
    url_name = "meetings.meeting"
    creates = (CALL,)
    empty = Empty(
        _("A meeting has members, an agenda and minutes. What it decides becomes documents and tasks."), create=CALL
    )
    columns = (
        Column("__str__", _("Meeting"), sortable=False, wide=True),
        Column("day"),
        Column("begins", sortable=False, cell=badges.hour, csv=badges.when),
        state_column(State),
        Column("unit.name", _("Body"), sort_by="unit__path"),
        Column("place", sortable=False, optional=True),
        Column("chair.name", _("Chair"), sortable=False, optional=True),
        Column("kind_name", _("Kind"), sortable=False, optional=True),
        Column("score", cell=badges.graded, csv="grade_name", optional=True),
        Column("signed_on", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The meetings of the reader's units, and of the bodies in which they sit."""
        return Meeting.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may sit in a body."""
        return self.actor.post_id is not None


class ItemFilter(Filter):
    """What narrows the list of proposals and decisions."""

    in_sight = ("q", "which", "unit")

    q = Words(label=_("Words of the proposal or decision"))
    which = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), *OPEN.items()])
    unit = UnitChoice(label=_("Unit and below"))
    state = forms.MultipleChoiceField(label=_("State"), choices=ItemState.choices)
    conclusion = forms.MultipleChoiceField(label=_("Conclusion"), choices=Conclusion.choices)
    mine = forms.BooleanField(label=_("Only what my post proposed"))
    due = WaitingChoice("meetings.items", label=_("My part"))
    proposed = Period(label=_("Proposed between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The items that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = with_words(rows, words)
        if which := asked.get("which"):
            rows = rows.filter(state__in=IN_POOL) if which == "open" else rows.exclude(state__in=IN_POOL)
        for name in ("state", "conclusion"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if part := asked.get("due"):
            rows = rows.filter(ITEMS_WAITING[part](self.actor, timezone.localdate()))
        if asked.get("mine"):
            rows = rows.filter(proposer_post=self.actor.post_id or 0)
        return days.narrow(rows, "proposed_on") if (days := asked.get("proposed")) else rows


class ItemList(ListPage):
    """The pool of proposals, and what was decided."""

    code = "meetings.items"
    title = _("Proposals and decisions")
    lead = _("What was put to a meeting, until it is concluded; and what was decided.")
    filter = ItemFilter
    order = ("-proposed_on", "-pk")
    url_name = "meetings.item"
    creates = (PROPOSE, ASK)
    empty = Empty(
        _("A proposal waits in the pool of a body until it is put on an agenda. Withdrawing it is visible to all."),
        create=PROPOSE,
    )
    columns = (
        Column("title", sortable=False, wide=True),
        state_column(ItemState),
        Column("conclusion", sortable=False, cell=badges.conclusion_badge, csv=badges.conclusion_name),
        Column("unit.name", _("Body"), sort_by="unit__path"),
        Column("meeting.day", _("Meeting"), sortable=False),
        Column("proposed_on"),
        Column("proposer_post.name", _("Proposed by"), sortable=False, optional=True),
        Column("due_on", optional=True),
        Column("decision", sortable=False, optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """What is put to the bodies of the reader's units, and what their own post proposed."""
        return Item.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may propose something."""
        return self.actor.post_id is not None
