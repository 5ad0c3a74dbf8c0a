"""What the page of a unit shows, fetched at once so that the template asks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

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
class Portrait:
    """A unit with what stands around it."""

    above: list[Unit]
    below: list[Unit]
    below_count: int
    seats: list[Seat]
    past_and_present: list[Stretch]


def portrait_of(unit: Unit) -> Portrait:
    """The unit with its chain of parents, its parts, its posts and its facts over time: five queries."""
    today = timezone.localdate()
    chain = [int(pk) for pk in unit.path.split("/") if pk][:-1]
    parts = Unit.objects.open().filter(parent=unit)
    below = list(parts.order_by("kind", "name")[: CHILDREN_SHOWN + 1])
    below_count = len(below) if len(below) <= CHILDREN_SHOWN else parts.aggregate(all=Count("pk"))["all"]
    held = Tenure.objects.on(today).filter(post__unit=unit)
    names = dict(held.values_list("post_id", "person__name"))
    posts = sorted(unit.posts.all(), key=lambda post: (PostRank.values.index(post.rank), post.pk))
    return Portrait(
        above=sorted(Unit.objects.filter(pk__in=chain), key=lambda one: chain.index(one.pk)),
        below=below[:CHILDREN_SHOWN],
        below_count=below_count,
        seats=[Seat(post, names.get(post.pk, "")) for post in posts],
        past_and_present=[_stretch(facts, today) for facts in unit.facts.select_related("parent").order_by("-period")],
    )


def _stretch(facts: UnitFacts, today: date) -> Stretch:
    """The period with both ends within; the database keeps the first day after."""
    first, after = facts.period.lower, facts.period.upper
    is_now = (first is None or first <= today) and (after is None or today < after)
    return Stretch(facts, first, after - timedelta(days=1) if after else None, is_now)
