"""Who can own a task: the one post of the one unit, with somebody in it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.org.models import Post, Unit
from baro.org.queries import holder_of


def why_not_owner(unit: Unit | None, post: Post | None, today: date) -> str:
    """Why the holder of a post cannot own a task of a unit, with the remedy; empty when they can."""
    if unit is None or post is None:
        return ""
    if post.unit_id != unit.pk:
        return _("“%(post)s” is not a post of %(unit)s; choose one that is.") % {"post": post, "unit": unit}
    if not holder_of(post, today):
        return vacant(post)
    return ""


def vacant(post: Post) -> str:
    """The sentence for a post that nobody holds."""
    return _("“%(post)s” has no holder today; choose another post or appoint one first.") % {"post": post}


def owner_title(post: Post, today: date) -> str:
    """Who owns the task, as the timeline keeps it: the holder in the post."""
    return f"{holder_of(post, today)}, {post}"


def refuse_unfit_owner(unit: Unit, post: Post, today: date) -> None:
    """Raise Refused, beside the field, when the holder of the post cannot own a task of the unit."""
    if why := why_not_owner(unit, post, today):
        raise Refused(why, fields={"owner_post": why})
