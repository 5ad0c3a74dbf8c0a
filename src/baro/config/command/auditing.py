"""The trail: whether it holds, what of it is published, who outside confirms it; and what keeps its log."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from baro.config.command.opening import opened
from baro.kernel.errors import Refused

MOST_PRINTED = 100


@click.group()
def audit() -> None:
    """The trail of what was done."""


@audit.command("verify")
@click.option("--unsigned", is_flag=True, help="Let the signature of the log count for nothing: what is found without?")
def verify_trail(*, unsigned: bool) -> None:
    """Check that no event was changed, that the log holds, and that the records are what it tells."""
    with opened():
        from baro.trail.verifying import verify  # its models need Django set up

        verdict = verify(signed=not unsigned)
    for finding in verdict.findings[:MOST_PRINTED]:
        click.echo(f"broken   {finding.check}: {finding}", err=True)
    if verdict.findings:
        raise click.ClickException(f"The trail is broken in {len(verdict.findings)} places: {verdict.broken}")
    waiting = f", {verdict.waiting} of them wait for the log" if verdict.waiting else ""
    click.echo(f"The trail holds: {verdict.checked} events checked{waiting}.")


@audit.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_log(folder: Path) -> None:
    """Bring FOLDER up to the log, for outsiders: hashes only, with the program that checks them."""
    with opened():
        from baro.trail.publishing import export
        from baro.trail.sequencing import sequence

        sequence()
        folder.mkdir(parents=True, exist_ok=True)
        key = export(folder)
    click.echo(f"The log is in {folder}. Its key, to be handed on by another way than the folder: {key}")


@audit.command("record")
@click.argument("event", type=int)
def print_record(event: int) -> None:
    """Print what an outsider needs to check one EVENT, facts included."""
    with opened():
        from baro.trail.publishing import record_of

        click.echo(record_of(event), nl=False)


@audit.command("receipt")
@click.argument("event", type=int)
def print_receipt(event: int) -> None:
    """Print the signed promise that the log holds one EVENT."""
    with opened():
        from baro.trail.models import Event
        from baro.trail.receipts import receipt_of

        found = Event.objects.filter(pk=event).first()
        if found is None:
            raise Refused(f"There is no event {event}.")
        click.echo(receipt_of(found), nl=False)


@audit.command("erase")
@click.argument("event", type=int)
@click.option("--reason", required=True, help="Why: the law or the decision.")
@click.option("--by-order-of", "ordered", required=True, help="Who ordered it.")
def erase_facts(event: int, *, reason: str, ordered: str) -> None:
    """Erase what one EVENT tells about people; that it happened stays, and the erasing is told."""
    with opened():
        from baro.org.actors import Actor
        from baro.trail.actions.erasing import erase

        told = erase(event, reason=reason, ordered=ordered, by=Actor.system("erase"))
    click.echo(f"The facts of event {event} are erased; event {told.pk} tells it.")


@audit.command("witness")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", required=True, help="The public key of the log.")
@click.option("--name", required=True, help="The name of this witness.")
@click.option("--state", required=True, type=click.Path(file_okay=False, path_type=Path), help="Its own folder.")
@click.option("--every", type=click.IntRange(1), help="Look again every so many seconds; once when left out.")
def witness_log(folder: Path, *, key: str, name: str, state: Path, every: int | None) -> None:
    """Cosign the log in FOLDER if it continues what this witness cosigned before; needs no database."""
    from baro.trail.check_trail import Broken, Key
    from baro.trail.witnessing import Witness

    try:
        witness = Witness.of(state, name, Key.parse(key))
        click.echo(f"The key of this witness, for BARO_WITNESSES: {witness.signer.key}")
        while True:
            size = witness.cosign(folder).split("\n")[1]
            click.echo(f"Cosigned {size} leaves.")
            if every is None:
                return
            time.sleep(every)
    except Broken as broken:
        click.echo(f"NOT cosigned: {broken}", err=True)
        sys.exit(1)


@click.command()
def sequencer() -> None:
    """Take events into the signed log of the trail, about once a second."""
    with opened():
        from baro.trail.sequencing import keep

        keep()
