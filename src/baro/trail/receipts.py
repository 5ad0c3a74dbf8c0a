"""Receipts: for a weighty deed the log promises at once, signed, to take it in; whether it did is checked later.

They are kept in a file and not in the database, so that whoever empties the one has not emptied the other.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from baro.kernel.verbs import verb
from baro.trail.check_trail import Broken, Key, promised_entry, receipt_text
from baro.trail.findings import Finding
from baro.trail.models import Event
from baro.trail.sequencing import opened_log

PARTED = "----\n"  # after each receipt


def receipts_file() -> Path:
    """Where the receipts are kept."""
    return Path(settings.TRAIL) / "receipts"


def receipt_of(event: Event) -> str:
    """The promise that the log holds this event, signed now. Raises Refused when the key of the log is missing."""
    signer = opened_log().signer
    return signer.note(receipt_text(signer.key.name, event.pk, event.entry, int(time.time())))


def promise(events: Sequence[Event]) -> None:
    """When weighty deeds are committed their receipts are kept; they were done even when the disk is full."""
    weighty = [event for event in events if verb(event.verb_code).weighty]
    if weighty:
        transaction.on_commit(lambda: keep(*map(receipt_of, weighty)), robust=True)


def keep(*receipts: str) -> None:
    """Add receipts to the others, whole: the system writes so little in one piece."""
    file = receipts_file()
    file.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        for receipt in receipts:
            os.write(opened, f"{receipt}{PARTED}".encode())
        os.fsync(opened)
    finally:
        os.close(opened)


def promises(log: Key) -> tuple[dict[int, bytes], list[Finding]]:
    """What was promised of which event, by the receipts that were kept, and those that the log did not sign."""
    file, promised, strange = receipts_file(), {}, []
    kept = file.read_text(encoding="utf-8").split(PARTED) if file.exists() else []
    for receipt in filter(None, kept):
        try:
            event, entry, _moment = promised_entry(receipt, log)
            promised[event] = entry
        except Broken as broken:
            strange.append(Finding("receipts", str(broken)))
    return promised, strange
