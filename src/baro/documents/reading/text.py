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
from baro.documents.reading.oldfonts import guessed, share_of_common_words

Progress = Callable[[int, int], None]
# The resolution tesseract was trained for; higher costs time and finds no more.
DPI = 300
READ = {Kind.PDF: "pdf.read", Kind.DOCX: "word.read", Kind.XLSX: "sheet.read"}
PAGE_BREAK = "\f"
MAKES_SENSE = 0.12


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, pages parted by form feeds; ``needs_ocr`` when a page is only a picture of text.

    ``unsure`` are recognised words with digits that were hard to read.
    """

    text: str
    pages: int | None
    needs_ocr: bool
    truncated: bool
    unsure: tuple[str, ...] = ()


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
    unsure: list[str] = []
    for done, number in enumerate(layer.scanned, start=1):
        page = _recognised_page(file, content, limits, number)
        layer.pages[number] = page.text
        unsure += page.unsure
        progress(done, len(layer.scanned))
    text = PAGE_BREAK.join(layer.pages)
    cut = layer.truncated or len(text) > limits.characters
    return Reading(_joined(layer.pages, limits), layer.of, False, cut, tuple(unsure))


def _recognised_page(file: BinaryIO, content: Content, limits: Limits, number: int) -> recognition.Recognised:
    """The text of one picture of a page; one that makes little sense is looked at again, turned upright."""
    draw = "pdf.draw" if content.kind is Kind.PDF else "image.draw"
    name = content.safe_name

    def recognised(picture: BinaryIO, turn: int) -> recognition.Recognised:
        drawn = confined(draw, file, limits, name=name, into=picture, number=number, dpi=DPI, turn=turn)
        return recognition.recognised(picture, limits, dpi=drawn["dpi"], name=name)

    with TemporaryFile() as picture, TemporaryFile() as turned:
        as_it_is = recognised(picture, 0)
        if share_of_common_words(as_it_is.text) >= MAKES_SENSE:
            return as_it_is
        turn = recognition.turn_of(picture, limits, name=name)
        upright = recognised(turned, turn) if turn else as_it_is
    return max(as_it_is, upright, key=lambda page: share_of_common_words(page.text))


def _layer(file: BinaryIO, content: Content, limits: Limits) -> _Layer:
    if content.kind.is_image:
        of = content.pages or 1
        numbers = list(range(min(of, limits.pages)))
        return _Layer([""] * len(numbers), numbers, of, of > limits.pages)
    return _Layer(**confined(READ[content.kind], file, limits, name=content.safe_name))


def _joined(pages: list[str], limits: Limits) -> str:
    """One text; without the null and half characters that broken fonts yield and no database stores."""
    text = PAGE_BREAK.join(map(guessed, pages))[: limits.characters].replace("\x00", "")
    return text.encode(errors="replace").decode()
