"""Witnesses outside the operator's reach: each keeps what it cosigned last, and cosigns only what continues it.

A witness needs the files of the log and no database. The operator's side counts who cosigned lately.
"""

from __future__ import annotations

import hashlib
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.trail.check_trail import (
    WITNESS_KEY,
    Broken,
    Checkpoint,
    Key,
    Tiles,
    check_consistency,
    cosigned_at,
    cosigned_text,
    opened_note,
    signed_checkpoint,
)
from baro.trail.findings import Finding
from baro.trail.keys import Signer, public_keys
from baro.trail.rulebook import Keeping
from baro.trail.tiles import written


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who looks at a log again and again; ``state`` is a folder of their own with a key and what they saw."""

    signer: Signer
    state: Path
    log: Key

    @classmethod
    def of(cls, state: Path, name: str, log: Key) -> Witness:
        """The witness of a folder, whose key is made when there is none. Raises Refused when it cannot be read."""
        return cls(Signer.kept_or_new(state / "key", name, WITNESS_KEY), state, log)

    def cosign(self, folder: Path) -> str:
        """The checkpoint of the log, cosigned and remembered; what was cosigned before is continued by it.

        Raises Broken when it is not, when the log did not sign it, and when its files do not lead to it.
        """
        try:
            note = (folder / "checkpoint").read_text(encoding="utf-8")
        except OSError as error:
            raise Broken(f"There is no checkpoint in {folder}.") from error
        seen = signed_checkpoint(note, self.log)
        tiles = Tiles(folder, seen.size)
        if tiles.root() != seen.root:
            raise Broken("The files of the log do not lead to the root that it signed.")
        if (kept := self.state / "checkpoint").exists():
            _continues(signed_checkpoint(kept.read_text(encoding="utf-8"), self.log), seen, tiles)
        moment = int(time.time())
        text = opened_note(note)[0]
        cosigned = note + self.signer.line(cosigned_text(moment, text), before=struct.pack(">Q", moment))
        written(kept, cosigned.encode())  # remembered before anybody sees it
        written(folder / place_of(self.signer.key), cosigned.encode())
        return cosigned


def place_of(witness: Key) -> Path:
    """Where a witness puts what it cosigned, in the folder of the log."""
    return Path("witness") / hashlib.sha256(witness.name.encode()).hexdigest()[:16]


def _continues(old: Checkpoint, seen: Checkpoint, tiles: Tiles) -> None:
    """Raise Broken when what is seen now does not continue what was seen before."""
    proof = tiles.consistency(old.size, seen.size) if old.size <= seen.size else []
    check_consistency(old.size, seen.size, old.root, seen.root, proof)


def missing_witnesses(now: float | None = None) -> str:
    """One sentence when fewer witnesses than needed cosigned lately; empty when enough did or none is named."""
    names = public_keys(settings.TRAIL_WITNESSES)
    hours = rulebook.closest(Keeping, on=timezone.localdate()).body.witness_hours
    since = (now or time.time()) - hours * 3600
    count = sum(1 for _witness, moment, _note in _cosigned(_folder(), names) if moment >= since)
    if not names or count >= settings.TRAIL_WITNESSES_NEEDED:
        return ""
    sentence = _("%(count)s of %(needed)s witnesses needed cosigned the log in the last %(hours)s hours.")
    return sentence % {"count": count, "needed": settings.TRAIL_WITNESSES_NEEDED, "hours": hours}


def strange_to_witnesses(checkpoint: Checkpoint, tiles: Tiles, log: Key) -> Iterator[Finding]:
    """Witnesses that saw another log than this, and too few of them."""
    for witness, _moment, note in _cosigned(_folder(), public_keys(settings.TRAIL_WITNESSES)):
        try:
            _continues(signed_checkpoint(note, log), checkpoint, tiles)
        except Broken as broken:
            sentence = _("The witness %(name)s saw another log: %(sentence)s")
            yield Finding("witness", sentence % {"name": witness.name, "sentence": broken})
    if sentence := missing_witnesses():
        yield Finding("witness", sentence)


def _cosigned(folder: Path, witnesses: list[Key]) -> Iterator[tuple[Key, int, str]]:
    """What each witness cosigned last, and when; nothing of those who did not."""
    for witness in witnesses:
        try:
            note = (folder / place_of(witness)).read_text(encoding="utf-8")
            yield witness, cosigned_at(note, witness), note
        except (OSError, UnicodeDecodeError, Broken):
            continue


def _folder() -> Path:
    return Path(settings.TRAIL) / "log"
