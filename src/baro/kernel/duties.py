"""The duties that a post can carry: most are verbs, and some are only sight."""

from __future__ import annotations

from typing import Any

SIGHT = ".see"  # how the code of a duty ends that only shows something

_declared: dict[str, Any] = {}


def duties(**named: Any) -> None:
    """Declare the duties of a part: ``duties(tasks=(("see", label), (ASSIGN, None)))``, verbs by themselves.

    Raises ValueError when one is declared twice.
    """
    for part, rows in named.items():
        for duty, label in rows:
            code = f"{part}.{duty}" if isinstance(duty, str) else duty.code
            if code in _declared:
                raise ValueError(f"the duty {code} is declared twice")
            _declared[code] = label or duty.label


def all_duties() -> dict[str, Any]:
    """Every declared duty with its name, part by part."""
    return dict(_declared)


def duty_name(code: str) -> str:
    """How a duty is called in the reader's language; a code that nobody declared stays as it is."""
    return str(_declared.get(code, code))
