"""How much heavy work one person may ask for in a minute, so that it does not keep the others from their pages."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.ui.http import Request
from baro.ui.rulebook import WebLimits

MINUTE = 60


class TooOften(Refused):
    """More than one person may ask for in a minute (HTTP 429)."""

    status = 429


def spend_a_file(request: Request) -> None:
    """Count one more file that the reader has made in this minute (rule `web.limits`).

    Raises TooOften.
    """
    _spend(request.user.pk)


def spend_a_job(by: Actor) -> None:
    """Count long work that the actor lets the worker do like a file that is made at once.

    Raises TooOften.
    """
    if by.account_id is not None:
        _spend(by.account_id)


def _spend(account: int | None) -> None:
    most = rulebook.in_force(WebLimits).body.files_made_per_minute
    key = f"ui.files.{account}.{int(time.time()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    if cache.incr(key) > most:
        sentence = _(
            "You had %(most)s files made within a minute, and making them keeps others waiting. Wait a minute."
        )
        raise TooOften(sentence % {"most": most})
