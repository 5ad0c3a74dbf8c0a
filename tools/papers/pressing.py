"""The press: a paper as PDF by Typst."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).resolve().parent / "paper.typ"


def press(paper: dict[str, Any]) -> bytes:
    """The paper as PDF."""
    words = {key: value for key, value in paper.items() if key not in ("issued", "deadlines")}
    pressed: bytes = typst.compile(
        TEMPLATE, sys_inputs={"paper": json.dumps(words, ensure_ascii=False)}, timestamp=_noon(paper)
    )
    return pressed


def _noon(paper: dict[str, Any]) -> int:
    # A fixed time in the file, so that the same words give the same bytes.
    return int(datetime.combine(paper["issued"], time(12), tzinfo=UTC).timestamp())
