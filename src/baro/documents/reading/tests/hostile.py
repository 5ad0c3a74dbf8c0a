"""Files that mean harm or are damaged, made on the fly."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
from PIL import Image

ENCRYPTION = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
    b"41" * 32,
    b"42" * 32,
)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>"""
PICTURE_OF_A_PAGE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
CONTENT_TYPES = "[Content_Types].xml"


def words(text: bytes) -> bytes:
    """The drawing of a line of text."""
    return b"BT /F 10 Tf 50 50 Td (%s) Tj ET\n" % text


def pdf(*, pages: int = 1, trailer: bytes = b"", content: bytes = b"", stamp: bytes = b"") -> bytes:
    """A small PDF by hand, with the same drawing on every page and what is added to its trailer.

    ``stamp`` is drawn by an annotation of the first page, in a box from (80, 45) to (110, 60).
    """
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 3 0 R >> >> %s>>" % (b"/Annots [%d 0 R] " % (5 + pages) if stamp else b"")
    )
    stamped = [
        b"<< /Type /Annot /Subtype /Stamp /Rect [80 45 110 60] /AP << /N %d 0 R >> >>" % (6 + pages),
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 30 15] /Resources << /Font << /F 3 0 R >> >> /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(stamp), stamp),
    ]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *[page] * pages,
        *(stamped if stamp else []),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    ending = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + ending


def locked_pdf() -> bytes:
    """A PDF that opens only with a password."""
    return pdf(trailer=ENCRYPTION)


def word(**parts: bytes | None) -> bytes:
    """A Word document; ``parts`` ("word/document.xml") are added, put in place of others, or left out for None."""
    plain, packed = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Kế hoạch công tác")
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        kept = {name: source.read(name) for name in source.namelist()}
        for name, content in (kept | parts).items():
            if content is not None:
                target.writestr(name, content)
    return packed.getvalue()


def sheet() -> bytes:
    """An Excel workbook with two cells."""
    written = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Giao việc", 0).append(["Đảng ủy xã", 12])
    workbook.save(written)
    return written.getvalue()


def content_types(old: bytes, new: bytes) -> bytes:
    """The list of content types of a Word document with one of them exchanged."""
    with zipfile.ZipFile(io.BytesIO(word())) as source:
        return source.read(CONTENT_TYPES).replace(old, new)


def lying_word(size: int) -> bytes:
    """A Word document with a part of ``size`` bytes that its directory declares as ten."""
    packed = bytearray(word(**{"word/big.xml": b" " * size}))
    declared, told = size.to_bytes(4, "little"), (10).to_bytes(4, "little")
    return bytes(packed.replace(declared, told))


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A white picture of a page."""
    written = io.BytesIO()
    Image.new("L", (width, height), 255).save(written, kind)
    return written.getvalue()
