"""Who holds a post, held it or will hold it, and how its facts are told over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baro.directory.web.facts.histories import stretch_of
from baro.directory.web.posts.list import counted_as
from baro.org.actors import Actor
from baro.org.models import Post, Tenure
from baro.org.people.ends import EndByLaw, end_of_tenure
from baro.ui.records import Fact

TOLD = (Fact("name"), Fact("rank"), Fact("quota", cell=counted_as), Fact("unit"))
TOLD_OF_TENURE = (Fact("person"), Fact("kind"))


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure with both days within; an open end is None."""

    tenure: Tenure
    first: date | None
    last: date | None
    is_now: bool
    is_planned: bool
    by_law: EndByLaw | None = None


def held_over_time(post: Post, tenures: Iterable[Tenure], today: date, actor: Actor) -> list[Held]:
    """Those of the tenures that are believed, in the same order; when each ends by law as far as the actor may know."""
    keeps = actor.holds("org.organise", post.unit)
    current = (tenure for tenure in tenures if tenure.superseded_id is None)
    return [_held(tenure, today, knows_birth=keeps or tenure.person_id == actor.person_id) for tenure in current]


def _held(tenure: Tenure, today: date, *, knows_birth: bool) -> Held:
    stretch = stretch_of(tenure)
    planned = stretch.first is not None and stretch.first > today
    by_law = end_of_tenure(tenure, today, knows_birth=knows_birth)
    return Held(tenure, stretch.first, stretch.last, stretch.holds(today), planned, by_law)
