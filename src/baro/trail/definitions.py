"""What the database itself keeps: functions and triggers of the trail, put up by a migration, compared by verifying.

Whoever changes one here adds a migration that puts them up again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from baro.trail.findings import Finding

LANGUAGE = "plpgsql"
SEARCH_PATH = "public, pg_temp"  # what somebody makes under the same name in a schema of their own is not found first


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the database; a definer's acts with the rights of the trail's owner, whoever calls it."""

    name: str
    arguments: str
    result: str
    body: str
    definer: bool = False

    @property
    def statement(self) -> str:
        """What puts it up."""
        rights = f" SECURITY DEFINER SET search_path = {SEARCH_PATH}" if self.definer else ""
        head = f"CREATE OR REPLACE FUNCTION {self.name}({self.arguments}) RETURNS {self.result} LANGUAGE {LANGUAGE}"
        return f"{head}{rights} AS $${self.body}$$"


FUNCTIONS = (
    Function(
        "event_is_never_changed",
        "",
        "trigger",
        """
BEGIN
    IF TG_OP = 'UPDATE' AND trail_erasure_is_told(OLD.id) AND NEW.facts IS NULL AND NEW.salt IS NULL
        AND to_jsonb(NEW) - 'facts' - 'salt' = to_jsonb(OLD) - 'facts' - 'salt'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'trail_event is append-only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END """,
        definer=True,
    ),
    Function(
        "trail_erasure_is_told",
        "erased bigint",
        "boolean",
        """
BEGIN
    RETURN EXISTS (
        SELECT FROM trail_event
        WHERE verb_code = 'trail.event.erase' AND subjects @> ARRAY['trail.event:' || erased]::varchar[]
    );
END """,
    ),
    Function(
        "event_waits_for_the_log",
        "",
        "trigger",
        """
BEGIN
    INSERT INTO trail_pending (event_id) SELECT id FROM added;
    RETURN NULL;
END """,
        definer=True,
    ),
    Function(
        "trail_number",
        "most integer",
        "bigint",
        """
DECLARE
    given bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('trail_number', 0));
    WITH taken AS (
        DELETE FROM trail_pending
        WHERE event_id <= (SELECT max(event_id) FROM (SELECT event_id FROM trail_pending ORDER BY 1 LIMIT most) AS next)
        RETURNING event_id
    )
    INSERT INTO trail_leaf (number, event_id)
    SELECT coalesce((SELECT max(number) FROM trail_leaf), -1) + row_number() OVER (ORDER BY event_id), event_id
    FROM taken;
    GET DIAGNOSTICS given = ROW_COUNT;
    RETURN given;
END """,
        definer=True,
    ),
    Function(
        "trail_erase",
        "erased bigint",
        "boolean",
        """
BEGIN
    UPDATE trail_event SET facts = NULL, salt = NULL WHERE id = erased AND facts IS NOT NULL;
    RETURN FOUND;
END """,
        definer=True,
    ),
)
TRIGGERS = {
    "event_is_never_changed": (
        "BEFORE DELETE OR UPDATE ON trail_event FOR EACH ROW EXECUTE FUNCTION event_is_never_changed()"
    ),
    "event_is_never_truncated": (
        "BEFORE TRUNCATE ON trail_event FOR EACH STATEMENT EXECUTE FUNCTION event_is_never_changed()"
    ),
    "event_waits_for_the_log": (
        "AFTER INSERT ON trail_event REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION event_waits_for_the_log()"
    ),
}
TABLES = ("trail_event", "trail_leaf", "trail_pending")


_of_parts: dict[str, str] = {}


def watch(name: str, body: str) -> None:
    """Compare a function of a part as well: its body is what a migration of the part put up."""
    _of_parts[name] = body


def digest() -> str:
    """SHA-256 over everything that ``put_up`` puts up; the newest migration that does so carries it."""
    statements = [*(function.statement for function in FUNCTIONS), *(f"{name} {d}" for name, d in TRIGGERS.items())]
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def put_up(_apps: Any, editor: Any) -> None:
    """Put every function and trigger up as this version has it: the step of a migration."""
    for function in FUNCTIONS:
        editor.execute(function.statement, None)
    for name, definition in TRIGGERS.items():
        editor.execute(f"CREATE OR REPLACE TRIGGER {name} {definition}", None)


def strange_definitions() -> Iterator[Finding]:
    """What stands in the database otherwise than this version puts it up."""
    with connection.cursor() as cursor:
        yield from _strange_triggers(cursor)
        yield from _strange_functions(cursor)
        cursor.execute(
            "SELECT count(*) FROM pg_db_role_setting, unnest(setconfig) AS one"
            " WHERE one LIKE 'session_replication_role=%'"
        )
        if cursor.fetchone()[0] or _setting(cursor, "session_replication_role") != "origin":
            yield Finding("triggers", _("A setting of the database keeps its triggers from acting."))
        cursor.execute(
            "SELECT relname FROM pg_class WHERE oid = ANY(%s::regclass[]) AND (relrowsecurity OR relhasrules)",
            [list(TABLES)],
        )
        for (table,) in cursor.fetchall():
            sentence = _("The table %(table)s has rules that this version of Baro does not put up.")
            yield Finding("triggers", sentence % {"table": table})


def _setting(cursor: Any, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])


def _strange_triggers(cursor: Any) -> Iterator[Finding]:
    cursor.execute(
        "SELECT tgname, tgenabled IN ('O', 'A'), replace(pg_get_triggerdef(oid), 'public.', '') FROM pg_trigger"
        " WHERE tgrelid = ANY(%s::regclass[]) AND NOT tgisinternal",
        [list(TABLES)],
    )
    found = {name: (on, definition) for name, on, definition in cursor.fetchall()}
    for name, definition in TRIGGERS.items():
        on, stands = found.get(name, (False, ""))
        if not on:
            yield Finding("triggers", _("The trigger %(name)s is missing or switched off.") % {"name": name})
        elif stands != f"CREATE TRIGGER {name} {definition}":
            yield Finding("triggers", _("The trigger %(name)s was changed.") % {"name": name})
    for name in sorted(found.keys() - TRIGGERS.keys()):
        yield Finding("triggers", _("The trigger %(name)s is none of Baro's.") % {"name": name})


def _strange_functions(cursor: Any) -> Iterator[Finding]:
    cursor.execute(
        "SELECT proname, prosrc, prosecdef, lanname, coalesce(proconfig, '{}') FROM pg_proc"
        " JOIN pg_language ON pg_language.oid = prolang WHERE proname = ANY(%s)"
        " AND pronamespace = 'public'::regnamespace",
        [[*(function.name for function in FUNCTIONS), *_of_parts]],
    )
    found: dict[str, list[Any]] = {}
    for name, *rest in cursor.fetchall():
        found.setdefault(name, []).append(rest)
    for function in FUNCTIONS:
        config = [f"search_path={SEARCH_PATH}"] if function.definer else []
        if found.get(function.name) != [[function.body, function.definer, LANGUAGE, config]]:
            yield Finding("functions", _("The function %(name)s was changed.") % {"name": function.name})
    for name, body in _of_parts.items():
        if [one[0] for one in found.get(name, [])] != [body]:
            yield Finding("functions", _("The function %(name)s was changed.") % {"name": name})
