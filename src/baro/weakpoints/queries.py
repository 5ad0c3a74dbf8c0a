"""Questions about weak points."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Succession, Unit
from baro.weakpoints.flow import State
from baro.weakpoints.models import Point
from baro.weakpoints.rulebook import Register, Seriousness
from baro.weakpoints.verbs import ACCEPT


def register_rule() -> Register:
    """The rule of the register that is in force today."""
    return rulebook.today(Register)


def names_of(what: str) -> dict[str, str]:
    """Code to name in the reader's language of the kinds, natures or origins, in the order of the rule."""
    return {row.id: str(row.names) for row in getattr(register_rule(), what)}


def seriousness_of(level: int) -> Seriousness | None:
    """A degree of seriousness; None when today's rule does not know it any more."""
    return next((row for row in register_rule().seriousness if row.level == level), None)


def line_of(unit: Unit) -> set[int]:
    """The unit and all units that went over into it, whole or in part: a query for each generation."""
    found, last = {unit.pk}, {unit.pk}
    while last:
        before = Succession.objects.filter(successor__in=last).values_list("predecessor_id", flat=True)
        last = set(before) - found
        found |= last
    return found


def earlier_of(point: Point) -> Point | None:
    """The last weak point of the same kind that the same unit, or one that went over into it, had within the window."""
    since = point.found_on - timedelta(days=register_rule().recurrent_within)
    before = Point.objects.counting().filter(unit__in=line_of(point.unit), kind=point.kind)
    within = before.filter(found_on__range=(since, point.found_on)).exclude(pk=point.pk)
    if point.pk:
        within = within.filter(Q(found_on__lt=point.found_on) | Q(pk__lt=point.pk))
    found: Point | None = within.order_by("-found_on", "-pk").first()
    return found


def _solves(actor: Actor, _day: date) -> Q:
    return Q(owner_post=actor.post_id or 0, state=State.OPEN)


def _accepts(actor: Actor, _day: date) -> Q:
    own = Q(owner_post__in=actor.own_posts) | Q(solved_by=actor.person_id or 0)
    return Q(Point.objects.all().open_to(actor, ACCEPT), state=State.SOLVED) & ~own


WAITING: dict[str, Any] = {"to_solve": _solves, "to_accept": _accepts}
