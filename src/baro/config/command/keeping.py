"""Backups: made, verified, restored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from baro.config.command.opening import as_migrations, opened, pending, preparing
from baro.kernel.errors import Refused

Folder = click.Path(file_okay=False, path_type=Path)
ThatIsThere = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@click.option("--to", "place", type=Folder, help="Where backups lie; BARO_BACKUPS when left out.")
@click.option("--encrypt", is_flag=True, help="Encrypt it with BARO_BACKUP_PASSPHRASE, as the nightly one always is.")
@click.option("--keys", type=Folder, help="Write the keys of this installation here as well, away from the backups.")
@click.pass_context
def backup(ctx: click.Context, *, place: Path | None, encrypt: bool, keys: Path | None) -> None:
    """Make a backup of the database, the papers and the log of the trail, while people work."""
    if ctx.invoked_subcommand:
        return
    with opened(up_to_date=False), migrations_address() as address:
        from django.conf import settings

        from baro.operation.backups import making, nightly

        passphrase = settings.BACKUP_PASSPHRASE
        if encrypt and not passphrase:
            raise Refused("Set BARO_BACKUP_PASSPHRASE to what shall encrypt the backup, and keep it somewhere else.")
        made = making.make(place or settings.BACKUPS, address=address, passphrase=passphrase)
        nightly.hand_on(made.folder)
        removed = nightly.thin_out(place or settings.BACKUPS)
        written = making.save_keys(keys) if keys else []
    manifest = made.manifest
    click.echo(
        f"Backup {made.folder}: {len(manifest.tables)} tables with {manifest.rows:,} rows, {len(manifest.files):,} "
        f"files{', encrypted' if manifest.salt else ''}. {removed} older ones were removed by rule."
    )
    for digest in manifest.changed:
        click.echo(f"The paper {digest} is not any more what was brought.", err=True)
    if written:
        click.echo(f"The keys are in {keys}: whoever has them can sign in your name. Keep them in another place.")
    else:
        click.echo("The keys are not in it: run baro backup --keys FOLDER once, and keep that folder elsewhere.")


@backup.command("verify")
@click.argument("folder", type=ThatIsThere)
def verify(folder: Path) -> None:
    """Restore the backup in FOLDER into a scratch database and compare every table and file."""
    with opened(up_to_date=False, finished=False), migrations_address() as address:
        from django.conf import settings
        from django.utils import timezone

        from baro.operation.backups import kept, manifest, restoring

        found = manifest.opened(folder, settings.BACKUP_PASSPHRASE)
        faults = restoring.verify(found, address)
        kept.keep_verdict(folder.resolve(), timezone.now(), faults)
    for fault in faults[:100]:
        click.echo(f"broken   {fault}", err=True)
    if faults:
        raise click.ClickException(f"The backup {folder} is damaged in {len(faults)} places: make another one.")
    click.echo(
        f"The backup is whole: {len(found.manifest.tables)} tables and {len(found.manifest.files)} files are alike."
    )


@click.command()
@click.argument("folder", type=ThatIsThere)
@click.option("--keys", type=ThatIsThere, help="The folder that baro backup --keys wrote.")
@click.option("--without-keys", is_flag=True, help="The keys are lost: begin a new log; everybody signs in anew.")
@click.option("--replace", is_flag=True, help="Replace what stands in the database.")
def restore(folder: Path, *, keys: Path | None, without_keys: bool, replace: bool) -> None:
    """Bring back the backup in FOLDER, whole or not at all."""
    with opened(up_to_date=False, finished=False), migrations_address() as address:
        from django.conf import settings

        from baro.operation.backups import manifest, restoring

        found = manifest.opened(folder, settings.BACKUP_PASSPHRASE)
        with preparing():
            pass  # nobody else prepares this database; the lock itself would count as somebody connected
        differing = restoring.restore(found, address, keys=keys, without_keys=without_keys, replace=replace)
        older = pending_of_restored()
    for table in differing:
        click.echo(f"broken   {table}", err=True)
    if differing:
        raise click.ClickException(f"{len(differing)} tables are not what the backup tells: restore another one.")
    click.echo(f"Restored: {len(found.manifest.tables)} tables, {found.manifest.rows:,} rows, all as the backup tells.")
    if older:
        click.echo("The backup is of an older Baro: run baro migrate.")


def pending_of_restored() -> bool:
    """Whether a restored database is older than this Baro; the rights of the application are given when it is not."""
    from baro.trail.roles import set_apart

    with as_migrations():  # the application may have no rights yet
        if older := bool(pending()):
            return older
        set_apart()
    return False


@contextmanager
def migrations_address() -> Iterator[str]:
    """The address of the database for the role of migrations."""
    from django.db import connection

    from baro.operation.backups.programs import address_of

    with as_migrations():
        address = address_of(connection)
    yield address
