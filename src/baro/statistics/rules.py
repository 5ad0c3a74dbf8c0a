"""Pure rules of figures: the fingerprint of one, and that of all figures that were published together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any


def digest(code: str, version: int, value: int, rows: Sequence[int]) -> str:
    """SHA-256 over what a figure says and the rows it was counted from, whatever order they came in."""
    return _sha256({"code": code, "version": version, "value": value, "rows": sorted(rows)})


def seal(figures: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over what is said of each of several figures, whatever order they came in."""
    return _sha256(sorted(map(list, figures)))


def _sha256(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
