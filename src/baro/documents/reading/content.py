"""What an uploaded file really is: told by its content, never by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from baro.documents.reading.confined import confined
from baro.documents.reading.limits import Limits
from baro.documents.reading.names import safe_name
from baro.documents.reading.refusals import refusal


class Kind(StrEnum):
    """The kinds of file that a document may come as."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"

    @property
    def is_image(self) -> bool:
        """Whether the file is a picture, so that its text must be recognised."""
        return self in (Kind.PNG, Kind.JPEG, Kind.TIFF)


@dataclass(frozen=True, slots=True)
class Content:
    """A file that was looked at and may be kept under its safe name; an Office file does not know its pages."""

    kind: Kind
    media_type: str
    pages: int | None
    sha256: str
    size: int
    safe_name: str
    warnings: tuple[str, ...] = ()


MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.TIFF: "image/tiff",
}
KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}
SUFFIXES = {kind: (f".{kind}",) for kind in Kind} | {
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.TIFF: (".tif", ".tiff"),
}
BEGINNINGS = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.DOCX),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
)
SEEMS = (
    (b"MZ", "windows program"),
    (b"\x7fELF", "linux program"),
    (b"#!", "script"),
    (b"PK", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"{\\rtf", "rich text"),
    (b"GIF8", "other image"),
    (b"BM", "other image"),
    (b"RIFF", "media"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"%!PS", "postscript"),
    (b"SQLite format", "database"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
HEAD_BYTES = 4096
# A PDF may begin after a few stray bytes (a byte order mark, a mail header): readers look at the first 1024.
PDF_STARTS_WITHIN = 1024
PIECE = 1024 * 1024
PROGRAMS = {"windows program", "linux program", "script"}
LOOK = {Kind.PDF: "pdf.look", Kind.DOCX: "office.look"}


def inspect(path: Path, name: str, limits: Limits, *, kinds: Collection[str] = tuple(Kind)) -> Content:
    """What the file at ``path``, which its sender called ``name``, is; ``kinds`` are those taken in.

    Raises Refused, naming the file and the remedy, when it may not be kept.
    """
    shown = safe_name(name, name_bytes=limits.name_bytes)
    size = _size(path, shown, limits)
    begins_as = _kind(path, shown)
    with path.open("rb") as file:
        found = confined(LOOK.get(begins_as, "image.look"), file, limits, name=shown)
    kind = Kind(found.get("kind", begins_as))
    if kind not in kinds:
        raise refusal("not_accepted", shown, seems=kind)
    return Content(
        kind=kind,
        media_type=MEDIA_TYPES[kind],
        pages=found.get("pages"),
        sha256=_sha256(path),
        size=size,
        safe_name=_named_as(kind, shown, limits),
        warnings=tuple(sorted(found.get("warnings", ()))),
    )


def _size(path: Path, shown: str, limits: Limits) -> int:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise refusal("missing", shown) from None
    if size == 0:
        raise refusal("empty", shown)
    if size > limits.file_bytes:
        raise refusal("too_large", shown, size=size, limit=limits.file_bytes)
    return size


def _kind(path: Path, shown: str) -> Kind:
    """The kind that the first bytes promise; what is in an Office file is told by the confined reader."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(OLD_OFFICE):
        raise refusal("office_locked" if LOCKED_OFFICE in path.read_bytes() else "old_word", shown)
    seems = seeming(head)
    if seems in ("text", "nothing known") and b"%PDF-" in head[:PDF_STARTS_WITHIN]:
        return Kind.PDF
    raise refusal("program" if seems in PROGRAMS else "unknown", shown, seems=seems)


def seeming(head: bytes) -> str:
    """What the first bytes of an unwelcome file look like: a key of `refusals.SEEMINGS`."""
    for beginning, seems in SEEMS:
        if head.startswith(beginning):
            return seems
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "web page"
    if start.startswith(b"<?xml"):
        return "xml"
    if head[4:8] == b"ftyp":
        return "media"
    return "text" if _is_text(head) else "nothing known"


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    # The last character may be cut in the middle by the reading.
    return bool(head.decode(errors="ignore").strip()) and len(head) - len(head.decode(errors="ignore").encode()) < 4


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _named_as(kind: Kind, shown: str, limits: Limits) -> str:
    """The safe name with an ending that tells the truth about the content."""
    suffixes = SUFFIXES[kind]
    if shown.lower().endswith(suffixes):
        return shown
    return safe_name(shown, name_bytes=limits.name_bytes, suffix=suffixes[0])
