"""To a newer version, with a way back; and from the embedded database to a server of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from baro.config.command.keeping import migrations_address, pending_of_restored
from baro.config.command.opening import bring_up_to_date, opened, pending, preparing, uses_embedded
from baro.kernel.errors import Refused

ROOM = 500 * 1024**2  # bytes beside twice the database


@click.command()
@click.option("--back", is_flag=True, help="Bring back what stood before an upgrade that was broken off.")
def upgrade(*, back: bool) -> None:
    """Bring the database to this version of Baro, with a backup before and a way back."""
    with opened(up_to_date=False, finished=False), migrations_address() as address:
        from baro.operation import unfinished

        begun = unfinished.found()
        if begun and begun.what != "upgrade":
            raise Refused(begun.sentence)
        if back:
            if begun is None:
                raise Refused("No upgrade was broken off here: there is nothing to go back from.")
            _go_back(begun.backup, address)
            click.echo("Everything is as it was before the upgrade: start the version of Baro that ran then.")
            return
        if begun is None and not pending():
            click.echo("The database is up to date.")
            return
        count = upgraded(address, begun.backup if begun else None)
    click.echo(f"{count} migrations applied. Start Baro.")


def upgraded(address: str, backup: Path | None) -> int:
    """Make a backup unless there is one already, and migrate; gives how many migrations were applied.

    Raises Refused when something is in the way, or when migrating failed: then everything is as it was before.
    """
    from baro.operation import unfinished
    from baro.operation.backups import tables

    _refuse_unprepared(address)
    if not tables.has_tables(address):  # a new installation has nothing to go back to
        with preparing():
            return bring_up_to_date()
    if backup is None:
        backup = _backed_up(address)
        unfinished.begin("upgrade", backup)
    try:
        with preparing():
            count = bring_up_to_date()
            if left := pending():
                raise Refused(f"{left[0]} was not applied.")
    except Exception as error:
        why = " ".join(str(error).split())[:300]
        _go_back(backup, address)
        raise Refused(
            f"The upgrade failed and everything is as it was before: start the version that ran then. The reason: {why}"
        ) from error
    unfinished.end()
    return count


def _refuse_unprepared(address: str) -> None:
    from django.conf import settings
    from django.db import connections
    from django.db.migrations.recorder import MigrationRecorder

    from baro.operation.backups import tables
    from baro.operation.backups.restoring import known_migrations

    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connections["default"]).applied_migrations()}
    if newer := sorted(applied - known_migrations()):
        raise Refused(f"The database is of a newer Baro (it has {newer[0]}): bring that version here.")
    connections.close_all()
    if others := tables.others_in(address):
        raise Refused(f"Somebody is connected to the database ({others}): stop Baro everywhere, then upgrade.")
    place = Path(settings.BACKUPS)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    needed, free = 2 * tables.size_of(address) + ROOM, shutil.disk_usage(place).free
    if free < needed:
        raise Refused(
            f"{free // 1024**2} MB are free and {needed // 1024**2} MB are needed for the backup and the upgrade: "
            "free some space, or set BARO_BACKUPS to another disk."
        )


def _backed_up(address: str) -> Path:
    from django.conf import settings

    from baro.operation.backups import making

    click.echo("Making a backup first ...")
    made = making.make(settings.BACKUPS, address=address, passphrase=settings.BACKUP_PASSPHRASE, note="before-upgrade")
    click.echo(f"The backup is {made.folder}. Upgrading ...")
    return made.folder


def _go_back(folder: Path, address: str) -> None:
    from django.conf import settings

    from baro.operation.backups import manifest, restoring

    found = manifest.opened(folder, settings.BACKUP_PASSPHRASE)
    differing = restoring.restore(found, address, replace=True)
    pending_of_restored()
    if differing:
        raise Refused(f"After going back {differing[0]}: restore another backup.")


@click.command()
@click.option("--to", "target", required=True, help="The server of your own, for the role that owns the database.")
def move(*, target: str) -> None:
    """Move the embedded database to a server of your own, and compare every table."""
    if not uses_embedded():
        raise Refused("BARO_DATABASE_URL is set: unset it, so that the embedded database is the one that moves.")
    with opened(), migrations_address() as address:
        from django.conf import settings
        from django.db import connections

        from baro.operation.backups import making, manifest, restoring, tables

        restoring.refuse_unfit(target)
        connections.close_all()
        if others := tables.others_in(address):
            raise Refused(f"Somebody is connected to the database ({others}): stop Baro first, then move.")
        made = making.make(settings.BACKUPS, address=address, passphrase=settings.BACKUP_PASSPHRASE, note="before-move")
        found = manifest.opened(made.folder, settings.BACKUP_PASSPHRASE)
        differing = restoring.load(found, target)
    if differing:
        raise click.ClickException(
            f"{len(differing)} tables are not alike there: {differing[0]}. Nothing changed here."
        )
    click.echo(
        f"All {len(found.manifest.tables)} tables are alike there. Set BARO_DATABASE_URL and BARO_MIGRATIONS_URL to "
        "that server and run baro migrate, which gives the application its rights. The embedded database stays as it "
        f"is in {settings.VAR / 'postgres'} until you remove it."
    )
