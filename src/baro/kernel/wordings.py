"""Codes that the trail keeps, worded when somebody reads them: every part declares how its own are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_wordings: dict[str, Callable[[str], Any]] = {}


def wording(name: str, called: Callable[[str], Any]) -> None:
    """Declare how the codes of a name are called; ``called`` may raise KeyError or ValueError for what it never heard.

    Raises ValueError when one is declared twice.
    """
    if name in _wordings:
        raise ValueError(f"the wording {name} is declared twice")
    _wordings[name] = called


def coded(name: str, code: str) -> dict[str, str]:
    """A code as a fact of an event.

    Raises KeyError when nobody declares how it is called.
    """
    _wordings[name]
    return {name: str(code)}


def worded(name: str, code: str) -> str:
    """How a code is called in the reader's language; what nobody knows any more stays as it is."""
    try:
        return str(_wordings[name](code))
    except (KeyError, ValueError):
        return str(code)
