"""The typewriter: a paper as a Word document, laid out as clerks do it, with tables for the two columns."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
LEFT, RIGHT = Mm(78), Mm(87)
PACKED_AT = (2026, 1, 1, 0, 0, 0)


def write_word(paper: dict[str, Any], target: Path) -> None:
    """The paper as .docx."""
    document = _blank(paper)
    _head(document, paper)
    _title(document, paper)
    _addressees(document, paper)
    for words in paper["body"]:
        line = document.add_paragraph()
        line.alignment = ALIGN.JUSTIFY
        line.paragraph_format.first_line_indent = Mm(10)
        line.paragraph_format.space_after = Pt(6)
        _say(line, words["strong"], bold=True)
        _say(line, words["text"], bold=words["style"] != "text")
    _foot(document, paper)
    _save(document, target)


def _blank(paper: dict[str, Any]) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    _page_number(number)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.paragraph_format.space_after = Pt(0)
    noon = datetime.combine(paper["issued"], datetime.min.time())
    about = document.core_properties
    about.created = about.modified = noon
    about.author, about.title = "", paper["symbol"]
    return document


def _page_number(line: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)


def _head(document: Document, paper: dict[str, Any]) -> None:
    left, right = _two_columns(document)
    above = [(line, {"size": 13}) for line in paper["above"].splitlines()]
    issuer = [(line, {"size": 13, "bold": True}) for line in paper["issuer"].splitlines()]
    letter = [] if paper["type"] else [(paper["abstract"], {"size": 12, "italic": True})]
    _fill(left, [*above, *issuer, ("*", {"size": 13}), (paper["printed_number"], {"size": 13}), *letter])
    heading = ("ĐẢNG CỘNG SẢN VIỆT NAM", {"bold": True, "underline": True})
    _fill(right, [heading, ("", {}), ("", {}), (paper["printed_date"], {"italic": True})])
    document.add_paragraph()


def _title(document: Document, paper: dict[str, Any]) -> None:
    if paper["type"]:
        for words in (paper["type"], paper["abstract"], "-----"):
            line = document.add_paragraph()
            line.alignment = ALIGN.CENTER
            _say(line, words, bold=words != "-----")


def _addressees(document: Document, paper: dict[str, Any]) -> None:
    names = paper["addressees"]
    if not names:
        return
    to = "Kính trình: " if paper["type"] == "TỜ TRÌNH" else "Kính gửi: "
    line = document.add_paragraph()
    line.alignment = ALIGN.CENTER if len(names) == 1 else ALIGN.LEFT
    line.paragraph_format.left_indent = Mm(0 if len(names) == 1 else 22)
    _say(line, to, italic=True)
    if len(names) == 1:
        _say(line, names[0])
    for name in names if len(names) > 1 else ():
        item = document.add_paragraph()
        item.paragraph_format.left_indent = Mm(44)
        _say(item, f"- {name}{'.' if name == names[-1] else ';'}")
    document.add_paragraph()


def _foot(document: Document, paper: dict[str, Any]) -> None:
    document.add_paragraph()
    left, right = _two_columns(document)
    recipients = [(f"- {name},", {"size": 12}) for name in paper["recipients"]]
    kept = (f"- {paper['kept']}.", {"size": 12})
    _fill(left, [("Nơi nhận:", {"size": 13, "underline": True}), *recipients, kept], centred=False)
    marks = [(mark, {"bold": True}) for mark in paper["marks"]]
    room: list[tuple[str, dict[str, Any]]] = [("", {})] * 4
    _fill(right, [*marks, (paper["position"], {}), *room, (paper["signer"], {"bold": True})])


def _two_columns(document: Document) -> tuple[_Cell, _Cell]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = LEFT, RIGHT
    return left, right


def _fill(cell: _Cell, lines: Iterable[tuple[str, dict[str, Any]]], *, centred: bool = True) -> None:
    for at, (words, look) in enumerate(lines):
        line = cell.add_paragraph() if at else cell.paragraphs[0]
        line.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
        _say(line, words, **look)


def _say(line: Paragraph, words: str, *, size: int = 14, **look: bool) -> None:
    run = line.add_run(words)
    run.font.size = Pt(size)
    for how, wanted in look.items():
        setattr(run.font, how, wanted)


def _save(document: Document, target: Path) -> None:
    """Packed with one fixed time, so that the same words give the same bytes; without the template's thumbnail."""
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as loose, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in loose.infolist():
            part = loose.read(entry)
            if entry.filename == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            if not entry.filename.startswith("docProps/thumbnail"):
                packed.writestr(zipfile.ZipInfo(entry.filename, PACKED_AT), part, zipfile.ZIP_DEFLATED)
