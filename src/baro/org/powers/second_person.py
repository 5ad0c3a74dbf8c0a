"""What nobody does alone: giving or taking a power that their own post does not have, and changing their own post."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted
from baro.org.actors import UNLIMITED, Actor, Limits, Scope
from baro.org.models import Delegation, Mandate, Post, Tenure, Unit
from baro.org.rulebook import SecondPerson

DECIDED = "org.decided"  # lent to the second person while what they approved is done; no mandate can carry it


def above(actor: Actor, posts: Iterable[int]) -> set[int]:
    """Those of the posts with a power that the actor's own post does not have there, or not as far.

    It comes by a mandate or by a grant, which may be asleep or begin later: two queries. Which powers count says the
    rulebook (`org.second_person`). For the system, and while something is done that a second person approved, there
    are none.
    """
    if _is_decided(actor):
        return set()
    keys, weighty = list(posts), rulebook.today(SecondPerson).powers
    standing = Delegation.objects.standing(timezone.localdate()).filter(delegate__in=keys)
    carried = Mandate.objects.filter(post__in=keys, permissions__overlap=weighty).select_related("unit")
    granted = standing.filter(permissions__overlap=weighty).select_related("unit")
    rows: Iterator[tuple[int, Mandate | Delegation]] = chain(
        ((one.post_id, one) for one in carried), ((one.delegate_id, one) for one in granted)
    )
    return {
        post
        for post, one in rows
        if lacks(actor, one.unit, one.permissions, below=one.includes_below, limits=one.limits)
    }


def _is_decided(actor: Actor) -> bool:
    decided = actor.person_id is None or any(scope.permission == DECIDED for scope in actor.scopes)
    return decided or any(founds(actor) for founds in _founding)


_founding: list[Callable[[Actor], bool]] = []


def while_founding(founds: Callable[[Actor], bool]) -> Callable[[Actor], bool]:
    """Declare a function that says whether an actor still founds the organisation: until then nobody is above them."""
    _founding.append(founds)
    return founds


def lacks(
    actor: Actor, unit: Unit, permissions: Iterable[str], *, below: bool, limits: Limits = UNLIMITED
) -> list[str]:
    """Those of the permissions that count and that the actor's own post does not carry in the unit, or not as far."""
    weighty = set(rulebook.today(SecondPerson).powers)
    return [one for one in permissions if one in weighty and not actor.carries(one, unit, below=below, limits=limits)]


def is_above(actor: Actor, *posts: Post) -> bool:
    """Whether one of the posts is one of these."""
    return bool(above(actor, [post.pk for post in posts]))


def would_be_above(actor: Actor, unit: Unit, here: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a post with this mandate would be one of these."""
    lacking = lacks(actor, unit, here, below=False) or lacks(actor, unit, below, below=True)
    return bool(lacking) and not _is_decided(actor)


def refuse_alone(actor: Actor, *posts: Post) -> None:
    """Raise NotPermitted for a deed to a post with powers that the actor's own post does not have."""
    if sentence := why_not_alone(actor, *posts):
        raise NotPermitted(sentence)


def why_not_alone(actor: Actor, *posts: Post) -> str:
    """Which of the posts has such powers, and what to do instead; empty when none has."""
    over = above(actor, [post.pk for post in posts])
    found = next((post for post in posts if post.pk in over), None)
    sentence = _(
        "“%(post)s” has powers that your own post does not have there, so you do not change this alone. On its page"
        " you propose an appointment, the end of a tenure or a mandate, and a second person decides."
    )
    return sentence % {"post": found} if found else ""


def refuse_own(actor: Actor, *posts: Post) -> None:
    """Raise NotPermitted for a post that the actor's person holds, acts in, or will."""
    held = Tenure.objects.from_day_on(timezone.localdate()).filter(post__in=posts, person=actor.person_id)
    if actor.person_id is not None and held.exists():
        raise NotPermitted(_("Nobody changes their own post; ask who keeps the organisation above."))


def approving(actor: Actor, unit: Unit, permissions: Iterable[str] = ()) -> Actor:
    """The second person while what they approved is done in a unit: with what the one who proposed had for it."""
    lent = (DECIDED, "org.organise", "org.see", *permissions)
    scopes = tuple(Scope(permission, unit.path) for permission in lent)
    return replace(actor, scopes=(*actor.scopes, *scopes), proof=None)
