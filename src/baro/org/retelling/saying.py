"""What deeds tell of the dated rows that they write, in the fact ``said``."""

from __future__ import annotations

from typing import Any

from baro.org.models import Post, Unit
from baro.trail.kept import plain

UNIT = ("name", "code", "kind", "suffix", "parent_id")
POST = ("name", "rank", "quota", "unit_id")


def said_of(record: Unit | Post) -> dict[str, Any]:
    """Everything that is dated of a unit or a post, as it stands in its row."""
    return {name: plain(getattr(record, name)) for name in (UNIT if isinstance(record, Unit) else POST)}
