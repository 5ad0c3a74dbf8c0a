"""Reading papers without a page, so that anyone can try what the register's form would get from them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from baro.config.command.opening import set_up


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def read_papers(files: tuple[Path, ...], form: str) -> None:
    """Print what the register's form would get from FILES: for people, or one JSON object a line. No database."""
    set_up()
    from baro.documents.trying import tried  # its sentences need Django set up

    outcomes = []
    for file in files:
        outcome = tried(file)
        outcomes.append(outcome.was_read)
        lines = [json.dumps(outcome.as_json(), ensure_ascii=False)] if form == "json" else outcome.as_text()
        click.echo("\n".join(lines))
        sys.stdout.flush()
    sys.exit(0 if all(outcomes) else 1)
