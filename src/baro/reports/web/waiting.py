"""What waits for somebody among yearly reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.reports.flow import State
from baro.reports.models import Report
from baro.reports.verbs import APPROVE
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds


def to_approve(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The reports about which the actor is to decide: never one that they wrote or submitted."""
    # sees: what is open to be decided
    rows = Report.objects.filter(Report.objects.all().open_to(actor, APPROVE), state=State.SUBMITTED)
    person = actor.person_id or 0
    own = Q(writer_post__in=actor.own_posts) | Q(written_by=person) | Q(submitted_by=person)
    # excluded by keys: a column that is empty would take its row along
    return rows.exclude(pk__in=rows.filter(own).order_by().values("pk")).for_list()


def returned(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The reports of the actor's post that came back."""
    # sees: one's own
    return Report.objects.filter(writer_post=actor.post_id or 0, state=State.RETURNED).for_list()


WAITING = {"to_approve": to_approve, "returned": returned}


def _row(report: Report) -> WaitingRow:
    return WaitingRow(str(report), report.get_absolute_url(), (("user", report.writer_title),))


waiting_kinds.add(
    Waiting(
        code="reports.to_approve",
        label=_("Yearly reports to approve"),
        note=_("submitted in my unit"),
        tone="accent",
        list_code="reports.reports",
        asked={"mine": "to_approve"},
        inbox=Inbox(among=to_approve, oldest="gathered_at", row=_row),
        section=Section.DECISION,
        order=55,
    ),
    Waiting(
        code="reports.returned",
        label=_("Yearly reports returned"),
        note=_("sent back to be written again"),
        tone="warn",
        list_code="reports.reports",
        asked={"mine": "returned"},
        inbox=Inbox(among=returned, oldest="gathered_at", row=_row),
        order=56,
    ),
)
