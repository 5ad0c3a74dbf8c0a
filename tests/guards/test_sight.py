"""What somebody sees lies in their reach, or concerns them by a reason that the model declares."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from baro.org.actors import Actor
from baro.org.models import Post, PostQuerySet, UnitScoped
from tests.filling import STRANGER, filled
from tests.guards.declared import scoped_models
from tests.world import PEOPLE

EACH_STATE = 6  # rows that fillers make in turn of different states


def faults(rows, people) -> list[str]:
    """What is wrong with the sight of a model's rows; ``people`` are actors by name, of whom one is a stranger."""
    label = rows.model._meta.label
    if not hasattr(rows, "concerning"):
        return [f"{label}: declare beside visible_to with `concerning` for which reason somebody sees a row"]
    strange = {name: _out_of_reach(rows, actor) for name, actor in people.items()}
    found = [f"{label}: {name} sees {count} rows for no declared reason" for name, count in strange.items() if count]
    many = {name: rows.visible_to(_of_many(actor)) for name, actor in people.items()}
    apart = (name for name, actor in people.items() if _keys(rows.visible_to(actor)) != _keys(many[name]))
    found += [f"{label}: {name} would see other rows if the units were too many to be named" for name in apart]
    seen = {name: rows.visible_to(actor).count() for name, actor in people.items()}
    if not any(seen.values()):
        found.append(f"{label}: nobody sees a row; fill it in the tests/filling.py of its part")
    if seen[STRANGER] == rows.count():
        found.append(f"{label}: {STRANGER} sees every row; fill it with one that {STRANGER} does not see")
    for who, actor in _without_mandate(people).items():
        if rows.visible_to(actor).exists():
            found.append(f"{label}: {who} sees a row; name in `concerning` the person or the post whom it concerns")
    return found


def _out_of_reach(rows, actor) -> int:
    """How many of the visible rows lie out of reach and do not concern the actor."""
    visible = rows.visible_to(actor)
    reached = _in_reach(visible, actor) if isinstance(rows, UnitScoped) else set()
    left = _keys(visible) - reached
    concerning = rows.concerning(actor)
    known = rows.filter(concerning, pk__in=left) if concerning else rows.none()
    return len(left - _keys(known))


def _keys(rows) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


def _of_many(actor) -> Actor:
    """The same actor as if the units were too many to be named: another query has to find the same rows."""
    return replace(actor, scopes=tuple(replace(scope, units=()) for scope in actor.scopes))


def _in_reach(visible, actor) -> set[int]:
    """The rows one of whose units a mandate covers: told from paths, so that it does not repeat the query."""
    path = f"{visible.unit_lookup}__path".removeprefix("__")
    permissions = visible.opened_by or (visible.see_permission,)
    return {
        key
        for key, where in visible.order_by().values_list("pk", path)
        if where and any(scope.covers(permission, where) for permission in permissions for scope in actor.scopes)
    }


def _without_mandate(people) -> dict[str, Actor]:
    """Somebody without a post, and somebody in the best of units whose post carries nothing yet."""
    new = replace(people["ada"], person_id=0, post_id=0, account_id=None, scopes=())
    return {"a stranger": Actor.nobody(), "a newcomer": new}


def test_what_is_visible_lies_in_reach_or_concerns_the_actor(world):
    filled(world, number=EACH_STATE)
    people = {name: getattr(world, name) for name in PEOPLE}
    found = [fault for model in scoped_models() for fault in faults(model._default_manager.all(), people)]
    assert not found, "\n".join(found)


class Open(PostQuerySet):
    """Whoever sees anything sees the heads everywhere."""

    def visible_to(self, actor):
        return self.filter(self.scope_of(actor) | Q(rank="head")) if actor.scopes else self.none()


class Careless(PostQuerySet):
    """A reason that names nobody."""

    @classmethod
    def concerning(cls, actor):
        return Q(rank="head")


class Silent(PostQuerySet):
    """Nobody sees anything."""

    def visible_to(self, actor):
        return self.none()


def test_a_leak_is_found(world):
    people = {name: getattr(world, name) for name in ("ada", "dov", "fay")}
    assert faults(Open(Post), people) == [
        "org.Post: dov sees 4 rows for no declared reason",
        "org.Post: fay sees 4 rows for no declared reason",
    ]


def test_a_reason_that_concerns_everybody_is_found(world):
    people = {name: getattr(world, name) for name in ("ada", "dov")}
    assert [fault.partition(" sees")[0] for fault in faults(Careless(Post), people)] == [
        "org.Post: a stranger",
        "org.Post: a newcomer",
    ]


def test_a_model_that_nobody_filled_is_found(world):
    people = {name: getattr(world, name) for name in ("ada", "dov")}
    assert "nobody sees a row" in faults(Silent(Post), people)[0]
    assert "every row" in faults(Post.objects.none(), people)[1]
