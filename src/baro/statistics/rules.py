"""Pure rules of figures: the fingerprint of one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence


def digest(code: str, version: int, value: int, rows: Sequence[int]) -> str:
    """SHA-256 over what a figure says and the rows it was counted from, whatever order they came in."""
    content = {"code": code, "version": version, "value": value, "rows": sorted(rows)}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
