"""A note that a restore or an upgrade has begun: until it has ended, nothing else works with the database."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from baro.kernel.errors import Refused

NAME = "unfinished.json"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What has begun and not ended: ``restore`` or ``upgrade``, and the backup that leads out of it."""

    what: str
    backup: Path

    @property
    def sentence(self) -> str:
        """What happened and what to do."""
        if self.what == "upgrade":
            return (
                "An upgrade was broken off: run baro upgrade to go on with it, or baro upgrade --back to have "
                f"everything as it was before (from {self.backup})."
            )
        return f"A restore was broken off: run baro restore {self.backup} --replace again."


def found() -> Unfinished | None:
    """What has begun and not ended here."""
    try:
        told = json.loads((settings.VAR / NAME).read_text(encoding="utf-8"))
        return Unfinished(str(told["what"]), Path(told["backup"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError):
        return Unfinished("restore", Path("FOLDER"))


def refuse_unfinished() -> None:
    """Raise Refused when something has begun and not ended."""
    if one := found():
        raise Refused(one.sentence)


def begin(what: str, backup: Path) -> None:
    """Note that something begins; within an upgrade a restore is a part of it."""
    if found():
        return
    place = settings.VAR / NAME
    written = place.with_suffix(".new")
    with written.open("w", encoding="utf-8") as file:
        json.dump({"what": what, "backup": str(backup.resolve())}, file)
        file.flush()
        os.fsync(file.fileno())
    written.replace(place)


def end() -> None:
    """Note that it has ended."""
    (settings.VAR / NAME).unlink(missing_ok=True)
