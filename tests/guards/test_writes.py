"""Only actions write: rows are changed nowhere else, whatever the record or the queryset is called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.guards.declared import SOURCE, modules, named, tree

# Where rows are written outside a folder `actions`, and why that is no side door.
WRITERS = {
    "demo/loading.py": "the demo's notices of years ago were read then",
    "demo/routine/book.py": "the routine of years, copied in as its actions would leave it",
    "demo/nation/loading.py": "a whole country to measure with, copied in at once",
    "demo/personas.py": "the demo's way of signing in",
    "documents/counters.py": "the counter of a register, whose row is the lock of its series",
    "org/models/accounts.py": "the manager of accounts, which Django asks for",
    "trail/changes.py": "the door itself",
    "trail/copying.py": "the door for thousands of new rows",
    "trail/models.py": "notices of events",
    "ui/forms/once.py": "that a form did its deed is written with the deed",
    "ui/frame/notices.py": "what somebody has read is no deed",
    "ui/frame/preferences.py": "how somebody likes to see things is no deed",
    "ui/frame/signing_in.py": "a session, whose row the sign-in names",
    "ui/work/working.py": "how far long work has come is no deed",
}
# Of a queryset or a manager alone; and what takes arguments by name alone there, but not in a dictionary, a form with a
# file, a cache or a workbook.
OF_ROWS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
BY_NAME = {"save", "delete", "update"}
DOOR = {"change", "change_many", "create", "create_many", "record_event", "tell_many"}
DOOR |= {"copied", "copy_in", "notify", "notify_many"}
SQL = re.compile(r"\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY|TRUNCATE)\b")


def faults(module: ast.Module) -> list[str]:
    """The lines of a module that write rows, each with what it does."""
    return [f"{line}: {what}" for line, what in sorted(set(_writes(module)))]


def _writes(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_write(node, node.func.attr):
            yield node.lineno, ast.unparse(node.func)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("baro.trail."):
            yield from ((node.lineno, f"from {node.module}: {one.name}") for one in node.names if one.name in DOOR)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno, " ".join(node.value.split()[:3])


def _is_write(call: ast.Call, name: str) -> bool:
    """Whether a method of that name writes rows: saving, deleting and updating them takes nothing by position."""
    name = name.removeprefix("a") if name.removeprefix("a") in OF_ROWS | BY_NAME else name
    by_place = [one for one in call.args if not isinstance(one, ast.Starred)]
    return name in OF_ROWS or (name in BY_NAME and not by_place)


def is_guarded(parts: tuple[str, ...]) -> bool:
    """Whether a module of this path may not write: every one that lies in no folder ``actions``."""
    return "actions" not in parts[:-1]


GUARDED = [path for path in modules() if is_guarded(path.relative_to(SOURCE).parts)]


@pytest.mark.parametrize("path", GUARDED, ids=named)
def test_only_actions_write(path):
    found = [] if named(path) in WRITERS else faults(tree(path))
    assert not found, f"{named(path)} writes; that belongs into an action: {found}"


@pytest.mark.parametrize("place", sorted(WRITERS))
def test_who_is_excepted_still_writes(place):
    assert (SOURCE / place).exists(), f"{place} is gone: take it out of WRITERS, or name where it went"
    assert faults(tree(SOURCE / place)), f"{place} writes no more: take it out of WRITERS"


@pytest.mark.parametrize(
    "line",
    [
        "vote.save()",
        "vote.save(update_fields=['cast'])",
        "super().save(*args, **kwargs)",
        "Vote.objects.filter(pk=1).update(cast=True)",
        "rows.update(**changed)",
        "self.votes.all().delete()",
        "Vote._base_manager.bulk_update(votes, ['cast'])",
        "type(vote)._default_manager.create(cast=True)",
        "meeting.votes.get_or_create(cast=True)",
        "await vote.asave()",
        "from baro.trail.changes import change",
        "cursor.execute('UPDATE meetings_vote SET cast = true')",
        "cursor.execute(f'UPDATE {table} SET cast = true')",
    ],
)
def test_a_write_is_found_whatever_it_is_called(line):
    assert faults(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "found.update(other)",
        "digest.update(chunk)",
        "book.save(file)",
        "cache.delete(key)",
        "response.delete_cookie(name)",
        "'Update the plan: delete from it what is done'",
        "from baro.trail.changes import Batch",
    ],
)
def test_what_is_no_row_may_be_changed(line):
    assert not faults(ast.parse(line))


def test_a_new_part_is_guarded_wherever_its_modules_lie():
    assert is_guarded(("meetings", "web", "votes", "deeds.py"))
    assert is_guarded(("meetings", "actions.py"))
    assert not is_guarded(("meetings", "votes", "actions", "casting.py"))
