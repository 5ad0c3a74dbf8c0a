"""Bringing a backup back: looked at whole first, then the database in one transaction, then its log and papers."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql
from psycopg.conninfo import make_conninfo

from baro.kernel.errors import Refused
from baro.operation import unfinished
from baro.operation.backups import programs, tables
from baro.operation.backups.making import FULL, SECRET_KEY, TRAIL_KEY
from baro.operation.backups.manifest import DATABASE, Backup, Manifest
from baro.trail.sequencing import key_file

OLDEST_POSTGRES = 15
MAY_BE = """SELECT bool_and(EXISTS (SELECT FROM pg_roles WHERE rolname = wanted
    AND pg_has_role(current_user, oid, 'MEMBER'))) FROM unnest(%s::text[]) AS wanted"""
# The schema is emptied and filled in one transaction, so that whoever is interrupted finds everything as it was. It
# gets the owner and the words that a new database has, or the next backup would bring them along.
OWN_ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
EMPTIED = """DROP SCHEMA public CASCADE; CREATE SCHEMA public; COMMENT ON SCHEMA public IS 'standard public schema';
GRANT USAGE ON SCHEMA public TO PUBLIC; ALTER SCHEMA public OWNER TO pg_database_owner;"""


def refuse_newer(manifest: Manifest) -> None:
    """Raise Refused when the backup was made by a newer Baro: its tables have what this one does not know."""
    if newer := sorted(set(manifest.migrations) - known_migrations()):
        raise Refused(
            f"The backup was made by a newer Baro ({manifest.version}; it has {newer[0]}, which this one does not): "
            "bring that version here and restore with it."
        )


def known_migrations() -> set[str]:
    """The migrations that this version has or replaces."""
    loader = MigrationLoader(None)
    replaced = {key for one in loader.disk_migrations.values() for key in one.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}


def refuse_unfit(address: str) -> None:
    """Raise Refused when a database of one's own cannot take Baro in: away, too old, not empty."""
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            found = (programs.major_of(connection), tables.names(connection))
    except psycopg.Error as error:
        raise Refused(f"The database that --to names does not answer: {' '.join(str(error).split())[:200]}") from error
    if found[0] < OLDEST_POSTGRES:
        raise Refused(f"That server is PostgreSQL {found[0]}: use {OLDEST_POSTGRES} or newer.")
    if found[1]:
        raise Refused(f"That database is not empty (it has the table {found[1][0]}): name an empty one.")


def load(backup: Backup, address: str) -> list[str]:
    """Fill a database from a backup, whatever stood there before; gives the tables that differ from the manifest.

    Raises Refused when it cannot be done; then nothing has changed.
    """
    manifest = backup.manifest
    with psycopg.connect(address) as connection:
        server = programs.major_of(connection)
        # An older server does not know every right that a newer one wrote down: there they are given anew.
        owners = server >= manifest.server and bool(
            (connection.execute(MAY_BE, [manifest.roles]).fetchone() or [False])[0]
        )
        makers = [sql.Identifier(role).as_string(connection) for role in manifest.roles if owners]
    before = "\n".join([EMPTIED, *(f"GRANT CREATE ON SCHEMA public TO {role};" for role in makers)])
    after = "\n".join(f"REVOKE CREATE ON SCHEMA public FROM {role};" for role in makers)
    programs.load(backup.pieces(DATABASE), address, server=server, before=before, after=after, owners=owners)
    with tables.seen_at_once(address) as (seen, _snapshot):
        return tables.differences(manifest.tables, tables.tables(seen))


@contextmanager
def scratch(address: str) -> Iterator[str]:
    """A new database beside this one, while the block runs; gives its address.

    Raises Refused when the role may not make one.
    """
    name = f"baro_scratch_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise Refused(
                "The role of BARO_MIGRATIONS_URL may not make the scratch database into which a backup is restored to "
                "be verified: let it by ALTER ROLE ... CREATEDB."
            ) from error
        try:
            yield make_conninfo(address, dbname=name)
        finally:
            # Not WITH (FORCE), which only a superuser may say while autovacuum is at work there; DROP waits for it.
            connection.execute(OWN_ENDED, [name])
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def verify(backup: Backup, address: str) -> list[str]:
    """Look at every file of a backup, restore it into a scratch database, compare every table; gives what is wrong."""
    if found := list(backup.damages()):
        return found
    with scratch(address) as beside:
        return load(backup, beside)


