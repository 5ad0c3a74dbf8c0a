"""The parsers that only the confined reader runs; what they cannot read they refuse by code."""

from __future__ import annotations

from typing import Any


class Unreadable(Exception):  # noqa: N818 - an answer, as `Refused` is
    """A file is refused: ``code`` is a key of `refusals.SENTENCES`, ``facts`` its placeholders."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
