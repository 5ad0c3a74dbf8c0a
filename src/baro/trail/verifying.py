"""Checking that the trail is what was written, that its log holds, and that the records are what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.trail.check_trail import Broken, Checkpoint, Tiles, opened_note, signed_checkpoint
from baro.trail.contents import Reading, read_events, strange_log
from baro.trail.definitions import strange_definitions
from baro.trail.findings import Finding
from baro.trail.keys import Signer
from baro.trail.models import Leaf
from baro.trail.receipts import promises
from baro.trail.replaying import strange_records
from baro.trail.roles import strange_rights
from baro.trail.sequencing import key_file, log_folder
from baro.trail.witnessing import strange_to_witnesses


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events were read, how many of them wait for the log, how large that is, and every broken place."""

    checked: int
    waiting: int = 0
    size: int = 0
    findings: tuple[Finding, ...] = field(default=())

    @property
    def broken(self) -> str:
        """The first broken place, empty when there is none."""
        return str(self.findings[0]) if self.findings else ""


@dataclass(slots=True)
class Published:
    """What the files beside the database say: the signed tree, its receipts, and what is wrong with them already."""

    checkpoint: Checkpoint | None = None
    tiles: Tiles | None = None
    promised: dict[int, bytes] = field(default_factory=dict)
    strange: list[Finding] = field(default_factory=list)


def verify(*, signed: bool = True) -> Verdict:
    """Read everything once; nothing is changed. Without ``signed`` the signature of the log counts for nothing.

    The files are read before the database, which has everything then that they speak of; and that as of one moment, so
    that nobody has to stop working.
    """
    published = _published(signed=signed)
    with _one_moment():
        findings = [*strange_definitions(), *strange_rights()]
        if published.checkpoint is None and not published.strange and Leaf.objects.exists():
            sentence = _("Events have numbers in the log, and its files are missing in %(folder)s.")
            published.strange.append(Finding("files", sentence % {"folder": log_folder()}))
        reading, of_log = _read(published)
        findings += [*reading, *of_log, *published.strange, *strange_records()]
    return Verdict(reading.checked, reading.waiting, reading.size, tuple(findings))


@contextmanager
def _one_moment() -> Iterator[None]:
    """The database as it is when the block begins, unless a transaction runs already."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _published(*, signed: bool) -> Published:
    """The log, its receipts and its witnesses, as far as they can be read and are signed by this installation."""
    file = log_folder() / "checkpoint"
    if not file.exists():
        return Published()
    try:
        note = file.read_text(encoding="utf-8")
        if not signed:
            checkpoint = Checkpoint.parse(opened_note(note)[0])
            return Published(checkpoint, Tiles(log_folder(), checkpoint.size))
        key = Signer.kept(key_file()).key
        checkpoint = signed_checkpoint(note, key)
        tiles = Tiles(log_folder(), checkpoint.size)
        promised, strange = promises(key)
        return Published(checkpoint, tiles, promised, [*strange, *strange_to_witnesses(checkpoint, tiles, key)])
    except (Broken, Refused, UnicodeDecodeError) as broken:
        return Published(strange=[Finding("files", str(broken))])


def _read(published: Published) -> tuple[Reading, list[Finding]]:
    """Every event against the log; where a file of the log is damaged, the events by themselves."""
    if published.checkpoint is None or published.tiles is None:
        return read_events(None, published.promised), []
    try:
        reading = read_events(published.tiles, published.promised)
        return reading, list(strange_log(reading, published.checkpoint, published.tiles))
    except Broken as broken:
        return read_events(None, published.promised), [Finding("files", str(broken))]
