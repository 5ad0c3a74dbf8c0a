"""What is there, what is missing, what that costs and what to do."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from baro.config import environment, prerequisites
from baro.config.command.opening import opened, set_up
from baro.kernel.errors import Refused
from baro.operation.questions import Prerequisite, questions


@click.command()
@click.option("--system", is_flag=True, help="Look only at what Debian has to bring; exit 2 when it is missing.")
@click.option("--install", is_flag=True, help="As root on Debian, install what Debian has to bring.")
def doctor(*, system: bool, install: bool) -> None:
    """Tell what Baro finds around it, what is missing, and what that costs."""
    if install and (absent := prerequisites.missing(prerequisites.FROM_DEBIAN)):
        if prerequisites.may_install():
            click.echo(f"Installing {' '.join(prerequisite.package for prerequisite in absent)} ...")
        prerequisites.install(absent)
    if system:
        _refuse_missing()
        return
    with ExitStack() as stack:
        try:  # first, because Django learns only once where the database is
            stack.enter_context(opened(up_to_date=False, finished=False))
            refused = None
        except Refused as refusal:
            refused = refusal
            set_up()
        in_order = [_told(prerequisite) for prerequisite in (*prerequisites.OURS, *prerequisites.FROM_DEBIAN)]
        if environment.text("CLAMAV"):
            _told(prerequisites.SCANNER)
        if refused:
            click.echo(f"missing  PostgreSQL: {refused}")
        in_order.append(not refused and _database_in_order())
    sys.exit(0 if all(in_order) else 1)


def _refuse_missing() -> None:
    if absent := prerequisites.missing(prerequisites.FROM_DEBIAN):
        packages = " ".join(prerequisite.package for prerequisite in absent)
        raise Refused(f"Missing from the system: run as root apt-get install {packages}")


def _told(prerequisite: Prerequisite) -> bool:
    """Print one line; returns whether Baro can work like that."""
    if found := prerequisite.found():
        click.echo(f"ok       {prerequisite.name}: {found}")
        return True
    click.echo(f"missing  {prerequisite.name}: {prerequisite.costs} {prerequisite.what_to_do}")
    return not prerequisite.essential


def _database_in_order() -> bool:
    """Print how everything stands that is asked of the database; returns whether Baro can work like that."""
    from baro.operation.unfinished import found

    before = (*prerequisites.OURS, *prerequisites.FROM_DEBIAN, prerequisites.SCANNER)
    if broken_off := found():
        click.echo(f"missing  unfinished: {broken_off.sentence}")
    in_order = [_told(question) for question in questions() if question not in before]
    return all(in_order) and not broken_off
