"""The fingerprint by which the rows behind a kept number are known again, and that of a whole review."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any


def fingerprint(keys: Iterable[int]) -> str:
    """What tells two sets of rows apart that are equally many."""
    return hashlib.sha256(",".join(map(str, sorted(set(keys)))).encode()).hexdigest()


def seal(texts: dict[str, str], figures: Sequence[tuple[str, int, str]]) -> str:
    """The fingerprint of a whole review: its texts, and each figure with its count and the fingerprint of its rows."""
    whole: dict[str, Any] = {"texts": texts, "figures": sorted(figures)}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
