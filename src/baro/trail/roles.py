"""Who may do what in the database: the trail has an owner of its own, migrations their role, the application another.

The owner signs in nowhere; the role of the migrations may act as the owner; the application may add events and read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from baro.trail.definitions import FUNCTIONS, TABLES
from baro.trail.findings import Finding

OWNER = "baro_trail"
MAY = {"trail_event": {"SELECT", "INSERT"}, "trail_leaf": {"SELECT"}, "trail_pending": {"SELECT"}}
# A notice is read, and goes on to the post that answers; nothing else of it changes, and none goes.
NOTICES, OF_NOTICES, CHANGES_OF_NOTICES = "trail_notice", {"SELECT", "INSERT"}, ("post_id", "read_at")
HARMLESS = {"MAINTAIN"}  # changes no row
RIGHTS = """SELECT relname, privilege_type FROM pg_class, aclexplode(relacl) WHERE oid = ANY(%s::regclass[])
    AND (grantee = 0 OR pg_has_role(%s, grantee, 'USAGE')) ORDER BY relname, privilege_type"""
MAINTAIN_SINCE = 170_000  # PostgreSQL 17: ANALYZE by whoever does not own a table


def set_apart(**_signal: Any) -> None:
    """After a migration: hand the trail to its owner, and give the application what it needs and no more.

    Where one role does everything (a server that was set up so) nothing is changed; ``are_apart`` says it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        application = settings.APPLICATION_ROLE
        cursor.execute(
            "SELECT current_user <> %s AND EXISTS (SELECT FROM pg_roles WHERE rolname = %s)"
            " AND EXISTS (SELECT FROM pg_roles WHERE rolname = %s)",
            [application, application, OWNER],
        )
        if not cursor.fetchone()[0]:
            return
        _hand_over(cursor)
        name = connection.ops.quote_name(application)
        rights = "SELECT, INSERT, UPDATE, DELETE"
        cursor.execute("SELECT current_setting('server_version_num')::int")
        if cursor.fetchone()[0] >= MAINTAIN_SINCE:
            rights += ", MAINTAIN"
        cursor.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table, may in MAY.items():
            cursor.execute(f"REVOKE ALL ON {table} FROM {name}")
            cursor.execute(f"GRANT {', '.join(sorted(may))} ON {table} TO {name}")
        cursor.execute(f"REVOKE UPDATE, DELETE ON {NOTICES} FROM {name}")
        cursor.execute(f"GRANT UPDATE ({', '.join(CHANGES_OF_NOTICES)}) ON {NOTICES} TO {name}")


def _hand_over(cursor: Any) -> None:
    """Make the owner the owner; it makes nothing itself, so it gets the right to for this moment alone."""
    cursor.execute(f"GRANT CREATE ON SCHEMA public TO {OWNER}")
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} OWNER TO {OWNER}")
    for function in FUNCTIONS:
        cursor.execute(f"ALTER FUNCTION {function.name} OWNER TO {OWNER}")
    cursor.execute(f"REVOKE CREATE ON SCHEMA public FROM {OWNER}")


def are_apart() -> bool:
    """Whether the application's role is another than the owner of the trail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = %s AND EXISTS (SELECT FROM pg_roles WHERE rolname = %s)"
            " FROM pg_class WHERE oid = 'trail_event'::regclass",
            [OWNER, settings.APPLICATION_ROLE],
        )
        return bool(cursor.fetchone()[0])


def strange_rights() -> Iterator[Finding]:
    """What the application may do to the trail beyond adding and reading, where the roles are apart."""
    if not are_apart():
        return
    application = settings.APPLICATION_ROLE
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE oid = ANY(%s::regclass[]) AND pg_get_userbyid(relowner) <> %s",
            [list(TABLES), OWNER],
        )
        for (table,) in cursor.fetchall():
            yield Finding("rights", _("The table %(table)s does not belong to the trail's owner.") % {"table": table})
        cursor.execute(
            "SELECT rolsuper OR pg_has_role(rolname, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [OWNER, application],
        )
        if cursor.fetchone()[0]:
            yield Finding("rights", _("The application's role may act as the owner of the trail."))
        cursor.execute(RIGHTS, [[*TABLES, NOTICES], application])
        for table, right in cursor.fetchall():
            if right not in MAY.get(table, OF_NOTICES) | HARMLESS:
                sentence = _("The application's role has the right %(right)s on %(table)s.")
                yield Finding("rights", sentence % {"right": right, "table": table})
