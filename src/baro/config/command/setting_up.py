"""Bringing the database to this version, and Django's own commands."""

from __future__ import annotations

from contextlib import nullcontext

import click
from django.core.management import execute_from_command_line

from baro.config.command.opening import as_migrations, bring_up_to_date, opened, preparing


@click.command()
def migrate() -> None:
    """Bring the database to this version of Baro."""
    with opened(up_to_date=False), preparing():
        count = bring_up_to_date()
    click.echo(f"{count} migrations applied." if count else "The database is up to date.")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run one of Django's own commands, such as: baro manage check --deploy."""
    with opened(up_to_date=False), as_migrations() if words[:1] == ("migrate",) else nullcontext():
        execute_from_command_line(["baro manage", *words])
