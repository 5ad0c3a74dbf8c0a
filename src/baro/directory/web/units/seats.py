"""The posts of a unit on a day, each with who held it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baro.org.models import Post, PostFacts, PostRank, Tenure


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with its holder of the day; an empty name when it is vacant."""

    post: Post
    name: str
    rank: str
    holder: str
    person_id: int | None = None


def seats_of(unit: int, day: date) -> list[Seat]:
    """The posts of the day, the head first, each with who holds it."""
    posts = PostFacts.objects.on(day).filter(unit=unit).select_related("post")
    held = (
        Tenure.objects.on(day)
        .filter(post__in=posts.order_by().values("post"))
        .order_by("kind")  # acting before holding, so that the holder stays in the dictionary
        .values_list("post_id", "person__name", "person_id")
    )
    people = {post: (name, person) for post, name, person in held}
    vacant = ("", None)
    sorted_posts = sorted(posts, key=lambda one: (PostRank.values.index(one.rank), one.post_id))
    return [Seat(one.post, one.name, one.get_rank_display(), *people.get(one.post_id, vacant)) for one in sorted_posts]
