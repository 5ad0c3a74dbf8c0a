"""What posts have on their hands when their holders change or they close."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func

from baro.org.dependent_rows import handover_items
from baro.org.models import Post
from baro.trail.models import reference

Items = list[dict[str, str]]


def on_the_hands_of(post: Post) -> Items:
    """What hangs on the post now, as a handover keeps it: kind, record and title of each thing."""
    return on_hands([post.pk])[post.pk]


def on_hands(posts: Iterable[int]) -> dict[int, Items]:
    """What hangs on each of the posts now, in one statement a kind."""
    found: dict[int, Items] = {post: [] for post in posts}
    for thing in handover_items():
        for row in thing.on(found).annotate(hangs_on=_array(thing.posts)).order_by("pk"):
            item = {"kind": thing.code, "record": reference(row), "title": str(row)[:300]}
            for post in found.keys() & row.hangs_on:
                found[post].append(item)
    return found


def _array(columns: Iterable[str]) -> Func:
    keys = ArrayField(BigIntegerField())
    return Func(*map(F, columns), template="ARRAY[%(expressions)s]", output_field=keys)
