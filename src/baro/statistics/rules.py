"""Pure rules of figures: the days of a year, and the fingerprint of a figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def digest(code: str, version: int, value: int, rows: Sequence[int]) -> str:
    """SHA-256 over what a figure says and the rows it was counted from, whatever order they came in."""
    content = {"code": code, "version": version, "value": value, "rows": sorted(rows)}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
