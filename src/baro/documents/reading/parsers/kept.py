"""Blocks as the confined reader writes them, up to the limit of characters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from baro.documents.reading.limits import Limits

Rows = list[list[str]]


def write_blocks(blocks: Iterable[str | Rows], limits: Limits, into: BinaryIO, *, printed: bool) -> bool:
    """Write strings and tables, and tell whether all were; ``printed`` says that strings are lines of a print."""
    kept: list[Any] = []
    left = limits.characters
    for block in blocks:
        left -= len(block) if isinstance(block, str) else sum(len(cell) for row in block for cell in row)
        if left < 0:
            break
        kept.append(block)
    into.write(json.dumps({"printed": printed, "blocks": kept}, ensure_ascii=False).encode(errors="replace"))
    into.flush()
    return left >= 0
