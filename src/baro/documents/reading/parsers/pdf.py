"""PDF by pdfium: what it is, its text layer page by page, and a page drawn for recognition."""

from __future__ import annotations

import re
import time
from typing import Any, BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from baro.documents.reading.limits import Limits
from baro.documents.reading.oldfonts import guessed, vietnamese_share
from baro.documents.reading.parsers import Unreadable
from baro.documents.reading.parsers.stamps import text_of

ENDING, OBJECT = b"%%EOF", re.compile(rb"\b\d+ \d+ obj\b")
ARCHIVE = b"PK\x03\x04"
# Fewer letters than this on a page that shows something: its text is drawn, not written.
FEW_LETTERS = 20
# A picture over this share of a page is a scan; the sheet of an electronic signature on it adds a few hundred letters.
MOST_OF_A_PAGE, LETTERS_OF_SIGNATURES = 0.6, 500
SHARE_OF_VIETNAMESE = 0.1
POINTS_PER_INCH = 72
# What was read by then is kept, although the other pages are not.
MOST_OF_THE_TIME = 0.4
# A sound file in which pdfium finds no page is not opened either, though there was no error.
OVERLAP = 200
MARKS = {
    "scripts": re.compile(rb"/S\s*/JavaScript\b|/S\s*/Rendition\b|/XFA\b"),
    "launches": re.compile(rb"/S\s*/Launch\b"),
    "sends": re.compile(rb"/S\s*/(?:SubmitForm|ImportData)\b"),
    "embedded": re.compile(rb"/EmbeddedFiles?\b|/RichMedia\b|/S\s*/GoToE\b"),
    "remote": re.compile(rb"/S\s*/GoToR\b"),
}
WHY_CLOSED = {
    raw.FPDF_ERR_PASSWORD: "pdf_locked",
    raw.FPDF_ERR_SECURITY: "pdf_locked",
    raw.FPDF_ERR_SUCCESS: "pdf_no_pages",
}


def look(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The number of pages, and what the file warns of (codes of `warnings.WARNINGS`).

    Raises Unreadable when the file is locked, damaged, cut off or has no pages.
    """
    document = opened(file)
    if len(document) == 0:
        raise Unreadable("pdf_no_pages")
    # pdfium silently rebuilds what is left of a half-sent file; an official document must be whole.
    if not _is_whole(file):
        raise Unreadable("pdf_broken")
    page_of(document, 0)
    return {"pages": len(document), "warnings": _warnings(document)}


class _Finder:
    """Takes in a PDF as pdfium writes it anew, with every object in the open and every name written out."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.rest = b""

    def write(self, piece: Any) -> None:
        """Look at a piece and at where it joins the one before."""
        looked = self.rest + bytes(piece)
        self.found |= {code for code, mark in MARKS.items() if mark.search(looked)}
        self.rest = looked[-OVERLAP:]


def _warnings(document: pdfium.PdfDocument) -> list[str]:
    finder = _Finder()
    try:
        document.save(finder)
    except pdfium.PdfiumError as error:
        raise Unreadable("pdf_broken") from error
    return sorted(finder.found)


def read(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The text of each page, which pages are only pictures, and whether pages or text were left out."""
    document = opened(file)
    texts: list[str] = []
    scanned: list[int] = []
    left = limits.characters
    for number in range(min(len(document), limits.pages)):
        if time.process_time() > limits.seconds * MOST_OF_THE_TIME:
            break
        page = page_of(document, number)
        text = text_of(document, number, page).replace("\r\n", "\n").replace("\ufffe", "-")
        if _is_picture(page, text):
            scanned.append(number)
        texts.append(text[: max(left, 0)])
        left -= len(text)
    truncated = left < 0 or len(document) > len(texts)
    return {"pages": texts, "scanned": scanned, "of": len(document), "truncated": truncated}


def draw(
    file: BinaryIO, limits: Limits, *, number: int, dpi: int, into: BinaryIO, grey: bool = True, turn: int = 0
) -> dict[str, Any]:
    """Draw a page, in grey or in colour, turned clockwise; less sharp when it would have more pixels than allowed."""
    document = opened(file)
    document.init_forms()  # before the page: the marks of signatures are fields of a form
    page = page_of(document, number)
    width, height = (side / POINTS_PER_INCH for side in page.get_size())
    most = (limits.pixels / max(width * height, 1e-6)) ** 0.5
    scale = min(dpi, most) / POINTS_PER_INCH
    page.render(scale=scale, grayscale=grey, rotation=turn).to_pil().save(into, "PPM" if grey else "PNG")
    return {"dpi": int(min(dpi, most))}


def opened(file: BinaryIO) -> pdfium.PdfDocument:
    """A document.

    Raises Unreadable when it is locked, damaged or has no pages.
    """
    try:
        return pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        raise Unreadable(WHY_CLOSED.get(error.err_code, "pdf_broken")) from error


def page_of(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page of a document, counted from 0.

    Raises Unreadable when it is damaged.
    """
    try:
        return document[number]
    except pdfium.PdfiumError as error:
        raise Unreadable("pdf_broken") from error


def _is_whole(file: BinaryIO) -> bool:
    """Whether the file has its end, and is no archive besides.

    Scanners and servers put other bytes behind the end, a cut file objects.
    """
    file.seek(0)
    content = file.read()
    end = content.rfind(ENDING)
    return end >= 0 and not OBJECT.search(content, end) and content.find(ARCHIVE, end) < 0


def _is_picture(page: pdfium.PdfPage, text: str) -> bool:
    letters = sum(sign.isalnum() for sign in text)
    if letters < FEW_LETTERS:
        return bool(raw.FPDFPage_CountObjects(page) > 0)
    # Readers of other languages leave a text without Vietnamese letters on the scan.
    is_foreign = vietnamese_share(guessed(text)) < SHARE_OF_VIETNAMESE
    return (letters < LETTERS_OF_SIGNATURES or is_foreign) and _share_of_pictures(page) > MOST_OF_A_PAGE


def _share_of_pictures(page: pdfium.PdfPage) -> float:
    """How much of the page its largest picture covers."""
    width, height = page.get_size()
    sides = [picture.get_bounds() for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    largest = max(((right - left) * (top - bottom) for left, bottom, right, top in sides), default=0.0)
    return float(largest / max(width * height, 1.0))
