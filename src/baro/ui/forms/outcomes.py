"""What a deed to many records came to: kept in the session, so that loading its page again does nothing again."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from baro.trail.changes import Batch

KEPT = 5
NAMED = 50


def keep(request: HttpRequest, batch: Batch[Any], *, title: str, asked: int, back: str) -> str:
    """Keep the outcome of a deed that was asked for so many records; its key."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for refusal in batch.refused:
        reasons[refusal.sentence].append(refusal.title)
    by_number = sorted(reasons.items(), key=lambda reason: -len(reason[1]))
    outcome = {
        "title": title,
        "back": back,
        "changed": len(batch.records),
        "refused": len(batch.refused),
        "missing": asked - len(batch.records) - len(batch.refused),
        "names": _named(str(record) for record in batch.records[:NAMED]),
        "reasons": [(sentence, len(titles), _named(titles)) for sentence, titles in by_number],
    }
    key = secrets.token_hex(4)
    former = list(request.session.get("outcomes", {}).items())
    request.session["outcomes"] = dict([*former[1 - KEPT :], (key, outcome)])
    return key


def kept(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """The outcome of a key, while the session remembers it."""
    found: dict[str, Any] | None = request.session.get("outcomes", {}).get(key)
    return found


def _named(titles: Iterable[str]) -> list[str]:
    """As many names as fit on a page."""
    return list(titles)[:NAMED]
