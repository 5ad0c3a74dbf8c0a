"""What the page of a unit shows, fetched at once so that the template asks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from baro.org.actors import Actor
from baro.org.models import Post, PostRank, Tenure, Unit, UnitFacts

CHILDREN_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with its holder of today; an empty name when it is vacant."""

    post: Post
    holder: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was true of the unit from a day to a day, both within; an open end is None."""

    facts: UnitFacts
    first: date | None
    last: date | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A unit above, and whether the reader may open its page; its name is no secret to who works below it."""

    unit: Unit
    is_open: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    """A unit with what stands around it."""

    above: list[Step]
    below: list[Unit]
    below_count: int
    seats: list[Seat]
    past_and_present: list[Stretch]


def portrait_of(unit: Unit, *, actor: Actor) -> Portrait:
    """The unit with its chain of parents, its parts, its posts and its facts over time: five queries."""
    today = timezone.localdate()
    parts = Unit.objects.visible_to(actor).open().filter(parent=unit)
    below = list(parts.order_by("kind", "name")[: CHILDREN_SHOWN + 1])
    below_count = len(below) if len(below) <= CHILDREN_SHOWN else parts.aggregate(all=Count("pk"))["all"]
    held = Tenure.objects.on(today).filter(post__unit=unit)
    names = dict(held.values_list("post_id", "person__name"))
    posts = sorted(unit.posts.all(), key=lambda post: (PostRank.values.index(post.rank), post.pk))
    return Portrait(
        above=_steps_above(unit, actor),
        below=below[:CHILDREN_SHOWN],
        below_count=below_count,
        seats=[Seat(post, names.get(post.pk, "")) for post in posts],
        past_and_present=[_stretch(facts, today) for facts in unit.facts.select_related("parent").order_by("-period")],
    )


def _steps_above(unit: Unit, actor: Actor) -> list[Step]:
    """The chain of parents, from the top."""
    chain = [int(pk) for pk in unit.path.split("/") if pk][:-1]
    units = Unit.objects.filter(pk__in=chain)  # sees: names only; the pages are closed to who may not see them
    return [Step(one, actor.holds("org.see", one)) for one in sorted(units, key=lambda one: chain.index(one.pk))]


def _stretch(facts: UnitFacts, today: date) -> Stretch:
    """The period with both ends within; the database keeps the first day after."""
    first, after = facts.period.lower, facts.period.upper
    is_now = (first is None or first <= today) and (after is None or today < after)
    return Stretch(facts, first, after - timedelta(days=1) if after else None, is_now)
