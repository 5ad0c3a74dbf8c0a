"""Which role of the database the tests act under: that of the application, unless one says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from baro.config import environment


def act_as_migrations(connection: Any) -> None:
    """Sign in as the role of migrations."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict.update(environment.database("MIGRATIONS_URL") | {"NAME": name})


def act_as_the_application(connection: Any) -> None:
    """Give up what the application may not do, in this and every later connection."""
    connection.close()
    connection.settings_dict["OPTIONS"] = {
        **connection.settings_dict["OPTIONS"],
        "assume_role": settings.APPLICATION_ROLE or None,
    }


@contextmanager
def as_owner(connection: Any) -> Iterator[Any]:
    """A cursor with the rights of migrations and of the trail's owner, while the block runs."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            yield cursor
        finally:
            if not connection.needs_rollback and settings.APPLICATION_ROLE:
                cursor.execute(f"SET ROLE {connection.ops.quote_name(settings.APPLICATION_ROLE)}")


def empty_as_owner(connection: Any) -> None:
    """Let committed rows be taken away after a test, those of the trail too, which nobody else may do."""
    emptied = connection.ops.execute_sql_flush

    def execute_sql_flush(statements: list[str]) -> None:
        with as_owner(connection) as cursor:
            cursor.execute("ALTER TABLE trail_event DISABLE TRIGGER USER")
            emptied(statements)
            cursor.execute("ALTER TABLE trail_event ENABLE TRIGGER USER")

    connection.ops.execute_sql_flush = execute_sql_flush
