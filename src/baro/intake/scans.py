"""Taking in what scanners wrote into a folder: each file once, then moved to ``taken`` in it; nothing is deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from baro.intake.actions.arriving import Came
from baro.intake.models import Channel
from baro.intake.rulebook import Receiving
from baro.intake.sources import Scans

TAKEN = "taken"


def each_scan(scans: Scans, rule: Receiving, now: float, keep: Callable[[Came], object]) -> int:
    """Hand the files of the folder to ``keep``, so many as one look takes; how many were taken.

    ``now`` is in seconds since 1970. Raises OSError when the folder cannot be read or written.
    """
    count = 0
    for path in _finished(scans.folder, rule, now):
        came = _came(path, rule)
        keep(came)
        place = scans.folder / TAKEN
        place.mkdir(exist_ok=True)
        path.rename(place / f"{came.key[:12]}-{path.name}")
        count += 1
    return count


def _finished(folder: Path, rule: Receiving, now: float) -> Iterator[Path]:
    """The oldest files to which nobody writes any more; neither hidden ones nor what leads elsewhere."""
    files = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.name[0] != "."]
    aged = sorted((path.stat().st_mtime, path) for path in files)
    quiet = [path for written, path in aged if now - written >= rule.quiet_seconds]
    yield from quiet[: rule.most_at_a_look]


def _came(path: Path, rule: Receiving) -> Came:
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    key = hashlib.sha256(f"{digest}/{path.name}".encode("utf-8", "replace")).hexdigest()
    name = path.name.encode("utf-8", "replace").decode()
    if size > rule.most_bytes:
        sentence = _("“%(file)s” is too large: at most %(most)s MB are taken in.")
        told = sentence % {"file": name, "most": rule.most_message_mib}
        return Came(Channel.SCAN, key, subject=name, left_out=[told])
    return Came(Channel.SCAN, key, subject=name, files=[(name, path.read_bytes())])
