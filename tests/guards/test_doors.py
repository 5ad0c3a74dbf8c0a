"""Whatever writes for somebody passes the door: it is asked, told and confirmed, or it is listed with a reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.guards.declared import SOURCE

WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create"}
DOOR = {"change", "change_alone", "change_many", "create", "create_many", "tell_many", "record_event"}
# What writes without a deed of its own, and why that is no side door.
STEPS = {
    "documents/actions/recognising.py": {
        "recognise": "what a job read in a paper is no deed; the paper itself was told"
    },
    "documents/actions/versions.py": {"keep_version": "a step of drafting and of submitting, which are told"},
    "documents/actions/numbering.py": {"number_for": "a step of signing, which is told"},
    "oversight/actions/opening.py": {"end": "a step of closing, stopping and transferring, which are told"},
    "documents/actions/receiving.py": {"send_receipts": "a step of taking in, which is told"},
    "org/accounts/actions/signing_in.py": {"use": "when a session was last used is no deed"},
    "org/accounts/actions/slowing.py": dict.fromkeys(
        ("attempt", "forgive", "forgive_everywhere", "forget"),
        "what is tried in vain slows the next try and is forgotten",
    ),
    "installation/actions/inviting.py": {"send": "that an e-mail left is no deed; inviting was told"},
    "org/actions/founding.py": {"begin_terms": "the first terms of an installation, before anybody works in it"},
    "org/facts/actions/taking_effect.py": {"follow": "a step of changing a unit or post, which is told"},
    "org/handovers/actions/handing_over.py": {
        "forget": "drafts that nobody signed, dropped within a deed that is told"
    },
    "org/importing/actions/importing.py": {"forget": "lists that nobody imported; bringing and checking them was told"},
    "statistics/actions/looking.py": {"look": "what the night saw is no deed; freezing and publishing were told"},
    "urging/actions/mailing.py": {"send_mails": "that an e-mail left is no deed; the step that it tells was told"},
    "ui/actions/mailing.py": {"send_due": "which e-mail was sent when is no deed; choosing it was told"},
    "org/reorganising/actions/carrying_out/held.py": {"said_anew": "a step of deeds that are told, with their events"},
    "org/reorganising/actions/carrying_out/posts.py": dict.fromkeys(
        ("reorganise_posts", "hand_on"), "a step of a reorganisation or a closing, which is told"
    ),
}


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("actions/**/*.py")) if "tests" not in path.parts]


def _called(function: ast.AST) -> tuple[set[str], set[str]]:
    """The plain names that a function calls, and the methods of records and querysets."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {call.id for call in calls if isinstance(call, ast.Name)}
    return names, {call.attr for call in calls if isinstance(call, ast.Attribute)}


def past_the_door(source: str) -> list[str]:
    """The public functions of a module that write, themselves or by a private one, without the door."""
    found = {node.name: _called(node) for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    return [
        name for name in found if not name.startswith("_") and _writes(name, found, set()) and not _passes(name, found)
    ]


def _writes(name: str, found: dict[str, tuple[set[str], set[str]]], seen: set[str]) -> bool:
    names, methods = found[name]
    inside = [one for one in names if one in found and one.startswith("_") and one not in seen]
    return bool(methods & WRITES) or any(_writes(one, found, seen | {name}) for one in inside)


def _passes(name: str, found: dict[str, tuple[set[str], set[str]]]) -> bool:
    reached, last = {name}, {name}
    while last := {one for key in last for one in found[key][0] if one in found} - reached:
        reached |= last
    return any(found[one][0] & DOOR for one in reached)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_writes_passes_the_door(path):
    listed = STEPS.get(str(path.relative_to(SOURCE)), {})
    found = past_the_door(path.read_text(encoding="utf-8"))
    assert sorted(found) == sorted(listed), "send it through change or create, or list it with the reason"
    assert all(listed.values())


def test_a_side_door_is_found():
    assert past_the_door("def bring(x):\n    _keep(x)\ndef _keep(x):\n    x.save()\n") == ["bring"]
    assert past_the_door("def bring(x):\n    with change(x) as y:\n        y.save()\n") == []
