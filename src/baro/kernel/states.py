"""The states of a record: each with its name, and with the tone in which it is shown."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import TextChoices


class States(TextChoices):
    """A state is ``NAME = "value", "tone", _("Name")``; tones are neutral, info, good, warn, bad and accent.

    The words say what a state is; the tone only helps the eye.
    """

    tone: str

    def __new__(cls, value: Any, tone: str = "neutral") -> Self:  # noqa: D102 - an enumeration makes its members so
        state = str.__new__(cls, value)
        state._value_ = value
        state.tone = tone
        return state
