"""What must hold every day about meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.meetings.flow import State
from baro.meetings.models import Meeting
from baro.meetings.queries import not_held, topic_not_held, unanswered
from baro.org.checks import Check, Severity, check


def cells_without(day: date) -> QuerySet[Any]:
    """Cells whose members did not meet in the last whole month."""
    return not_held(["cell"], day)


def not_closed(day: date) -> QuerySet[Any]:
    """Meetings whose day is over and that nobody held or cancelled."""
    return Meeting.objects.filter(state__in=(State.PLANNED, State.CALLED, State.UNDER_WAY), day__lt=day)


def cells_without_topic(day: date) -> QuerySet[Any]:
    """Cells whose members did not meet about a topic in the last quarter."""
    return topic_not_held(day)


def not_answered(day: date) -> QuerySet[Any]:
    """Questions of members whose day is over."""
    return unanswered(day)


check(
    Check(
        code="meetings.not_held",
        label=_("Cells that did not meet last month"),
        remedy=_("Ask the secretary of the cell why, and call the meeting."),
        severity=Severity.WARN,
        list_code="org.units",
        rows=cells_without,
        told=False,
    ),
    Check(
        code="meetings.no_topic",
        label=_("Cells that did not meet about a topic in the last three months"),
        remedy=_("Agree on a topic with the secretary of the cell, and call the meeting."),
        severity=Severity.INFO,
        list_code="org.units",
        rows=cells_without_topic,
        told=False,
    ),
    Check(
        code="meetings.not_answered",
        label=_("Questions of members that were not answered in time"),
        remedy=_("Answer the question, or put it on an agenda."),
        severity=Severity.WARN,
        list_code="meetings.items",
        rows=not_answered,
        told=False,
    ),
    Check(
        code="meetings.not_closed",
        label=_("Meetings whose day is over and that were neither held nor cancelled"),
        remedy=_("Open and close the meeting, or cancel it."),
        severity=Severity.INFO,
        list_code="meetings.meetings",
        rows=not_closed,
        told=False,
    ),
)
