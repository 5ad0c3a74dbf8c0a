"""What is done with backups by themselves: one each night, one verified each week, old ones removed, each handed on."""

from __future__ import annotations

import logging
import shlex
import subprocess
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.operation.backups import kept, making, manifest, restoring
from baro.operation.rulebook import Backups

log = logging.getLogger(__name__)
PATIENCE = 6 * 3600  # seconds for the command that carries a backup away


def back_up(address: str) -> Path:
    """Make the backup of the night, hand it on, remove what the rule does not keep; gives where it is.

    Raises Refused with what is in the way.
    """
    made = making.make(settings.BACKUPS, address=address, passphrase=settings.BACKUP_PASSPHRASE)
    hand_on(made.folder)
    thin_out(settings.BACKUPS)
    return made.folder


def thin_out(place: Path, now: datetime | None = None) -> int:
    """Remove the backups that the rule does not keep; gives how many."""
    now = now or timezone.now()
    rule = rulebook.closest(Backups, on=timezone.localdate(now)).body
    going = kept.superfluous(kept.all_in(place), rule, now)
    kept.remove(going)
    return len(going)


def hand_on(folder: Path) -> None:
    """Let the command of BARO_BACKUP_HOOK carry a backup away: it gets the folder as its last word.

    Raises Refused when the command cannot be run, fails, or does not end.
    """
    if not settings.BACKUP_HOOK:
        return
    try:
        words = [*shlex.split(settings.BACKUP_HOOK), str(folder)]
        done = subprocess.run(  # noqa: S603 - what whoever runs Baro set
            words, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        said, failed = done.stderr.strip()[-200:], done.returncode != 0
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        said, failed = str(error), True
    if failed:
        raise Refused(f"The backup {folder} was made, but BARO_BACKUP_HOOK did not carry it away: {said}")


def verify_last(address: str) -> list[str]:
    """Restore the newest backup into a scratch database, compare it and remember the verdict; gives what is wrong.

    Raises Refused when there is none, or no scratch database can be made.
    """
    folder = kept.last(settings.BACKUPS)
    if folder is None:
        raise Refused(f"There is no backup in {settings.BACKUPS}.")
    faults = restoring.verify(manifest.opened(folder, settings.BACKUP_PASSPHRASE), address)
    kept.keep_verdict(folder, timezone.now(), faults)
    for fault in faults:
        log.error("The backup %s is damaged: %s", folder.name, fault)
    return faults
