"""The posts of closed units: one of each name goes on, the others end and name who answers for their permissions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.dependent_rows import post_dependents
from baro.org.handovers.actions.handing_over import draft_at_closing
from baro.org.models import Mandate, Person, Post, PostFacts, PostRank, Tenure
from baro.org.reorganising.actions.carrying_out import tree
from baro.org.reorganising.actions.carrying_out.act import Act, set_each
from baro.org.reorganising.actions.carrying_out.held import end_held

POSTS = "org.posts"
Place = tuple[PostRank | str, str]


def reorganise_posts(act: Act) -> None:
    """Move the posts that go on and close the others, with their holders, mandates and whatever hangs on them."""
    posts = _in_order(act)
    moved, closed = _divided(act, posts)
    _refuse_later_facts(act, [*moved, *closed])
    handed = draft_at_closing(closed, day=act.day, by=act.by)
    former = {post.pk: post.unit_id for post in posts}
    set_each(Post, "unit", moved)
    set_each(Post, "successor", closed)
    Post.objects.filter(pk__in=closed).update(closed_on=act.day)
    tree.record_facts(PostFacts, [*moved, *closed], act.day, act.event.pk)
    act.effects.add("posts.moved", len(moved))
    act.effects.add("posts.closed", len(closed))
    _end_tenures(act, list(closed))
    _move_mandates(act, {pk: (former[pk], unit) for pk, unit in moved.items()})
    for what, count in (handed | hand_on(list(closed))).items():
        act.effects.add(what, count)


def _refuse_later_facts(act: Act, posts: list[int]) -> None:
    """Raise Refused when a post changes, or was closed by itself, only after the day."""
    ended = Post.objects.filter(unit__in=act.closing, closed_on__gt=act.day).order_by()
    posts = [*posts, *ended.values_list("pk", flat=True)]
    if found := tree.later_facts(PostFacts, posts, act.day):
        sentence = _("The post %(post)s changes on %(day)s, after this reorganisation; choose a later day.")
        raise Refused(sentence % {"post": found[0], "day": spoken_day(found[1])})


def _in_order(act: Act) -> list[Post]:
    """The open posts of the closed units, those of the leading predecessor first."""
    place = {pk: at for at, pk in enumerate(act.closing)}
    return sorted(Post.objects.open().filter(unit__in=act.closing), key=lambda post: (place[post.unit_id], post.pk))


def _divided(act: Act, posts: list[Post]) -> tuple[dict[int, int], dict[int, int]]:
    """The posts that move, with their unit; and those that close, with the post that answers for them.

    A unit that was just founded takes the first post of each name; one that stands already has posts of its own.
    """
    placed, taken = act.placed(POSTS), _standing(act)
    own = {unit for unit, places in taken.items() if places}
    moved: dict[int, int] = {}
    closed: dict[int, int] = {}
    for post in posts:
        successor = placed.get(post.pk) or act.main_successor[post.unit_id]
        places = taken[successor]
        key: Place = (post.rank, post.name)
        if key not in places and (successor not in own or post.pk in placed):
            places[key] = post
            moved[post.pk] = successor
        else:
            closed[post.pk] = _answering(places, key).pk
    return moved, closed


def _standing(act: Act) -> dict[int, dict[Place, Post]]:
    """The posts that the successors have already, by rank and name."""
    found: dict[int, dict[Place, Post]] = defaultdict(dict)
    successors = set(act.main_successor.values()) | set(act.placed(POSTS).values())
    for post in Post.objects.open().filter(unit__in=successors).order_by("pk"):
        found[post.unit_id].setdefault((post.rank, post.name), post)
    return found


def _answering(places: dict[Place, Post], key: Place) -> Post:
    """The post of the same name, else one of the same rank, else the head, else any."""
    same_rank = [post for (rank, _name), post in places.items() if rank == key[0]]
    heads = [post for (rank, _name), post in places.items() if rank == PostRank.HEAD]
    return places.get(key) or next(iter([*same_rank, *heads, *places.values()]))


def end_tenures(posts: list[int], day: date, event_id: int) -> set[int]:
    """End whatever is held in the posts on the day; returns the people who held it."""
    return end_held(Tenure, "post_id", posts, day, event_id)


def _end_tenures(act: Act, closed: list[int]) -> None:
    """End the tenures in closed posts, and name the people who hold no other post then."""
    people = end_tenures(closed, act.day, act.event.pk)
    act.effects.add("tenures.ended", len(people))
    placed = Person.objects.filter(tenures__superseded=None, tenures__period__contains=act.day).values("pk")
    left = Person.objects.filter(pk__in=people).exclude(pk__in=placed).order_by("in_order", "pk")
    act.effects.displaced = list(left.values_list("name", flat=True))


def _move_mandates(act: Act, moved: dict[int, tuple[int, int]]) -> None:
    """A mandate over a closed unit becomes one over the post's own new unit, or over the main successor."""
    mandates = Mandate.objects.filter(unit__in=act.closing, post__closed_on=None).values_list(
        "pk", "post_id", "unit_id"
    )
    goals = {}
    for pk, post, unit in mandates:
        came_from, new = moved.get(post, (0, 0))
        goals[pk] = new if unit == came_from else act.main_successor[unit]
    set_each(Mandate, "unit", goals)
    act.effects.add("mandates.moved", len(goals))


def hand_on(closed: list[int]) -> dict[str, int]:
    """What hangs on a closed post goes to the post that answers for it; returns how much of each kind did."""
    counts = {}
    for holding in post_dependents():
        rows = holding.model._base_manager.filter(holding.only, **{f"{holding.post}__in": closed}).order_by()
        follows = Post.objects.order_by().filter(pk=OuterRef(holding.post)).values("successor_id")
        count = rows.update(**{holding.post: Subquery(follows)})
        counts[f"{holding.model._meta.label_lower}.{holding.post}"] = count
    return counts
