"""Refusals for people; everything else that goes wrong is a bug and is not caught."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """Not now: one sentence that says what is in the way and what to do (HTTP 409).

    ``fields`` maps a form field to its own sentence, so that a list of what is missing can link to each field;
    ``about`` is the record that the sentence points at, to which pages lead; ``record`` the one that the deed was to.
    """

    status = 409
    record: Any = None

    def __init__(self, sentence: Any, *, fields: dict[str, Any] | None = None, about: Any = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = fields or {}
        self.about = about

    def __str__(self) -> str:
        return str(self.sentence)


class FileRefused(Refused):
    """About a file that was brought: forms say it beside the box that it was dropped into.

    ``code`` is what the sentence is known by where it is kept to be said later, to another reader.
    """

    code = ""


class NotPermitted(Refused):
    """Not by this person in this post (HTTP 403)."""

    status = 403
