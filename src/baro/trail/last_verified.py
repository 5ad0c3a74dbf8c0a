"""What the last verifying of the night said, in a file beside the log."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from baro.trail.verifying import Verdict

TOO_LONG_AGO = timedelta(hours=36)


def place() -> Path:
    """Where the verdict is kept."""
    return Path(settings.TRAIL) / "verified.json"


def keep(at: datetime, verdict: Verdict) -> None:
    """Remember a verdict and its moment."""
    told = {"at": at.isoformat(), "checked": verdict.checked, "broken": [str(one) for one in verdict.findings[:100]]}
    place().parent.mkdir(parents=True, exist_ok=True)
    written = place().with_suffix(".new")
    written.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    os.replace(written, place())


def in_order(now: datetime) -> str:
    """When the trail last held, if that was last night; otherwise nothing."""
    try:
        told = json.loads(place().read_text(encoding="utf-8"))
        at = datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError):
        return ""
    return f"{at:%Y-%m-%d %H:%M}, {told['checked']} events" if not told["broken"] and now - at < TOO_LONG_AGO else ""
