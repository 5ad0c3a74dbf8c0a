"""The rows behind a number that is kept: their keys in few bytes, and the fingerprint by which they are known again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any


def pack(keys: Iterable[int]) -> bytes:
    """Keys as few bytes: the steps from one to the next, compressed."""
    ordered = sorted(set(keys))
    steps = ordered[:1] + [after - before for before, after in pairwise(ordered)]
    return zlib.compress(",".join(map(str, steps)).encode(), 9)


def unpack(packed: bytes) -> list[int]:
    """The keys again, in their order."""
    steps = zlib.decompress(packed).decode()
    return list(accumulate(int(step) for step in steps.split(","))) if steps else []


def fingerprint(keys: Iterable[int]) -> str:
    """What tells two sets of rows apart that are equally many."""
    return hashlib.sha256(",".join(map(str, sorted(set(keys)))).encode()).hexdigest()


def seal(texts: dict[str, str], figures: Sequence[tuple[str, int, str]]) -> str:
    """The fingerprint of a whole review: its texts, and each figure with its count and the fingerprint of its rows."""
    whole: dict[str, Any] = {"texts": texts, "figures": sorted(figures)}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
