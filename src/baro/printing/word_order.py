"""The order in which Word's own language wants the properties of paragraphs, letters, tables and pages."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

# By ISO/IEC 29500-1, as far as we write them; what is not named goes on standing where it stood, before these.
_ORDERS = {
    "w:pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs"),
        *("bidi", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
    ),
    "w:rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "spacing", "kern"),
        *("sz", "szCs", "u", "vertAlign", "rtl", "cs", "lang"),
    ),
    "w:tblPr": ("tblStyle", "bidiVisual", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    "w:sectPr": (
        *("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "titlePg", "bidi", "docGrid"),
    ),
    "w:trPr": ("cantSplit", "tblHeader"),
}


def put_in_order(root: Any) -> None:
    """Put all properties below an element into their order."""
    for name, order in _ORDERS.items():
        places = {qn(f"w:{child}"): at for at, child in enumerate(order)}
        for element in root.iter(qn(name)):
            element[:] = sorted(element, key=lambda child: places.get(child.tag, -1))
