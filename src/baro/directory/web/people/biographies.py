"""The posts that a person held, holds and will hold, under the names of their time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from baro.directory.web.facts.histories import Stretch, stretch_of
from baro.org.actors import Actor
from baro.org.models import Person, Post
from baro.org.people.ends import EndByLaw, end_of_tenure
from baro.org.queries import called_over_time


@dataclass(frozen=True, slots=True)
class Place:
    """A tenure, or as long of it as post and unit were called so, with both days within.

    What concerns the whole tenure stands on its last line: the page of the post if the reader may open it, its end by
    law, what the post is called today.
    """

    stretch: Stretch
    post: str
    unit: str
    is_last: bool
    is_open: bool
    by_law: EndByLaw | None

    @property
    def is_called_otherwise(self) -> bool:
        """Whether post or unit have another name today, while the post goes on."""
        post = self.stretch.facts.post
        return self.is_last and post.closed_on is None and (self.post, self.unit) != (post.name, post.unit.name)


@dataclass(frozen=True, slots=True)
class Biography:
    """What is believed of the tenures of a person: today, planned, in the past, the newest first."""

    now: list[Place]
    planned: list[Place]
    past: list[Place]


def biography_of(person: Person, actor: Actor, *, knows_birth: bool) -> Biography:
    """Every tenure of a person under the names of its time, in four queries: names are no secret, pages may be."""
    today = timezone.localdate()
    rows = person.tenures.filter(superseded=None).select_related("person", "post__unit").order_by("-pk")
    seen = set(Post.objects.visible_to(actor).filter(tenures__person=person).order_by().values_list("pk", flat=True))
    called = called_over_time(rows)
    places = [
        Place(
            replace(stretch_of(told), facts=tenure),
            told.values["post"],
            told.values["unit"],
            is_last := told is called[tenure.pk][-1],
            is_last and tenure.post_id in seen,
            end_of_tenure(tenure, today, knows_birth=knows_birth) if is_last else None,
        )
        for tenure in rows
        for told in called[tenure.pk]
    ]
    places.sort(key=lambda one: one.stretch.first or date.min, reverse=True)
    return Biography(
        now=[one for one in places if one.stretch.holds(today)],
        planned=[one for one in places if one.stretch.first and one.stretch.first > today],
        past=[one for one in places if one.stretch.last and one.stretch.last < today],
    )
