"""The numbers of staffing, each of which opens its posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from baro.kernel.counted import Counted
from baro.org.actors import Actor
from baro.org.models import Post, PostFacts, Unit, UnitFacts
from baro.org.queries import units_on
from baro.org.staffing.counting import Occupancy, posts_counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsCounted(Counted):
    """The posts of an ``occupancy`` that are counted as a ``kind``, or as any, on a day.

    They are those of the unit that has the code ``at`` on that day, of the unit ``under`` and everything below it, or
    of every unit.
    """

    on: date
    occupancy: Occupancy
    kind: str
    at: str
    under: Unit | None

    def rows(self) -> QuerySet[PostFacts]:
        """The posts, whoever asks."""
        posts = posts_counted(self.on, self.kind, self.occupancy)
        if self.at:
            posts = posts.filter(unit__in=UnitFacts.objects.on(self.on).filter(code=self.at).values("unit"))
        if self.under:
            posts = posts.filter(unit__in=units_on(self.on, below=self.under).order_by().values("unit"))
        return posts

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[PostFacts]:
        """Those of the posts that the actor may see."""
        return self.rows().filter(post__in=Post.objects.visible_to(actor).order_by().values("pk"))


def posts_on(day: date, what: Occupancy, *, kind: str = "", at: str = "", under: Unit | None = None) -> PostsCounted:
    """The number of such posts, with what the list of its rows is asked."""
    asked = {"on": day.isoformat(), "what": what, "kind": kind, "at": at, "under_code": under.code if under else ""}
    return PostsCounted(
        code=f"org.staffing.{what}",
        label=what.label,
        list_code="org.staffing.posts",
        asked={name: value for name, value in asked.items() if value},
        on=day,
        occupancy=what,
        kind=kind,
        at=at,
        under=under,
    )