def restore(
    backup: Backup, address: str, *, keys: Path | None = None, without_keys: bool = False, replace: bool = False
) -> list[str]:
    """Bring a backup back, database, log and papers; gives the tables that differ from the manifest.

    Raises Refused, before anything is changed, when the backup is damaged or of a newer version, when work stands in
    the database and ``replace`` was not said, when somebody is connected, or when the key of the log is missing and
    ``without_keys`` was not said.
    """
    refuse_newer(backup.manifest)
    backup.refuse_damages()
    if not replace and tables.events_of(address):
        raise Refused(
            "The database is not empty: what stands in it would be lost. Restore on a fresh machine, or say --replace."
        )
    connections.close_all()
    if others := tables.others_in(address):
        raise Refused(f"Somebody is connected to the database ({others}): stop Baro everywhere first, then restore.")
    key = _key_of_the_log(keys, without_keys=without_keys)
    unfinished.begin("restore", backup.folder)
    try:
        _bring_papers(backup)
        log = _brought_log(backup)
        differing = load(backup, address)
    except OSError as error:
        if error.errno in FULL:
            raise Refused(
                f"The disk of {settings.VAR} is full: free some space and say baro restore again; the database is as "
                "it was."
            ) from error
        raise
    _put_log(log, key)
    _put_secret_key(keys)
    unfinished.end()
    return differing


def _key_of_the_log(keys: Path | None, *, without_keys: bool) -> bytes | None:
    """The key that goes on signing the log; None when a new log is begun."""
    kept = (keys / TRAIL_KEY) if keys else key_file()
    if kept.is_file():
        return kept.read_bytes()
    if without_keys:
        return None
    raise Refused(
        f"The key that signs the log of the trail is not in {kept.parent}: name the folder that baro backup --keys "
        "wrote by --keys, or say --without-keys, and a new log is begun."
    )


def _bring_papers(backup: Backup) -> None:
    """Papers and rules are put into their places; what lies there under the same digest is the same."""
    places = {"files": Path(settings.FILES), "rules": settings.VAR / "rules"}
    for name in backup.manifest.files:
        top, _, rest = name.partition("/")
        if top in places and not ((target := places[top] / rest).exists() and top == "files"):
            _write(target, backup.pieces(name))


def _brought_log(backup: Backup) -> Path:
    """The log beside its place."""
    beside = Path(settings.TRAIL).with_name("trail.restoring")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o711)
    for name in backup.manifest.files:
        if name.startswith("trail/"):
            _write(beside / name.removeprefix("trail/"), backup.pieces(name))
    return beside


def _write(target: Path, pieces: Iterator[bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o711)
    written = target.with_name(f"{target.name}.restoring")
    with written.open("wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    written.replace(target)


def _put_log(beside: Path, key: bytes | None) -> None:
    """Put the log into its place with the key that signs it; what was there is kept under another name."""
    top = Path(settings.TRAIL)
    if key is None:  # a log that nobody can continue, kept for whoever has to prove something by it
        beside.rename(_free(top.with_name("trail.without-key")))
        beside.mkdir(mode=0o711)
    else:
        handle = os.open(beside / key_file().name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
    if top.exists():
        top.rename(_free(top.with_name("trail.before")))
    beside.rename(top)


def _put_secret_key(keys: Path | None) -> None:
    if keys and (keys / SECRET_KEY).is_file():
        target = settings.VAR / "secret-key"
        target.unlink(missing_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write((keys / SECRET_KEY).read_bytes())


def _free(path: Path) -> Path:
    number = 1
    while path.with_name(f"{path.name}-{number}").exists():
        number += 1
    return path.with_name(f"{path.name}-{number}")
