"""PDF by pdfium: what it is, its text layer page by page, and a page drawn for recognition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

ENDING, LOOKED_AT = b"%%EOF", 4096
# Fewer letters than this on a page that shows something: its text is drawn, not written.
FEW_LETTERS = 20
# A picture over this share of a page is a scan; the sheet of an electronic signature on it adds a few hundred letters.
MOST_OF_A_PAGE, LETTERS_OF_SIGNATURES = 0.6, 500
POINTS_PER_INCH = 72
# A sound file in which pdfium finds no page is not opened either, though there was no error.
WHY_CLOSED = {
    raw.FPDF_ERR_PASSWORD: "pdf_locked",
    raw.FPDF_ERR_SECURITY: "pdf_locked",
    raw.FPDF_ERR_SUCCESS: "pdf_no_pages",
}


def look(path: Path, limits: Limits) -> dict[str, Any]:
    """The number of pages.

    Raises Unreadable when the file is locked, damaged, cut off or has no pages.
    """
    document = _opened(path)
    if len(document) == 0:
        raise Unreadable("pdf_no_pages")
    # pdfium silently rebuilds what is left of a half-sent file; an official document must be whole.
    if ENDING not in _tail(path):
        raise Unreadable("pdf_broken")
    _page(document, 0)
    return {"pages": len(document)}


def read(path: Path, limits: Limits) -> dict[str, Any]:
    """The text of each page, which pages are only pictures, and whether pages or text were left out."""
    document = _opened(path)
    texts: list[str] = []
    scanned: list[int] = []
    left = limits.characters
    for number in range(min(len(document), limits.pages)):
        page = _page(document, number)
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
        if _is_picture(page, text):
            scanned.append(number)
        texts.append(text[: max(left, 0)])
        left -= len(text)
    truncated = left < 0 or len(document) > limits.pages
    return {"pages": texts, "scanned": scanned, "of": len(document), "truncated": truncated}


def draw(path: Path, limits: Limits, *, number: int, dpi: int, target: str, grey: bool = True) -> dict[str, Any]:
    """Draw a page, in grey or in colour, into ``target``, less sharp when it would have more pixels than allowed."""
    page = _page(_opened(path), number)
    width, height = (side / POINTS_PER_INCH for side in page.get_size())
    most = (limits.pixels / max(width * height, 1e-6)) ** 0.5
    page.render(scale=min(dpi, most) / POINTS_PER_INCH, grayscale=grey).to_pil().save(target)
    return {"dpi": int(min(dpi, most))}


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise Unreadable(WHY_CLOSED.get(error.err_code, "pdf_broken")) from error


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        return document[number]
    except pdfium.PdfiumError as error:
        raise Unreadable("pdf_broken") from error


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - LOOKED_AT, 0))
        return file.read()


def _is_picture(page: pdfium.PdfPage, text: str) -> bool:
    letters = sum(sign.isalnum() for sign in text)
    if letters < FEW_LETTERS:
        return bool(raw.FPDFPage_CountObjects(page) > 0)
    return letters < LETTERS_OF_SIGNATURES and _share_of_pictures(page) > MOST_OF_A_PAGE


def _share_of_pictures(page: pdfium.PdfPage) -> float:
    """How much of the page its largest picture covers."""
    width, height = page.get_size()
    sides = [picture.get_bounds() for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    largest = max(((right - left) * (top - bottom) for left, bottom, right, top in sides), default=0.0)
    return float(largest / max(width * height, 1.0))
