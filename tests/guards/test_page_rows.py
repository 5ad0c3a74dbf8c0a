"""Pages take only what their reader may see: every way to the rows of a model is narrowed, or says why not."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import models

from tests.filling import filled
from tests.guards.declared import in_folders, named, scoped_models
from tests.world import PEOPLE

MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
NARROW = {"visible_to", "none"}


@dataclass(frozen=True)
class Scoped:
    """What narrows the rows of a model: methods that take the actor, and the record of which a row is a part."""

    methods: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()


def scoped_of(model) -> Scoped:
    """A row that is deleted with a record that not everybody sees is read with that record."""
    wholes = (
        found.name
        for found in model._meta.concrete_fields
        if found.is_relation
        and found.remote_field.on_delete is models.CASCADE
        and hasattr(found.related_model._default_manager, "visible_to")
    )
    return Scoped(frozenset(by_actor(model._default_manager.all())), frozenset(wholes))


def by_actor(rows) -> list[str]:
    """The methods of a queryset that take the actor alone: a test compares what they give with what is visible."""
    own = {
        name: method for kind in type(rows).__mro__ for name, method in vars(kind).items() if inspect.isfunction(method)
    }
    return sorted(name for name, method in own.items() if [*inspect.signature(method).parameters] == ["self", "actor"])


SCOPED = {model.__name__: scoped_of(model) for model in scoped_models()}


def faults(text: str, scoped: dict[str, Scoped]) -> list[str]:
    """The lines of a module in which rows of one of these models, or of one unknown, are taken unnarrowed."""
    module, lines = ast.parse(text), text.splitlines()
    called = {
        one.asname or one.name: one.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }
    taken = sorted(set(_taken(module, scoped, called)))
    return [f"{line}: {what}" for line, what in taken if not _says_why(lines, line)]


def _says_why(lines: list[str], number: int) -> bool:
    """Whether the line, or a line of comment above it, says who sees the rows."""
    above = lines[number - 2].strip() if number > 1 else ""
    return "# sees: " in lines[number - 1] or above.startswith("# sees: ")


def _taken(module, scoped, called) -> Iterator[tuple[int, str]]:
    above = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and _named(node.func, called) in SHORTCUTS:
            wide = _named(node.args[0], called) in scoped
        elif isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            name = _named(node.value, called)
            known = scoped.get(name, Scoped() if not name[:1].isupper() else None)
            wide = known is not None and not _is_narrowed(node, above, known)
        else:
            wide = False
        if wide:
            yield node.lineno, ast.unparse(node)


def _named(node, called) -> str:
    """The name of a model, as it is called where it is declared; empty when it is only known while running."""
    if isinstance(node, ast.Name):
        return called.get(node.id, node.id)
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_narrowed(node, above, known: Scoped) -> bool:
    """Whether one of the calls behind the manager narrows its rows to the actor, or to one record at hand."""
    calls = list(_calls_behind(node, above))
    keywords = {word.arg or "" for name, call in calls if name == "filter" for word in call.keywords}
    at_hand = {f"{whole}{end}" for whole in known.wholes for end in ("", "_id", "__in")}
    return bool({name for name, _call in calls} & (NARROW | known.methods) or keywords & at_hand)


def _calls_behind(node, above) -> Iterator[tuple[str, ast.Call]]:
    while isinstance(method := above.get(node), ast.Attribute) and isinstance(call := above.get(method), ast.Call):
        if call.func is not method:
            return
        yield method.attr, call
        node = call


@pytest.mark.parametrize("path", in_folders("web", "templatetags"), ids=named)
def test_pages_take_only_what_is_visible(path):
    found = faults(path.read_text(encoding="utf-8"), SCOPED)
    assert not found, f"{named(path)}: narrow with visible_to, or say why not with “# sees: …”: {found}"


def test_what_narrows_by_the_actor_gives_only_what_is_visible(world):
    filled(world)
    actors = {name: getattr(world, name) for name in PEOPLE}
    found = [fault for model in scoped_models() for fault in wider(model._default_manager.all(), actors)]
    assert not found


def wider(rows, actors) -> list[str]:
    """The methods that give somebody a row which they may not see."""
    return [
        f"{rows.model._meta.label}.{method}: {name}"
        for method in by_actor(rows)
        for name, actor in actors.items()
        if not _keys(getattr(rows, method)(actor)) <= _keys(rows.visible_to(actor))
    ]


def _keys(rows) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


VOTES = {"Vote": Scoped(frozenset({"to_cast_by"}), frozenset({"meeting"})), "Meeting": Scoped()}


@pytest.mark.parametrize(
    "line",
    [
        "Vote.objects.all()",
        "Meeting.objects.open()",
        "models.Vote.objects.filter(cast=True)",
        "Vote._base_manager.count()",
        "get_object_or_404(Vote, pk=1)",
        "get_object_or_404(Vote.objects, pk=1)",
        "Vote.objects.filter(pk__in=Meeting.objects.visible_to(actor))",
        "apps.get_model(label)._default_manager.get(pk=1)",
        "from baro.meetings.models import Vote as V; V.objects.all()",
        "'# sees: in words only'; 1 \nVote.objects.first()",
    ],
)
def test_rows_for_everybody_are_found(line):
    assert len(faults(line, VOTES)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Vote.objects.open().visible_to(actor).first()",
        "Vote.objects.to_cast_by(actor)",
        "Vote.objects.filter(meeting=meeting).order_by('pk')",
        "Vote.objects.none()",
        "Tenure.objects.all()",
        "Vote.objects.count()  # sees: how many there are is no secret",
        "# sees: how many there are is no secret\nVote.objects.count()",
    ],
)
def test_what_is_narrowed_or_says_why_is_none(line):
    assert not faults(line, VOTES)


def test_a_method_that_takes_the_actor_and_forgets_them_is_found(world):
    from baro.org.models import Post, PostQuerySet

    class Forgetful(PostQuerySet):
        def heads_for(self, actor):
            return self.filter(rank="head")

    assert "org.Post.heads_for: dov" in wider(Forgetful(Post), {"ada": world.ada, "dov": world.dov})
