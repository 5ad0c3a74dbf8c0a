"""The text of a file that was inspected: its own text layer, or recognised from its pictures of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

from baro.documents.reading import recognition
from baro.documents.reading.confined import confined
from baro.documents.reading.content import Content, Kind
from baro.documents.reading.limits import Limits

Progress = Callable[[int, int], None]
# The resolution tesseract was trained for; higher costs time and finds no more.
DPI = 300
READ = {Kind.PDF: "pdf.read", Kind.DOCX: "word.read", Kind.XLSX: "sheet.read"}
PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, pages parted by form feeds; ``needs_ocr`` when a page is only a picture of text."""

    text: str
    pages: int | None
    needs_ocr: bool
    truncated: bool


@dataclass(frozen=True, slots=True)
class _Layer:
    """The text layer page by page, and the numbers of the pages that have none."""

    pages: list[str]
    scanned: list[int]
    of: int | None
    truncated: bool


def read(file: BinaryIO, content: Content, limits: Limits) -> Reading:
    """The text that the file itself carries.

    Raises Refused when the file breaks the reader.
    """
    layer = _layer(file, content, limits)
    return Reading(_joined(layer.pages, limits), layer.of, bool(layer.scanned), layer.truncated)


def recognise_text(
    file: BinaryIO, content: Content, limits: Limits, *, progress: Progress = lambda page, of: None
) -> Reading:
    """The text of the file with that of its pictures of pages, recognised one by one (a few seconds each).

    ``progress`` is told each page done and their number. Raises Refused when tesseract or its Vietnamese is missing.
    """
    layer = _layer(file, content, limits)
    if layer.scanned:
        recognition.require(content.safe_name)
    draw = "pdf.draw" if content.kind is Kind.PDF else "image.draw"
    for done, number in enumerate(layer.scanned, start=1):
        with TemporaryFile() as picture:
            drawn = confined(draw, file, limits, name=content.safe_name, into=picture, number=number, dpi=DPI)
            layer.pages[number] = recognition.recognised(picture, limits, dpi=drawn["dpi"], name=content.safe_name)
        progress(done, len(layer.scanned))
    text = PAGE_BREAK.join(layer.pages)
    return Reading(_joined(layer.pages, limits), layer.of, False, layer.truncated or len(text) > limits.characters)


def _layer(file: BinaryIO, content: Content, limits: Limits) -> _Layer:
    if content.kind.is_image:
        of = content.pages or 1
        numbers = list(range(min(of, limits.pages)))
        return _Layer([""] * len(numbers), numbers, of, of > limits.pages)
    return _Layer(**confined(READ[content.kind], file, limits, name=content.safe_name))


def _joined(pages: list[str], limits: Limits) -> str:
    """One text; without the null and half characters that broken fonts yield and no database stores."""
    text = PAGE_BREAK.join(pages)[: limits.characters].replace("\x00", "")
    return text.encode(errors="replace").decode()
