"""Units and posts as things to choose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, SmallIntegerField, Subquery, When
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.org.actors import Actor
from baro.org.models import Absence, Post, PostRank, Tenure, Unit, by_level, open_key_of
from baro.trail.words import nearness, spare_words, with_words
from baro.ui.forms.choices import Choosable, Option, choosable
from baro.ui.http import number_in
from baro.ui.words.cells import written_day

UNIT_NAME = "post__unit__name"
RANKED = 500  # found posts that are looked at more closely


def place_of_rank(path: str) -> Case:
    """The head before the deputies before the staff, as they are declared; sorted as words, deputies would be first."""
    ranks = enumerate(PostRank.values)
    return Case(*(When(**{path: rank}, then=place) for place, rank in ranks), output_field=SmallIntegerField())


def _unit_option(unit: Unit) -> Option:
    """Name; code and the unit above."""
    return Option(unit.code, unit.name, " · ".join(filter(None, [unit.code, unit.parent.name if unit.parent else ""])))


def _open_units() -> QuerySet[Unit]:
    """Names of units are no secret inside the organisation, so every open unit can be chosen."""
    return Unit.objects.open().select_related("parent")


def _find_units(actor: Actor, words: str, limit: int) -> list[Option]:
    """Units by words of their name or by code; the nearest to the top first."""
    found = with_words(_open_units(), words) if words else _open_units()
    return [_unit_option(unit) for unit in found.order_by(*by_level())[:limit]]


def _read_units(codes: Sequence[str]) -> dict[str, Unit]:
    """Open units by code."""
    return {unit.code: unit for unit in _open_units().filter(code__in=codes)}


def _follow_units(codes: Sequence[str]) -> dict[str, tuple[Unit, Unit]]:
    """By code, the unit that had it last and was closed, with the open one that its main successor is or became."""
    closed = Unit.objects.filter(code__in=codes, closed_on__isnull=False).order_by("closed_on", "pk")
    keys = {unit.code: (unit, open_key_of(unit.path)) for unit in closed}
    units = _open_units().in_bulk([key for _unit, key in keys.values()])
    return {code: (unit, units[key]) for code, (unit, key) in keys.items() if key in units}


def _units_named(text: str) -> list[Unit]:
    """The open units of that code, else of that name."""
    named = list(_open_units().filter(Q(code__iexact=text) | Q(name__iexact=text)).order_by("pk")[:20])
    return [unit for unit in named if unit.code.lower() == text.lower()] or named


def _held_posts() -> QuerySet[Tenure]:
    """Posts with who holds them today, and until when that person is away."""
    today = timezone.localdate()
    away = Absence.objects.on(today).filter(person=OuterRef("person")).values("period")[:1]
    return Tenure.objects.on(today).select_related("person", "post__unit").annotate(away=Subquery(away))


def _with_holder(tenure: Tenure, *, told: bool = False) -> Post:
    """The post, which remembers its holder for being shown and, where that is told, until when they are away."""
    post = tenure.post
    post.holder_name = tenure.person.name  # type: ignore[attr-defined]
    post.away = tenure.away if told else None  # type: ignore[attr-defined]
    return post


def _post_option(post: Post) -> Option:
    """Who holds it; which post in which unit."""
    holder = getattr(post, "holder_name", "")
    details = [f"{post.name}, {post.unit.name}"] if holder else []
    if away := getattr(post, "away", None):
        details.append(_("away until %(day)s") % {"day": written_day(away.upper - timedelta(days=1))})
    return Option(str(post.pk), holder or str(post), " · ".join(details))


def _with_nearness(held: QuerySet[Tenure], words: str) -> QuerySet[Tenure]:
    """Each with how near the words stand in it, and how many others stand in the name of the unit or of the person.

    Where the post has all the words by itself, its unit was not asked for, and nothing in its name is too much.
    """
    near_post, near_name = nearness(words, "post__name"), nearness(words, "person__name")
    near = held.alias(near_post=near_post, near_name=near_name, near_seat=nearness(words, "post__name", UNIT_NAME))
    return near.alias(
        spare=Least(
            Case(
                When(near_post__isnull=False, then=0),
                When(near_seat__isnull=False, then=spare_words(words, UNIT_NAME)),
            ),
            Case(When(near_name__isnull=False, then=spare_words(words, "person__name"))),
        )
    )


def _find_posts(actor: Actor, words: str, limit: int) -> list[Option]:
    """Held posts by words of the holder's name, the post or the unit; those of one's own unit and below it first.

    Of the first ones those come first in which the words stand in this order: the fewer words that were not asked for
    the name of the unit has, the earlier; then the nearer together they stand; then the higher the unit.
    """
    held = _held_posts()
    own = Case(When(post__unit__path__startswith=actor.unit_path, then=0), default=1)
    places = (*by_level("post__unit__"), place_of_rank("post__rank"), "pk")
    order: tuple[Any, ...] = (own, *places)
    if words:
        found = with_words(Tenure.objects.on(timezone.localdate()), words, "person", "post", "post__unit")
        held = _with_nearness(held.filter(pk__in=found.order_by(*order).values("pk")[:RANKED]), words)
        near = (F("spare").asc(nulls_last=True), Least("near_seat", "near_name").asc(nulls_last=True))
        order = (own, *near, *places)
    first = list(held.order_by(*order)[:limit])
    return [_post_option(_with_holder(tenure, told=_sees(actor, tenure))) for tenure in first]


def _sees(actor: Actor, tenure: Tenure) -> bool:
    """Whether it is told that somebody is away: names are no secret, absences are for who sees the unit."""
    path = tenure.post.unit.path
    return (bool(actor.unit_path) and path.startswith(actor.unit_path)) or actor.holds_at("org.see", path)


def _read_posts(keys: Sequence[str]) -> dict[str, Post]:
    """Held posts by primary key."""
    numbers = [number for key in keys if (number := number_in(key)) is not None]
    return {str(t.post_id): _with_holder(t) for t in _held_posts().filter(post_id__in=numbers)}


def _posts_named(text: str) -> list[Post]:
    """The held posts written as "Post, Unit", or whose holder has that name."""
    post, _comma, unit = text.partition(",")
    asked = Q(person__name__iexact=text) | Q(post__name__iexact=post.strip(), post__unit__name__iexact=unit.strip())
    return [_with_holder(tenure) for tenure in _held_posts().filter(asked).order_by("pk")[:20]]


UNITS = Choosable("org.units", _find_units, _read_units, _units_named, _unit_option, _follow_units)
POSTS = Choosable("org.posts", _find_posts, _read_posts, _posts_named, _post_option)
choosable(UNITS, POSTS)
