"""The door to posts for what is proposed where it takes a second person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Post
from baro.org.powers.last_keeper import somebody_keeps
from baro.org.powers.second_person import refuse_alone
from baro.trail.changes import Tell, change


@contextmanager
def change_alone(post_id: int, verb: Verb, *, by: Actor) -> Iterator[tuple[Post, Tell]]:
    """As `change`, closed to whoever would do alone what takes two, and to what leaves nobody who keeps everything."""
    with change(Post, post_id, verb, by=by) as (post, tell):
        refuse_alone(by, post)
        with somebody_keeps():
            yield post, tell
