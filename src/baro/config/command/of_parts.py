"""The commands that parts bring in their module ``commands``; each runs with the database open and Django set up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from baro.config.command.opening import opened
from baro.parts import PARTS


def of_parts() -> Iterator[click.Command]:
    """Every command that a part brings."""
    for part in PARTS:
        if find_spec(f"baro.{part}.commands"):
            yield from map(_opened, import_module(f"baro.{part}.commands").COMMANDS)


def _opened(command: click.Command) -> click.Command:
    """The command with the database open while it works; of a group, each of its commands."""
    if isinstance(command, click.Group):
        command.commands = {name: _opened(one) for name, one in command.commands.items()}
        return command
    act: Any = command.callback

    @wraps(act)
    def with_database(*words: Any, **options: Any) -> Any:
        with opened():
            return act(*words, **options)

    command.callback = with_database
    return command
