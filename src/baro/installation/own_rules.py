"""The rules that an organisation chose at its set-up: files in a folder of rules like those of anybody else."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from baro.kernel import rulebook

FOLDER = "BARO_RULES"
WAITING = "BARO_WAITS_FOR_SET_UP"  # in processes that began before the set-up


def folder() -> Path:
    """Where own rules lie: the folder that BARO_RULES names, or ``rules`` in that of the installation."""
    return Path(os.environ.get(FOLDER, "").strip() or settings.VAR / "rules").expanduser()


def use() -> None:
    """Go by the own rules of this installation, when it has any and no other folder is named."""
    if not settings.DEMO and not os.environ.get(FOLDER, "").strip() and folder().is_dir():
        os.environ[FOLDER] = str(folder())


def read_anew() -> None:
    """Go by rules that were written after this process began."""
    use()
    rulebook.reopen()
