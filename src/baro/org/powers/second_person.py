"""Which posts have power over whoever is to change them, so that nobody does it alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import SimpleNamespace

from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted
from baro.org.actors import UNLIMITED, Actor, Limits, Scope
from baro.org.models import Mandate, Post, Unit
from baro.org.rulebook import SecondPerson

DECIDED = "org.decided"  # lent to the second person while what they approved is done; no mandate can carry it


def above(actor: Actor, posts: Iterable[int]) -> set[int]:
    """Those of the posts that reach over the actor's own unit with a power that the actor's post has not as far.

    One query. Which powers count says the rulebook (`org.second_person`). For the system, and while something is done
    that a second person approved, there are none.
    """
    if actor.person_id is None or any(scope.permission == DECIDED for scope in actor.scopes):
        return set()
    weighty = rulebook.today(SecondPerson).powers
    rows = Mandate.objects.filter(post__in=posts, permissions__overlap=weighty).select_related("unit")
    over = (r for r in rows if _reaches_over(actor, r.unit, r.permissions, below=r.includes_below, limits=r.limits))
    return {row.post_id for row in over}


def is_above(actor: Actor, post: Post) -> bool:
    """Whether the post is one of these."""
    return bool(above(actor, [post.pk]))


def would_be_above(actor: Actor, unit: Unit, here: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a post with this mandate would be one of these."""
    if any(scope.permission == DECIDED for scope in actor.scopes) or actor.person_id is None:
        return False
    return any(_reaches_over(actor, unit, some, below=far) for some, far in ((here, False), (below, True)))


def _reaches_over(
    actor: Actor, unit: Unit, permissions: Iterable[str], *, below: bool, limits: Limits = UNLIMITED
) -> bool:
    weighty = set(permissions) & set(rulebook.today(SecondPerson).powers)
    return any(
        Scope(one, unit.path, below).covers(one, actor.unit_path)
        and not actor.carries(one, SimpleNamespace(path=unit.path), below=below, limits=limits)
        for one in weighty
    )


def refuse_alone(actor: Actor, post: Post) -> None:
    """Raise NotPermitted for a deed to a post above the actor, for which there is no way by two."""
    if is_above(actor, post):
        sentence = _(
            "“%(post)s” has power over your own unit, so you do not change this alone: propose an appointment or the"
            " end of a tenure, and a second person decides."
        )
        raise NotPermitted(sentence % {"post": post})


def approving(actor: Actor, unit: Unit, permissions: Iterable[str] = ()) -> Actor:
    """The second person while what they approved is done in a unit: with what the one who proposed had for it."""
    lent = (DECIDED, "org.organise", "org.see", *permissions)
    scopes = tuple(Scope(permission, unit.path) for permission in lent)
    return replace(actor, scopes=(*actor.scopes, *scopes), proof=None)
