"""An installation with a folder and databases of its own, for tests that lose one and bring it back."""

from contextlib import contextmanager

import pytest
from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict

from baro.config import environment
from baro.operation.backups import programs, restoring, tables


@pytest.fixture
def installation(settings, tmp_path):
    """A folder of an installation of its own, with what a log and papers need."""
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    settings.FILES, settings.TRAIL = settings.VAR / "files", settings.VAR / "trail"
    settings.BACKUPS = tmp_path / "backups"
    settings.BACKUP_PASSPHRASE = settings.BACKUP_HOOK = ""
    return settings.VAR


@pytest.fixture
def address(committed_world):
    """The database of the tests, for the role of migrations."""
    kept = environment.database("MIGRATIONS_URL")
    return programs.address_of(connection, user=kept["USER"])


@pytest.fixture
def empty(address):
    """An empty database beside it."""
    with restoring.scratch(address) as beside:
        yield beside


@contextmanager
def looking_at(address):
    """Django's own connection, at another database."""
    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = conninfo_to_dict(address)["dbname"]
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


def rows_of(address):
    """Every table of a database with its digest."""
    with tables.seen_at_once(address) as (seen, _snapshot):
        return tables.tables(seen)
