"""What a deed to many records came to: kept in the session, so that loading its page again does nothing again."""

from __future__ import annotations

import secrets
from collections import defaultdict
from typing import Any

from django.http import HttpRequest

from baro.trail.changes import Batch, Refusal

KEPT = 5
NAMED = 50


def keep(request: HttpRequest, batch: Batch[Any], *, title: str, asked: int, back: str) -> str:
    """Keep the outcome of a deed that was asked for so many records; its key."""
    reasons: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in batch.refused:
        reasons[refusal.sentence].append(refusal)
    by_number = sorted(reasons.items(), key=lambda reason: -len(reason[1]))
    outcome = {
        "title": title,
        "back": back,
        "changed": len(batch.records),
        "refused": len(batch.refused),
        "missing": asked - len(batch.records) - len(batch.refused),
        "names": [_linked(str(record), record) for record in batch.records[:NAMED]],
        "reasons": [
            (sentence, len(some), [_linked(one.title, one.record) for one in some[:NAMED]])
            for sentence, some in by_number
        ],
    }
    key = secrets.token_hex(4)
    former = list(request.session.get("outcomes", {}).items())
    request.session["outcomes"] = dict([*former[1 - KEPT :], (key, outcome)])
    return key


def kept(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """The outcome of a key, while the session remembers it."""
    found: dict[str, Any] | None = request.session.get("outcomes", {}).get(key)
    return found


def _linked(title: str, record: Any) -> tuple[str, str]:
    """A name with the address of the record's page; blank where it has none."""
    page: Any = getattr(record, "get_absolute_url", None)
    return title, page() if page else ""
