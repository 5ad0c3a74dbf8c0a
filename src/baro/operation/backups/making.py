"""Making a backup: the log of the trail first, then the database as of one moment, then the papers it names."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from baro import __version__
from baro.kernel.errors import Refused
from baro.operation.backups import kept, programs, sealing, tables
from baro.operation.backups.manifest import DATABASE, MAC, NAME, PIECE, Manifest, fits, read
from baro.operation.backups.tables import Table
from baro.trail.sequencing import key_file, standing_still

UNFINISHED = ".unfinished-"
SECRET_KEY, TRAIL_KEY = "secret-key", "trail-key"
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, and the digests of papers that were not any more what was brought."""

    folder: Path
    manifest: Manifest


@dataclass(slots=True)
class _Writing:
    """A backup on its way: where it is written, what was written already, what the one before holds of it."""

    folder: Path
    salt: bytes
    key: bytes
    before: Path | None
    digests_before: dict[str, str]
    files: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)

    def write(self, name: str, pieces: Iterator[bytes]) -> None:
        """Write a file of the backup, encrypted where there is a key."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = hashlib.sha256()
        with path.open("xb") as file:
            for piece in sealing.sealed(pieces, self.key, name) if self.key else pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        self.files[name] = digest.hexdigest()

    def take_over(self, name: str) -> bool:
        """Take a file that never changes from the backup before, as a second name of the same file."""
        if self.before is None or name not in self.digests_before:
            return False
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            os.link(self.before / name, path)
        except OSError:  # another disk, too many names, gone
            return False
        self.files[name] = self.digests_before[name]
        return True


def make(place: Path, *, address: str, passphrase: str = "", note: str = "") -> Made:
    """Make a backup in a folder below ``place``, whose name is there only when it is whole.

    ``note`` is added to its name. Raises Refused when the disk is full, another backup is being made, or the database
    cannot be read; nothing stays of it then.
    """
    with _alone(place):
        for left in place.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        moment = timezone.now()
        folder = place / f"{UNFINISHED}{os.getpid()}"
        folder.mkdir(mode=0o700)
        try:
            manifest = _written(_begun(folder, place, passphrase), address)
            return Made(kept.put_in_place(folder, place, moment, note), manifest)
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise Refused(
                f"The disk of {place} is full, so no backup was made: free some space, or name another folder by --to."
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _begun(folder: Path, place: Path, passphrase: str) -> _Writing:
    """What is written into, with the last backup in the same place whose papers can be taken over.

    Encrypted ones can when their passphrase is the same: then the salt stays the same too. One in which something was
    found wrong hands nothing on.
    """
    before, manifest = _sound(place)
    salt = bytes.fromhex(manifest.salt) if manifest else b""
    key = sealing.key_of(passphrase, salt) if passphrase and salt else b""
    if before and manifest and bool(passphrase) == bool(salt) and (not key or fits(before, key)):
        return _Writing(folder, salt, key, before, manifest.files)
    salt = os.urandom(sealing.SALT) if passphrase else b""
    return _Writing(folder, salt, sealing.key_of(passphrase, salt) if passphrase else b"", None, {})


def _sound(place: Path) -> tuple[Path | None, Manifest | None]:
    """The last backup in a place, unless it was found to be damaged."""
    one = next(iter(kept.all_in(place)), None)
    if one is None or ((verdict := kept.verdict_of(one)) and verdict.faults):
        return None, None
    try:
        return one.folder, read(one.folder)
    except Refused:
        return None, None


def _written(writing: _Writing, address: str) -> Manifest:
    moment = timezone.now()
    _write_trail(writing)
    with tables.seen_at_once(address) as (seen, snapshot):
        server = programs.major_of(seen)
        with programs.dumped(address, server=server, snapshot=snapshot) as dump:
            writing.write(DATABASE, iter(lambda: dump.read(PIECE), b""))
        found: dict[str, Table] = tables.tables(seen)
        done, roles = tables.migrations(seen), tables.roles(seen)
        if not done:
            raise Refused(
                f"There is no Baro in the database of {settings.VAR}. Set BARO_VAR to the folder of the installation:"
                " the one that make run made is var/installation."
            )
    _write_papers(writing)
    _write_rules(writing)
    manifest = Manifest(
        made_at=moment,
        version=__version__,
        server=server,
        migrations=done,
        roles=roles,
        tables=found,
        files=writing.files,
        changed=writing.changed,
        salt=writing.salt.hex(),
    )
    (writing.folder / NAME).write_bytes(manifest.written())
    if writing.key:
        (writing.folder / MAC).write_text(sealing.mac_of(manifest.written(), writing.key))
    return manifest


def _write_trail(writing: _Writing) -> None:
    """The log before the database: one that is longer than its database would prove that the database is an old copy.

    No sequencer writes meanwhile. The key that signs is not among it.
    """
    top = Path(settings.TRAIL)
    with standing_still():
        for path in _files_below(top):
            if path != key_file():
                writing.write(f"trail/{path.relative_to(top)}", _pieces(path))
    connection.close()


def _write_papers(writing: _Writing) -> None:
    """The papers after the database, so that everything it names is there; they are named by their digest."""
    top = Path(settings.FILES)
    for path in sorted(top.glob("??/*")):
        name = f"files/{path.relative_to(top)}"
        if writing.take_over(name):
            continue
        told = hashlib.sha256()
        try:
            writing.write(name, _told(_pieces(path), told))
        except FileNotFoundError:
            continue  # it belonged to nothing, and was removed meanwhile
        if told.hexdigest() != path.parent.name + path.name:
            writing.changed.append(path.parent.name + path.name)


def _write_rules(writing: _Writing) -> None:
    """The rules of this organisation: those of the folder that is named, or of its own."""
    top = Path(os.environ.get("BARO_RULES", "").strip() or settings.VAR / "rules").expanduser()
    for path in _files_below(top):
        writing.write(f"rules/{path.relative_to(top)}", _pieces(path))


def _files_below(top: Path) -> list[Path]:
    return sorted(path for path in top.rglob("*") if path.is_file() and not path.is_symlink())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _told(pieces: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Nobody else makes or removes a backup in this folder while the block runs."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Refused(f"No backup can be written into {place} ({why}): name another folder by --to.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Refused(f"Another backup is being made in {place}: wait until it has ended.") from error
    finally:
        os.close(lock)


def save_keys(folder: Path) -> list[Path]:
    """Copy the keys of this installation into a folder, readable by its owner alone; gives what was written.

    Raises Refused when nothing can be written there.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, path in ((SECRET_KEY, settings.VAR / "secret-key"), (TRAIL_KEY, key_file())):
            if path.exists():
                target = folder / name
                target.unlink(missing_ok=True)
                handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(path.read_bytes())
                written.append(target)
        with suppress(OSError):
            (settings.VAR / "keys-saved").touch()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Refused(f"The keys cannot be written into {folder} ({why}): name another folder.") from error
    return written
