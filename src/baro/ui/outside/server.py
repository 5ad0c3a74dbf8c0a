"""Whether e-mails leave at all: by the server of the settings, or by one that a higher part knows."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

_others: list[Callable[[], bool]] = []


def also_sends(asked: Callable[[], bool]) -> Callable[[], bool]:
    """Declare a function that says whether there is a server beside that of the settings."""
    _others.append(asked)
    return asked


def sends_mail() -> bool:
    """Whether somebody takes e-mails."""
    return bool(settings.EMAIL_HOST) or any(asked() for asked in _others)
