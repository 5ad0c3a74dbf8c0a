"""How long what a page asks of the database may take; jobs and commands take their time."""

from __future__ import annotations

from typing import Any

from baro.kernel import rulebook
from baro.ui.rulebook import WebLimits


def limit_waiting(connection: Any, **_more: Any) -> None:
    """Let nothing that is asked over a new connection wait for ever (rule `web.limits`)."""
    limits = rulebook.in_force(WebLimits).body
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false),"
            " set_config('idle_in_transaction_session_timeout', %s, false)",
            [f"{limits.lock_seconds}s", f"{limits.statement_seconds}s", f"{limits.idle_transaction_seconds}s"],
        )
