"""Pure rules of figures: how a share is printed, and the fingerprint of a figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date


def percent(part: int, whole: int) -> float | None:
    """A share in percent, cut off after one decimal and not rounded, as reports print it; None of nothing.

    >>> percent(106, 76), percent(5, 5), percent(3, 0)
    (139.4, 100.0, None)
    """
    return part * 1000 // whole / 10 if whole else None


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def digest(code: str, version: int, value: int, rows: Sequence[int]) -> str:
    """SHA-256 over what a figure says and the rows it was counted from, whatever order they came in."""
    content = {"code": code, "version": version, "value": value, "rows": sorted(rows)}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
