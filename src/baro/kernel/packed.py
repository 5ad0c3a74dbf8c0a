"""Office files are packed folders: what they declare and what they unpack to is measured before anything is parsed.

What an honest file may carry but who opens it should know of (embedded files, content from elsewhere) is a warning.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
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
MACROS = ("vbaproject", "macroenabled", "macrosheet")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

# XML in four bytes a sign or in EBCDIC: Office never writes it, expat does not read it, others do.
STRANGE_LETTERS = (
    *(b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\x00<", b"<\x00\x00\x00", b"\x00<\x00\x00", b"\x00\x00<\x00"),
    b"\x4c\x6f\xa7\x94",
)
XML_ENDINGS = (".xml", ".rels", ".vml")
WIDE_LETTERS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}

# What is looked for in the pieces of parts; none of it is longer than the overlap of two pieces, or looks past the next
# tag: what is opened a thousand times and never closed is looked at once.
OVERLAP = 512
INSTRUCTION = re.compile(rb"<(?:\w+:)?instrText\b[^<>]{0,400}>([^<]*)|\binstr=[\"']([^\"'<]{0,400})")
DDE_LINK = re.compile(rb"<(?:\w+:)?ddeLink\b")
DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
MOST_INSTRUCTIONS = 64 * 1024
PROGRAMS = (b"MZ", b"\x7fELF")
OLE, PACKAGED = b"\xd0\xcf\x11\xe0", "Ole10Native".encode("utf-16-le")
MACROS_INSIDE = (b"vbaProject", "_VBA_PROJECT".encode("utf-16-le"))
EMBEDDING = re.compile(r"(?:^|/)(?:embeddings|activex)/", re.IGNORECASE)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
EMBEDS = ("/oleobject", "/package", "/control", "/activexcontrolbinary")
HARMLESS_ELSEWHERE = ("/hyperlink",)


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
    """The kind of a harmless Word or Excel file, and what it warns of (codes, such as "embedded").

    Raises Unreadable when it is damaged, locked, too big when unpacked, another kind, or carries macros or a DTD.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist(), limits)
            kind = _kind(archive, limits)
            warnings = _looked_through(archive, limits)
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    return {"kind": kind, "warnings": sorted(warnings)}


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
    # Office never writes a name twice, and readers do not agree on which of the two parts is meant.
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise Unreadable("office_broken")


def _kind(archive: zipfile.ZipFile, limits: Limits) -> str:
    names = {entry.filename.lower() for entry in archive.infolist()}
    if CONTENT_TYPES.lower() not in names:
        raise Unreadable("office_other", seems="opendocument" if "mimetype" in names else "archive")
    types = _declared_types(archive, limits)
    # The content type tells it too, in case the part was given another name.
    if any(macro in word for word in (*names, *types) for macro in MACROS):
        raise Unreadable("office_macros")
    for ending, kind in KINDS.items():
        if any(word.endswith(ending) for word in types):
            return kind
    presents = any("presentationml" in word for word in types)
    raise Unreadable("office_other", seems="presentation" if presents else "archive")


def _declared_types(archive: zipfile.ZipFile, limits: Limits) -> set[str]:
    root = _parsed(archive, CONTENT_TYPES, limits)
    return {element.get("ContentType", "").lower() for element in root}


def _parsed(archive: zipfile.ZipFile, name: str, limits: Limits) -> ElementTree.Element:
    """A small part that is a list.

    Raises Unreadable when it is broken or has a DTD.
    """
    with archive.open(name) as stream:
        listing = stream.read(limits.unpacked_bytes)
    _Watch(name).feed(listing)
    try:
        return ElementTree.fromstring(listing)  # noqa: S314 - a DTD was refused one line above
    except ElementTree.ParseError as error:
        raise Unreadable("office_broken") from error


def _looked_through(archive: zipfile.ZipFile, limits: Limits) -> set[str]:
    """Unpack everything once without keeping it: sizes as they are, checksums, no DTD in any part; the warnings."""
    left = limits.unpacked_bytes
    warnings: set[str] = set()
    for entry in archive.infolist():
        watch, finder = _Watch(entry.filename), _Finder(entry.filename)
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise Unreadable("office_bomb")
                watch.feed(piece)
                finder.feed(piece)
        warnings |= finder.ended()
        if entry.filename.lower().endswith(".rels"):
            warnings |= set(_related(_parsed(archive, entry.filename, limits)))
    return warnings


def _related(relations: ElementTree.Element) -> Iterator[str]:
    """What the list of relations of a part warns of."""
    for relation in relations.iter(RELATION):
        kind = relation.get("Type", "").lower()
        if relation.get("TargetMode", "").lower() == "external":
            if not kind.endswith(HARMLESS_ELSEWHERE):
                yield "remote"
        elif kind.endswith(EMBEDS):
            yield "embedded"


class _Watch:
    """Looks at the beginning of a part, up to its first element, for a document type declaration."""

    def __init__(self, name: str) -> None:
        self.is_named_xml = name.lower().endswith(XML_ENDINGS)
        self.parser: Any = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._rest
        self.looking = True
        self.begun = False

    def feed(self, piece: bytes) -> None:
        if not self.begun and piece.startswith(STRANGE_LETTERS):
            raise Unreadable("office_letters")
        self.begun = True
        if self.looking:
            try:
                self.parser.Parse(piece, False)
            except expat.ExpatError as error:  # a picture, perhaps
                if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
                    raise Unreadable("office_letters") from error
                if self.is_named_xml:
                    raise Unreadable("office_broken") from error
                self.looking = False
            except (LookupError, ValueError) as error:  # letters that not even Python knows
                raise Unreadable("office_letters") from error

    def _refuse(self, *_declaration: Any) -> None:
        raise Unreadable("office_entities")

    def _rest(self, *_element: Any) -> None:
        self.looking = False
        self.parser.StartElementHandler = None


class _Finder:
    """Gathers what a part warns of, from piece to piece."""

    def __init__(self, name: str) -> None:
        self.found: set[str] = {"embedded"} if EMBEDDING.search(name) else set()
        self.beginning = self.rest = b""
        self.instructions = bytearray()
        self.decoder: Any = None

    def feed(self, piece: bytes) -> None:
        if not self.beginning:
            self.beginning = piece[:8]
            wide = WIDE_LETTERS.get(piece[:2])
            self.decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
        looked = self.rest + (self.decoder.decode(piece).encode() if self.decoder else piece)
        self._look(looked, end=max(len(looked) - OVERLAP, 0))
        self.rest = looked[max(len(looked) - OVERLAP, 0) :]

    def ended(self) -> set[str]:
        """The warnings of the whole part."""
        self._look(self.rest, end=len(self.rest))
        if DDE.search(unescape(self.instructions.decode(errors="replace"))):
            self.found.add("dde")
        if self.beginning.startswith(PROGRAMS):
            self.found.add("programs")
        return self.found

    def _look(self, looked: bytes, *, end: int) -> None:
        """Note what begins before ``end``; the rest is looked at once more with what follows."""
        for found in INSTRUCTION.finditer(looked):
            if found.start() < end and len(self.instructions) < MOST_INSTRUCTIONS:
                # Word joins what is spread over several runs.
                self.instructions += (found[1] or b"") + (b" %s " % found[2] if found[2] else b"")
        if DDE_LINK.search(looked):
            self.found.add("dde")
        if self.beginning.startswith((OLE, b"PK")):
            if PACKAGED in looked:
                self.found.add("programs")
            if any(mark in looked for mark in MACROS_INSIDE):
                self.found.add("macros")
