"""What posts have on their hands when their holders change or they close: every part declares its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, Q, QuerySet

from baro.kernel.registry import Registry
from baro.org.models import Post
from baro.trail.models import reference


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """Rows that hang on the post in any of the columns ``posts``, for its next holder to know of; each has a page.

    ``rows`` are those of every post, with all that their words need: there is no query for a row.
    """

    code: str
    label: Any
    rows: Callable[[], QuerySet[Any]]
    posts: tuple[str, ...]

    def on(self, posts: Iterable[int]) -> QuerySet[Any]:
        """The rows that hang on any of the posts."""
        keys = list(posts)
        return self.rows().filter(Q(*((f"{name}__in", keys) for name in self.posts), _connector=Q.OR))


_handed: Registry[HandoverItem] = Registry("the thing handed over")
handed = _handed.add


def handed_things() -> list[HandoverItem]:
    """Everything that a handover lists, in order of declaration."""
    return list(_handed)


Items = list[dict[str, str]]


def on_the_hands_of(post: Post) -> Items:
    """What hangs on the post now, as a handover keeps it: kind, record and title of each thing."""
    return on_hands([post.pk])[post.pk]


def on_hands(posts: Iterable[int]) -> dict[int, Items]:
    """What hangs on each of the posts now, in one statement a kind."""
    found: dict[int, Items] = {post: [] for post in posts}
    for thing in handed_things():
        for row in thing.on(found).annotate(hangs_on=_array(thing.posts)).order_by("pk"):
            item = {"kind": thing.code, "record": reference(row), "title": str(row)[:300]}
            for post in found.keys() & row.hangs_on:
                found[post].append(item)
    return found


def _array(columns: Iterable[str]) -> Func:
    keys = ArrayField(BigIntegerField())
    return Func(*map(F, columns), template="ARRAY[%(expressions)s]", output_field=keys)
