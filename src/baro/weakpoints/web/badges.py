"""Weak points in a few signs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.ui.words.cells import badge, day
from baro.weakpoints import queries
from baro.weakpoints.flow import State
from baro.weakpoints.models import Point


def seriousness_name(point: Point) -> str:
    """How serious it is."""
    row = queries.seriousness_of(point.seriousness)
    return str(row.names) if row else str(point.seriousness)


def seriousness_badge(point: Point, _value: Any = None) -> SafeString:
    """The same in its tone."""
    row = queries.seriousness_of(point.seriousness)
    return badge(seriousness_name(point), row.tone if row else "neutral")


def seriousness_cell(point: Point, _value: Any) -> SafeString:
    """How serious it is and, where it came back, that it did."""
    return SafeString(f"{seriousness_badge(point)} {recurrent_badge(point)}".rstrip())


def recurrent_badge(point: Point, _value: Any = None) -> SafeString:
    """That it came back; nothing for one that did not."""
    return badge(_("Recurrent"), "bad", picture="repeat") if point.is_recurrent else SafeString("")


def recurrent_words(point: Point) -> str:
    """The same in a file."""
    return _("Recurrent") if point.is_recurrent else ""


def is_late(point: Point) -> bool:
    """Whether its owner has not solved it by its deadline."""
    return bool(point.state == State.OPEN and point.due_on < timezone.localdate())


def late_badge(point: Point, _beside: Any = None) -> SafeString:
    """That its deadline is past; nothing for one that is in time or solved."""
    return badge(_("Late"), "bad") if is_late(point) else SafeString("")


def due_cell(point: Point, _value: Any) -> SafeString:
    """The deadline, and that it is past."""
    late = late_badge(point)
    return SafeString(f"{day(point.due_on)} {late}".rstrip())


def age_words(point: Point) -> str:
    """For how long it has been known, or was until it was solved."""
    return ngettext("%(days)s day", "%(days)s days", point.age) % {"days": point.age}
