"""Whether the papers on disk are still what was brought: looked at every night, kept in a file for who runs Baro."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from baro.documents.storing import files_that_changed

MOST = 100


@dataclass(frozen=True, slots=True)
class Looked:
    """When somebody last looked, and the digests of papers that are gone or changed."""

    at: datetime
    changed: tuple[str, ...]


def _place() -> Path:
    return Path(settings.VAR) / "papers-looked-at.json"


def look(now: datetime) -> Looked:
    """Compare every paper with its digest, and remember what was found."""
    looked = Looked(now, tuple(files_that_changed()))
    written = _place().with_suffix(".new")
    written.write_text(json.dumps({"at": now.isoformat(), "changed": looked.changed[:MOST]}), encoding="utf-8")
    written.replace(_place())
    return looked


def last_look() -> Looked | None:
    """What was found when somebody last looked; None when nobody did."""
    try:
        told = json.loads(_place().read_text(encoding="utf-8"))
        return Looked(datetime.fromisoformat(told["at"]), tuple(told["changed"]))
    except (OSError, ValueError, KeyError):
        return None
