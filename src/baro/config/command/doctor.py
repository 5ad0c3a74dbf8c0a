"""What is there, what is missing, what that costs and what to do."""

from __future__ import annotations

import sys

import click
from django.db import connection

from baro.config import environment, prerequisites
from baro.config.command.opening import opened, pending, uses_embedded
from baro.config.prerequisites import Prerequisite
from baro.kernel.errors import Refused

OLDEST_POSTGRES = 15
ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"


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
    in_order = [_told(prerequisite) for prerequisite in (*prerequisites.OURS, *prerequisites.FROM_DEBIAN)]
    if environment.text("CLAMAV"):
        _told(prerequisites.SCANNER)
    in_order.append(_database_in_order())
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
    kind = "embedded" if uses_embedded() else "from BARO_DATABASE_URL"
    try:
        with opened(up_to_date=False):
            questions = (_postgres(kind), _schema(), _worker(), _roles(), _log(), _verified(), _witnesses())
            in_order = [_told(question) for question in questions]
            return all(in_order)
    except Refused as refused:
        click.echo(f"missing  PostgreSQL: {refused}")
        return False


def _postgres(kind: str) -> Prerequisite:
    def found() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int")
            (number,) = cursor.fetchone()
        return f"{number // 10_000}.{number % 10_000}" + f" ({kind})" if number >= OLDEST_POSTGRES * 10_000 else ""

    return Prerequisite(
        "PostgreSQL", found, "Baro does not start.", f"Use PostgreSQL {OLDEST_POSTGRES} or newer.", essential=True
    )


def _schema() -> Prerequisite:
    def found() -> str:
        return "" if pending() else "up to date"

    return Prerequisite("tables", found, "Pages and commands refuse to work.", "Run baro migrate.", essential=True)


def _worker() -> Prerequisite:
    return Prerequisite(
        "worker", _found_worker, "Texts of papers are not read, reminders are not sent.", "Run baro worker."
    )


def _found_worker() -> str:
    if pending():
        return ""
    with connection.cursor() as cursor:
        cursor.execute(ALIVE)
        (count,) = cursor.fetchone()
    return f"{count} alive" if count else ""


def _roles() -> Prerequisite:
    def found() -> str:
        from baro.trail.roles import are_apart  # its models need Django set up

        return "the application's is not the owner of the trail" if not pending() and are_apart() else ""

    return Prerequisite(
        "roles of the database",
        found,
        "Whoever takes over the application can rewrite the trail, which baro audit verify then finds.",
        "Set the roles apart: docs/how/check-the-trail.md.",
    )


def _log() -> Prerequisite:
    def found() -> str:
        from baro.trail.sequencing import is_behind, log_folder

        return "" if pending() or is_behind() else f"signed, in {log_folder()}"

    return Prerequisite(
        "log of the trail",
        found,
        "Events wait to be taken into the log, and nobody would notice if they were changed.",
        "Run baro sequencer, or baro serve --with-worker.",
    )


def _verified() -> Prerequisite:
    def found() -> str:
        from django.utils import timezone

        from baro.trail.last_verified import in_order

        return in_order(timezone.now())

    return Prerequisite(
        "verifying of the trail",
        found,
        "The trail did not hold last night, or nobody looked: the worker verifies it every night.",
        "Run baro audit verify, which names each broken place, and keep the worker running.",
    )


def _witnesses() -> Prerequisite:
    def found() -> str:
        from django.conf import settings

        from baro.trail.witnessing import missing_witnesses

        named = len(settings.TRAIL_WITNESSES)
        return f"{settings.TRAIL_WITNESSES_NEEDED} of {named} needed" if named and not missing_witnesses() else ""

    return Prerequisite(
        "witnesses of the log",
        found,
        "Whoever has the key and the machine can make history anew, and nobody outside can tell.",
        "Have somebody outside run baro audit witness, and name them in BARO_WITNESSES: docs/how/check-the-trail.md.",
    )
