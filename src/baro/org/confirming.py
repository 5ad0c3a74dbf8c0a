"""Whether an actor still is who they were: asked again inside every transaction that writes for somebody signed in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor, Limits, Scope


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account by which somebody acts, and their session; a job that goes on for somebody has no session."""

    account_id: int
    session: str | None = None

    def confirm(self, actor: Actor) -> None:
        """Hold the session, the account, the tenure and all that gives the actor powers until the transaction ends.

        Raises NotPermitted when one of them ended, or one of the powers is gone (ASVS 5.0, 8.3.2). Who wants to end
        one of them waits meanwhile, so that nothing is written after it ended.
        """
        with connection.cursor() as cursor:
            day = timezone.localdate()
            asked = [self.session, self.account_id, actor.person_id, actor.post_id, day]
            cursor.execute("SELECT baro_powers_held(%s, %s, %s, %s, %s)", asked)
            (held,) = cursor.fetchone()
        if held is None or not {_known(scope) for scope in actor.scopes} <= set(_powers(json.loads(held))):
            sentence = _("Your sign-in, post or powers ended meanwhile; nothing was written. Open the page again.")
            raise NotPermitted(sentence)


def _known(scope: Scope) -> tuple[Any, ...]:
    delegation = scope.delegated.pk if scope.delegated else None
    return scope.permission, scope.root, scope.below, delegation, scope.limits


def _powers(rows: list[tuple[str, bool, list[str] | None, int | None, dict[str, Any]]]) -> Any:
    for path, below, permissions, delegation, limited_to in rows:
        limits = Limits.of(limited_to)
        yield from ((permission, path, below, delegation, limits) for permission in permissions or ())
