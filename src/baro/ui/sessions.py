"""Sessions in the database, and whose they are.

Every request asks both; making these statements anew would take longer than the database needs for them.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from baro.org.models import Account

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
ACCOUNT = "SELECT * FROM org_account WHERE id = %s"


class SessionStore(db.SessionStore):
    """Django's session."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it ended."""
        with connection.cursor() as cursor:
            cursor.execute(SESSION, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None  # the next one gets a key of its own
            return {}
        return self.decode(found[0])


class Accounts(ModelBackend):
    """Django's accounts with passwords."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, while it may sign in."""
        for account in Account.objects.raw(ACCOUNT, [user_id]):
            return account if self.user_can_authenticate(account) else None
        return None
