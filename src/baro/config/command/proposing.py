"""Proposing tasks without a page, so that anyone can try what a document would give out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from baro.config.command.opening import embedded_folder, opened, set_up, uses_embedded
from baro.kernel.errors import Refused


@click.command("propose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of FILE, if it bears none.")
def propose_tasks(file: Path, form: str, day: datetime | None) -> None:
    """Print the tasks that FILE gives out: for people, or one JSON object a line."""
    names = _names()
    from baro.tasks.proposing import files
    from baro.tasks.proposing.clauses import ClauseReader

    blocks, on = files.read(file)
    proposals = ClauseReader().propose(blocks, names, day.date() if day else on)
    written: Callable[[dict[str, Any]], str] = _as_json if form == "json" else _as_text
    for proposal in proposals:
        click.echo(written(proposal.as_json()))
    if not proposals:
        click.echo("No task was found in it.", err=True)


def _names() -> Any:
    """The units of the installation by their names; none where there is no installation yet."""
    if uses_embedded() and not embedded_folder().exists():
        set_up()
        return _of_units(list)
    try:
        with opened():
            from baro.tasks.proposing.known import units_known

            return _of_units(units_known)
    except Refused as refused:
        set_up()
        click.echo(f"Units are named as they are written: {refused}", err=True)
        return _of_units(list)


def _of_units(units: Callable[[], list[Any]]) -> Any:
    from baro.tasks.proposing.known import names_of

    return names_of(units())


def _as_json(proposal: dict[str, Any]) -> str:
    return json.dumps(proposal, ensure_ascii=False)


def _as_text(proposal: dict[str, Any]) -> str:
    lines = [f"{proposal.pop('clause') or '-'}  {proposal.pop('work')}"]
    for name, value in proposal.items():
        if value:
            lines.append(f"    {name:<12}{'; '.join(value) if isinstance(value, list) else value}")
    return "\n".join(lines)
