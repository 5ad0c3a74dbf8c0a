"""Office files are packed folders: what they declare and what they unpack to is measured before anything is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from xml.etree import ElementTree
from xml.parsers import expat

PIECE = 64 * 1024
CONTENT_TYPES = "[Content_Types].xml"
KINDS = {
    "wordprocessingml.document.main+xml": "docx",
    "wordprocessingml.template.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "spreadsheetml.template.main+xml": "xlsx",
}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Unreadable(Exception):  # noqa: N818 - an answer, as `Refused` is
    """A file is refused: ``code`` says why, ``facts`` what a sentence about it names."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Limits(Protocol):
    """What a packed file may unfold to."""

    @property
    def unpacked_bytes(self) -> int:
        """All of its parts together."""

    @property
    def unpacked_ratio(self) -> int:
        """How many times larger than the file itself."""

    @property
    def entries(self) -> int:
        """How many parts."""


def look(path: Path | BinaryIO, limits: Limits) -> dict[str, Any]:
    """The kind of a harmless Word or Excel file.

    Raises Unreadable when it is damaged, locked, too big when unpacked, another kind, or carries macros or a DTD.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist(), limits)
            kind = _kind(archive, limits)
            _check_unpacked(archive, limits)
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    return {"kind": kind}


def _check_declared(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked_bytes:
        raise Unreadable("office_bomb")
    if unpacked > limits.unpacked_ratio * max(packed, 1):
        raise Unreadable("office_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("office_locked")
    # Other methods need far more memory to unpack, and Word does not use them.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unreadable("office_broken")


def _kind(archive: zipfile.ZipFile, limits: Limits) -> str:
    names = {entry.filename.lower() for entry in archive.infolist()}
    if CONTENT_TYPES.lower() not in names:
        raise Unreadable("office_other", seems="opendocument" if "mimetype" in names else "archive")
    types = _declared_types(archive, limits)
    # The content type tells it too, in case the part was given another name.
    if any("vbaproject" in word or "macroenabled" in word for word in (*names, *types)):
        raise Unreadable("office_macros")
    for ending, kind in KINDS.items():
        if any(word.endswith(ending) for word in types):
            return kind
    presents = any("presentationml" in word for word in types)
    raise Unreadable("office_other", seems="presentation" if presents else "archive")


def _declared_types(archive: zipfile.ZipFile, limits: Limits) -> set[str]:
    with archive.open(CONTENT_TYPES) as stream:
        listing = stream.read(limits.unpacked_bytes)
    _Watch().feed(listing)
    try:
        root = ElementTree.fromstring(listing)  # noqa: S314 - a DTD was refused one line above
    except ElementTree.ParseError as error:
        raise Unreadable("office_broken") from error
    return {element.get("ContentType", "").lower() for element in root}


def _check_unpacked(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpack everything once without keeping it: sizes as they are, checksums, and no DTD in any part."""
    left = limits.unpacked_bytes
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            left -= _unpacked_size(stream, left)


def _unpacked_size(stream: BinaryIO | io.BufferedIOBase | Any, most: int) -> int:
    watch, size = _Watch(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > most:
            raise Unreadable("office_bomb")
        watch.feed(piece)
    return size


class _Watch:
    """Looks at the beginning of a part, up to its first element, for a document type declaration."""

    def __init__(self) -> None:
        self.parser: Any = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._rest
        self.looking = True

    def feed(self, piece: bytes) -> None:
        if self.looking:
            try:
                self.parser.Parse(piece, False)
            except expat.ExpatError:  # a picture, or XML so broken that the Word parser will say so
                self.looking = False

    def _refuse(self, *_declaration: Any) -> None:
        raise Unreadable("office_entities")

    def _rest(self, *_element: Any) -> None:
        self.looking = False
        self.parser.StartElementHandler = None
