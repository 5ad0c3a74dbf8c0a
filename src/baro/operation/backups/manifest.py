"""What a backup says of itself: versions, the digest of every file, the rows of every table and their digest."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from baro.kernel.errors import Refused
from baro.operation.backups.sealing import key_of, mac_of, unsealed
from baro.operation.backups.tables import Table

FORMAT = 1
NAME, MAC, DATABASE = "manifest.json", "manifest.mac", "database.dump"
PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. ``files`` are the digests of what lies in its folder, encrypted or not."""

    made_at: datetime
    version: str
    server: int
    migrations: list[str]
    roles: list[str]
    tables: dict[str, Table]
    files: dict[str, str]
    changed: list[str] = field(default_factory=list)  # papers that were not any more what was brought
    salt: str = ""  # hexadecimal; of what is encrypted
    format: int = FORMAT

    def written(self) -> bytes:
        """As the bytes of its file."""
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(count for count, _digest in self.tables.values())


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that can be read: its folder, what it says of itself, and its key when it is encrypted."""

    folder: Path
    manifest: Manifest
    key: bytes = field(default=b"", repr=False)

    def pieces(self, name: str) -> Iterator[bytes]:
        """What one of its files holds, decrypted.

        Raises Refused when it is damaged or gone.
        """
        try:
            with (self.folder / name).open("rb") as file:
                yield from unsealed(file, self.key, name) if self.key else iter(lambda: file.read(PIECE), b"")
        except FileNotFoundError as error:
            raise Refused(f"{name} is missing from the backup {self.folder}: take another one.") from error

    def damages(self) -> Iterator[str]:
        """Its files that are gone, or are not any more what they were."""
        for name, digest in self.manifest.files.items():
            try:
                if digest_of(self.folder / name) != digest:
                    yield f"{name} was changed"
            except OSError:
                yield f"{name} is missing or cannot be read"

    def refuse_damages(self) -> None:
        """Raise Refused when one of its files is damaged, with its name."""
        if found := next(self.damages(), ""):
            raise Refused(f"The backup {self.folder} is damaged ({found}): take another one.")


def read(folder: Path) -> Manifest:
    """What a backup says of itself.

    Raises Refused when the folder is no backup, or one in a form that this version does not know.
    """
    try:
        told = json.loads((folder / NAME).read_bytes())
        if told["format"] > FORMAT:
            raise Refused(f"The backup {folder} was made by a newer Baro ({told['version']}): use that one.")
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        told["tables"] = {name: (int(count), str(digest)) for name, (count, digest) in told["tables"].items()}
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in told["files"]):
            raise ValueError
        return Manifest(**told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{folder} is no backup that can be read: name a folder that baro backup made.") from error


def opened(folder: Path, passphrase: str) -> Backup:
    """A backup, ready to be read.

    Raises Refused when it is none, or needs another passphrase than is set.
    """
    manifest = read(folder)
    if not manifest.salt:
        return Backup(folder, manifest)
    if not passphrase:
        raise Refused(f"The backup {folder} is encrypted: set BARO_BACKUP_PASSPHRASE to its passphrase.")
    key = key_of(passphrase, bytes.fromhex(manifest.salt))
    if not fits(folder, key):
        raise Refused(f"The backup {folder} was made with another BARO_BACKUP_PASSPHRASE, or its manifest was changed.")
    return Backup(folder, manifest, key)


def fits(folder: Path, key: bytes) -> bool:
    """Whether the manifest of a backup was sealed with this key."""
    try:
        kept = (folder / MAC).read_text("ascii").strip()
        return hmac.compare_digest(kept, mac_of((folder / NAME).read_bytes(), key))
    except (OSError, ValueError):
        return False


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
