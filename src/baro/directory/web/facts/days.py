"""The day of a picture: the days on which the organisation changed, and what is signed but has not happened yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Func, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.flow import State
from baro.org.models import Ending, PlannedChange, Reorganisation, Unit, UnitFacts
from baro.ui.words.cells import written_day

CLOSES, CHANGES = _("closed by a signed plan"), _("changed by a signed plan")


@dataclass(frozen=True, slots=True)
class Stop:
    """A day on which the organisation changed, and by which reorganisation if by one."""

    day: date
    title: str = ""

    @property
    def words(self) -> str:
        """The day and what happened, for the slider."""
        return f"{written_day(self.day)} · {self.title}" if self.title else written_day(self.day)


def reorganisations_seen(actor: Actor) -> QuerySet[Reorganisation]:
    """Signed and finished reorganisations that the actor sees, by day."""
    seen = Reorganisation.objects.visible_to(actor).filter(state__in=(State.SIGNED, State.DONE))
    return seen.order_by("effective_on", "pk")


def stops(actor: Actor, known: Sequence[Reorganisation]) -> list[Stop]:
    """The days since which something is true of units that the actor sees: one query."""
    units = Unit.objects.visible_to(actor).order_by().values("pk")
    begun = UnitFacts.objects.current().filter(unit__in=units).order_by()
    days = begun.values_list(Func("period", function="lower"), flat=True).distinct()
    titles = {one.effective_on: one.title for one in known if one.state == State.DONE}
    return [Stop(day, titles.get(day, "")) for day in sorted({*days, *titles} - {None})]


def stop_before(days: Sequence[Stop], day: date) -> int:
    """The place of the last change that had happened on a day; the first one before all."""
    return max(sum(stop.day <= day for stop in days) - 1, 0)


def chosen_stop(days: Sequence[Stop], day: date) -> Stop:
    """The change of a day; the day alone when nothing changed on it."""
    return next((stop for stop in days if stop.day == day), Stop(day))


def planned_for(actor: Actor, today: date, day: date) -> dict[int, Any]:
    """What signed plans that take effect until a day to come do to units, in words; nothing for a day that has come."""
    if day <= today:
        return {}
    waits = reorganisations_seen(actor).filter(state=State.SIGNED, effective_on__gt=today, effective_on__lte=day)
    plans = waits.order_by().values("pk")
    changes = PlannedChange.objects.filter(reorganisation__in=plans).values_list("unit_id", flat=True)
    endings = Ending.objects.filter(reorganisation__in=plans).values_list("unit_id", flat=True)
    return dict.fromkeys(changes, CHANGES) | dict.fromkeys(endings, CLOSES)


def waiting(known: Sequence[Reorganisation], today: date, day: date) -> list[Reorganisation]:
    """What is signed, takes effect between today and the day, and is no part of the picture yet."""
    return [one for one in known if one.state == State.SIGNED and today < one.effective_on <= day]
