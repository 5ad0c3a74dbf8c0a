"""What programs of offices stamp on a PDF as annotations (number, date, marks): put into the text where it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

SHOWN = {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET}
# Longer ones, such as the sheet of an electronic signature, are no part of a line of the paper.
LONGEST_INSIDE = 24
ROOM, NEAR = 2.0, 60.0


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of the page and where it is seen."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def place(self) -> tuple[str, int, int]:
        """By what it is known again when other signs were drawn between."""
        return self.sign, round(self.left), round(self.bottom)

    def is_in(self, box: tuple[float, float, float, float]) -> bool:
        """Whether its middle lies in a box."""
        across, up = (self.left + self.right) / 2, (self.bottom + self.top) / 2
        return box[0] - ROOM <= across <= box[2] + ROOM and box[1] - ROOM <= up <= box[3] + ROOM


def text_of(document: pdfium.PdfDocument, number: int, page: pdfium.PdfPage) -> str:
    """The text of a page with its stamps; the page is drawn flat for it where there are any."""
    boxes = _boxes(page)
    written = page.get_textpage()
    if not boxes:
        return str(written.get_text_range())
    plain = _signs(written)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    known = {one.place for one in plain}
    stamped = [one for one in _signs(document[number].get_textpage()) if one.place not in known]
    inside: dict[int, str] = {}
    behind: list[str] = []
    for box in boxes:
        stamp = [one for one in stamped if one.is_in(box)]
        text = "".join(one.sign for one in stamp).strip()
        at = _place(plain, stamp) if 0 < len(text) <= LONGEST_INSIDE and "\n" not in text else None
        if at is None:
            behind.append(text)
        else:
            inside[at] = f"{inside.get(at, '')} {text} "
    signs = [inside.get(at, "") + one.sign for at, one in enumerate(plain)]
    return "\n".join(filter(None, ["".join(signs) + inside.get(len(plain), ""), *behind]))


def _boxes(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where the stamps of a page are."""
    found = []
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation: Any = raw.FPDFPage_GetAnnot(page, at)
        box = raw.FS_RECTF()
        if raw.FPDFAnnot_GetSubtype(annotation) in SHOWN and raw.FPDFAnnot_GetRect(annotation, box):
            found.append((box.left, box.bottom, box.right, box.top))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _signs(page: pdfium.PdfTextPage) -> list[_Sign]:
    numbers = range(page.count_chars())
    return [_Sign(chr(raw.FPDFText_GetUnicode(page, at)), *page.get_charbox(at, loose=True)) for at in numbers]


def _words(signs: list[_Sign]) -> Iterator[tuple[int, _Sign]]:
    """The words of a page, each with the place of its end and where it is seen."""
    for is_blank, numbered in groupby(enumerate(signs), key=lambda pair: pair[1].sign.isspace()):
        word = list(numbered)
        if not is_blank:
            boxes = [one for _at, one in word]
            left, right = min(one.left for one in boxes), max(one.right for one in boxes)
            text = "".join(one.sign for one in boxes)
            yield word[-1][0] + 1, _Sign(text, left, boxes[0].bottom, right, boxes[0].top)


def _place(signs: list[_Sign], stamp: list[_Sign]) -> int | None:
    """Before which sign a stamp stands, between two words of its line; None where there is no line.

    Of two lines that it touches it belongs to the one that left room for it.
    """
    left, right = min(one.left for one in stamp), max(one.right for one in stamp)
    bottom, top = min(one.bottom for one in stamp), max(one.top for one in stamp)
    rows: dict[int, list[tuple[int, _Sign]]] = {}
    for end, word in _words(signs):
        is_near = word.left < right + NEAR and word.right > left - NEAR
        if is_near and word.bottom < top and word.top > bottom:
            rows.setdefault(round(word.bottom), []).append((end, word))
    if not rows:
        return None

    def covered(row: list[tuple[int, _Sign]]) -> float:
        return sum(max(min(word.right, right) - max(word.left, left), 0.0) for _end, word in row)

    row = min(rows.values(), key=covered)
    before = [end for end, word in row if word.left + word.right < left + right]
    return before[-1] if before else row[0][0] - len(row[0][1].sign)
