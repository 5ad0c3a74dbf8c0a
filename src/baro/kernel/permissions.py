"""The permissions that a post can carry: most are verbs, and some are only sight."""

from __future__ import annotations

from typing import Any

SIGHT = ".see"  # how the code of a permission ends that only shows something

_declared: dict[str, Any] = {}


def permissions(**named: Any) -> None:
    """Declare the permissions of a part: ``permissions(tasks=(("see", label), (ASSIGN, None)))``, verbs by themselves.

    Raises ValueError when one is declared twice.
    """
    for part, rows in named.items():
        for permission, label in rows:
            code = f"{part}.{permission}" if isinstance(permission, str) else permission.code
            if code in _declared:
                raise ValueError(f"the duty {code} is declared twice")
            _declared[code] = label or permission.label


def all_permissions() -> dict[str, Any]:
    """Every declared permission with its name, part by part."""
    return dict(_declared)


def permission_name(code: str) -> str:
    """How a permission is called in the reader's language; a code that nobody declared stays as it is."""
    return str(_declared.get(code, code))
