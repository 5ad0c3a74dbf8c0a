"""What leaves the house: the log as static files, and the record of one event for whoever is told about it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.trail import check_trail
from baro.trail.models import Event, Leaf
from baro.trail.sequencing import opened_log, standing_still


def export(folder: Path) -> str:
    """Bring a folder up to the log: hashes, the signed checkpoint, the public key, the program that checks them.

    Returns the public key. Raises Refused when there is no log yet.
    """
    log = opened_log()
    checkpoint = log.folder / "checkpoint"
    if not checkpoint.exists():
        raise Refused(_("There is no log yet: run baro sequencer."))
    with standing_still():
        for file in sorted(log.folder.glob("tile/**/*")):
            place = folder / file.relative_to(log.folder)
            if file.is_file() and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
        signed = checkpoint.read_bytes()
    for file in (log.folder / "witness").glob("[!.]*"):
        (folder / "witness").mkdir(exist_ok=True)
        shutil.copyfile(file, folder / "witness" / file.name)
    shutil.copyfile(Path(check_trail.__file__), folder / "check_trail.py")
    (folder / "key").write_text(f"{log.signer.key}\n", encoding="utf-8")
    (folder / "checkpoint").write_bytes(signed)  # last: who reads meanwhile finds all that the one before needs
    return str(log.signer.key)


def record_of(event_id: int) -> str:
    """Everything about one event that an outsider needs to check it, as JSON.

    Raises Refused when there is no such event, or it has no number in the log yet.
    """
    event = Event.objects.filter(pk=event_id).first()
    leaf = Leaf.objects.filter(event_id=event_id, number__lt=opened_log().checkpoint.size).first()
    if event is None or leaf is None:
        raise Refused(_("Event %(pk)s is not in the log; it may be in a second.") % {"pk": event_id})
    record: dict[str, Any] = {"number": leaf.number, "head": json.loads(event.canonical_form)}
    if event.facts is not None and event.salt is not None:
        record |= {"facts": event.facts, "salt": bytes(event.salt).hex()}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
