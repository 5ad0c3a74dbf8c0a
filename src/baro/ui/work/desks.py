"""At whose work a reader looks: their own, that of their unit, or that of those for whom they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.kernel.counted import Counted
from baro.org.acting import actors_at
from baro.org.actors import Actor
from baro.org.models import Delegation, Post, PostRank, Tenure
from baro.org.powers.standing_in import away_from
from baro.ui.counts.waiting import Waiting
from baro.ui.forms.choosing_org import place_of_rank

MINE, UNIT, STANDING_IN = "", "unit", "standing_in"
WHOSE = ((MINE, _("Mine")), (UNIT, _("My unit")), (STANDING_IN, _("Standing in")))
MOST = 60  # posts of a unit that are looked at


@dataclass(frozen=True, slots=True)
class Desk:
    """A post whose work the reader looks at, and who holds it."""

    actor: Actor
    post: str
    name: str

    @property
    def pk(self) -> int:
        """The key of the post."""
        return self.actor.post_id or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk(Counted):
    """What waits of a kind at the desk of another, as far as the reader sees it."""

    kind: Waiting
    holder: Actor

    @classmethod
    def of(cls, kind: Waiting, holder: Actor) -> Self:
        """The rows of a kind that wait for the holder of a post."""
        return cls(code=kind.code, label=kind.label, list_code=kind.list_code, kind=kind, holder=holder)

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of its rows."""
        return "ui.desk", (self.holder.post_id, self.code)

    def rows_for(self, actor: Any, day: date) -> QuerySet[Any]:
        """Those of the holder's rows that the reader sees."""
        waits = self.kind.rows_for(self.holder, day)
        manager: Any = waits.model._default_manager
        return manager.visible_to(actor).filter(pk__in=waits.order_by().values("pk"))


def known(whose: str) -> str:
    """Whose work an address asks for; one's own where it asks for nothing known."""
    return whose if whose in dict(WHOSE) else MINE


def posts_at(reader: Actor, whose: str, day: date) -> list[int]:
    """The keys of the posts, as far as somebody holds them."""
    if whose == UNIT:
        held = _held(day).filter(post__unit=reader.unit_id or 0).exclude(post=reader.post_id)
        placed = held.order_by(place_of_rank("post__rank"), "post_id").values_list("post_id", flat=True)
        return list(dict.fromkeys(placed[: 2 * MOST]))[:MOST]
    if whose == STANDING_IN:
        return sorted(_stood_in_for(reader, day))
    return [reader.post_id] if reader.post_id else []


def desks(reader: Actor, whose: str, day: date) -> list[Desk]:
    """The desks of others, each once, in the order of their posts: three queries for however many."""
    return _desks_at(posts_at(reader, whose, day), day)


def desk_of(reader: Actor, post: int, day: date) -> Desk | None:
    """The desk of a post, where it is one that the reader may look at: of their unit, or stood in for."""
    others = {*posts_at(reader, UNIT, day), *posts_at(reader, STANDING_IN, day)}
    return next(iter(_desks_at([post] if post in others else [], day)), None)


def _desks_at(posts: list[int], day: date) -> list[Desk]:
    actors = actors_at(posts, on=day)
    names = dict(Post.objects.filter(pk__in=posts).values_list("pk", "name"))
    return [Desk(actors[pk], names[pk], actors[pk].name) for pk in posts if pk in actors]


def _held(day: date) -> QuerySet[Any]:
    return Tenure.objects.on(day)


def _stood_in_for(reader: Actor, day: date) -> Iterable[int]:
    """The posts that delegated to the reader's, and the absent ones whose deputy the reader is today."""
    delegated = Delegation.objects.in_force(day).filter(delegate=reader.post_id or 0)
    found = set(delegated.order_by().values_list("delegator_id", flat=True))
    heads = _held(day).filter(post__unit=reader.unit_id or 0, post__rank=PostRank.HEAD).order_by()
    absent = away_from(heads.values_list("post_id", flat=True), day)
    return found | {pk for pk, one in absent.items() if one.deputy and one.deputy.pk == reader.post_id}
