"""A paper as Word: styles, heads of tables that repeat, links, page numbers, right to left where the language is."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils import timezone
from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from baro.printing.content import Heading, Items, Paper, Paragraph, Picture, Run, Runs, Table, direction_of
from baro.printing.pdf import layout_of
from baro.printing.word_order import put_in_order

FONT, ARABIC_FONT = "Times New Roman", "Noto Naskh Arabic"
CODES = {"vi": "vi-VN", "en": "en-GB", "ar": "ar-SA"}
ABOUT = 12  # points: what a letter is about stands under its number
TEXT_WIDTH = 165  # millimetres between the margins of A4, for pictures and tables
CENTRE, END = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def as_word(paper: Paper) -> bytes:
    """The paper as a Word document."""
    file = BytesIO()
    _Writer(paper).written().save(file)
    return file.getvalue()


def _element(name: str, **attributes: str) -> Any:
    """An element of Word's own language."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class _Writer:
    """Writes one paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.layout = paper, layout_of(paper)
        self.is_rtl = paper.direction == "rtl"
        self.document = Document()

    def written(self) -> Any:
        """The document with everything in it."""
        self._settings()
        self._styles()
        self._page()
        if self.paper.head.issuer:
            self._head()
        self._title()
        for block in self.paper.blocks:
            self._block(block)
        if self.paper.recipients or self.paper.capacity:
            self._foot()
        for part in (self.document.element, self.document.styles.element):
            put_in_order(part)
        return self.document

    def _settings(self) -> None:
        """What the file says about itself."""
        about, made = self.document.core_properties, timezone.localtime(self.paper.made_at)
        about.title, about.author, about.comments = self.paper.title, self.paper.head.issuer, ""
        about.language = CODES[self.paper.language]
        about.created = about.modified = made.replace(tzinfo=None)

    def _styles(self) -> None:
        """The letters and distances of all text."""
        layout, styles = self.layout, self.document.styles
        normal = styles["Normal"]
        normal.font.size = Pt(layout.body)
        normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        normal.paragraph_format.line_spacing = Pt(layout.line)
        normal.paragraph_format.space_after = Pt(4)
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Header", "List Bullet", "List Number"):
            self._letters(styles[name])
        for name, size in (("Heading 1", layout.body), ("Heading 2", layout.body), ("Title", layout.title)):
            font = styles[name].font
            font.size, font.bold, font.color.rgb = Pt(size), True, RGBColor(0, 0, 0)
        styles["Heading 2"].font.italic = not self.is_rtl
        styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(layout.note), RGBColor(0, 0, 0)
        border = styles["Title"].element.pPr.find(qn("w:pBdr"))
        if border is not None:
            styles["Title"].element.pPr.remove(border)

    def _letters(self, style: Any) -> None:
        """Letters of both scripts, and the language, of a style."""
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        if fonts is not None:
            properties.remove(fonts)
        named = {"ascii": FONT, "hAnsi": FONT, "eastAsia": FONT, "cs": ARABIC_FONT if self.is_rtl else FONT}
        properties.insert(0, _element("w:rFonts", **named))
        properties.append(_spoken(self.paper.language))

    def _page(self) -> None:
        """A4 with the margins of the rule, and a number on top of every page but the first."""
        section, margins = self.document.sections[0], self.layout.margins
        section.start_type = WD_SECTION_START.NEW_PAGE
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        binding, free = Mm(margins.left), Mm(margins.right)
        section.left_margin, section.right_margin = (free, binding) if self.is_rtl else (binding, free)
        section.different_first_page_header_footer = True
        line = section.header.paragraphs[0]
        line.alignment = CENTRE
        number = _element("w:fldSimple", instr="PAGE")
        line._p.append(number)
        if self.is_rtl:
            section._sectPr.append(_element("w:bidi"))

    def _head(self) -> None:
        """The issuer at the start of the line, the Party at its end."""
        head, layout = self.paper.head, self.layout
        issuing, party = self._bare_table()
        star = "*" if self.paper.side == "party" else ""
        lines = [(head.above, layout.issuer, False), (head.issuer, layout.issuer, True), (star, layout.issuer, False)]
        for words, size, bold in [*lines, (head.number, layout.number, False)]:
            if words:
                self._line(issuing, words, size, bold=bold)
        if head.about:
            self._line(issuing, head.about, ABOUT, italic=True)
        named = self._line(party, head.party, layout.party, bold=True)
        if head.motto:
            named = self._line(party, head.motto, layout.place, bold=True)
        named.runs[0].underline = True
        self._line(party, head.place_and_day, layout.place, italic=True)

    def _bare_table(self) -> tuple[Any, Any]:
        """Two cells side by side without lines; their first paragraphs are taken away."""
        table = self.document.add_table(1, 2)
        self._turned(table)
        for cell in table.rows[0].cells:
            cell._tc.remove(cell.paragraphs[0]._p)
        return tuple(table.rows[0].cells)

    def _line(self, cell: Any, words: str, size: float, *, bold: bool = False, italic: bool = False) -> Any:
        """A centred line of the head or the foot."""
        paragraph = cell.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.space_after = Pt(2)
        self._say(paragraph, (Run(words, bold=bold, italic=italic and not self.is_rtl),), size)
        return paragraph

    def _title(self) -> None:
        """The kind of paper, its title, and the note below it."""
        paper, layout = self.paper, self.layout
        if paper.addressed:  # a letter: its title is what it is about, which stands above already
            for line in paper.addressed:
                self._say(self.document.add_paragraph(), (Run(line),))
            return
        before = self.document.add_paragraph()
        before.alignment = CENTRE
        if paper.kind:
            self._say(before, (Run(paper.kind, bold=True),), layout.kind)
        title = self.document.add_paragraph(style="Title")
        title.alignment = CENTRE
        self._say(title, (Run(paper.title, bold=True),), layout.title)
        if paper.note:
            note = self.document.add_paragraph()
            note.alignment = CENTRE
            self._say(note, (Run(paper.note, italic=not self.is_rtl),), layout.note)

    def _block(self, block: Any) -> None:
        match block:
            case Heading():
                self._say(self.document.add_paragraph(style=f"Heading {block.level}"), (Run(block.text, bold=True),))
            case Paragraph():
                self._paragraph(block)
            case Items():
                for entry in block.entries:
                    style = "List Number" if block.numbered else "List Bullet"
                    self._say(self.document.add_paragraph(style=style), entry)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph, size = self.document.add_paragraph(), self.layout.note if block.note else None
        if not block.note:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(self.layout.indent)
        self._say(paragraph, block.runs, size, language=block.language)

    def _table(self, block: Table) -> None:
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        self._say(caption, (Run(block.caption, italic=not self.is_rtl),))
        table = self.document.add_table(1, len(block.columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._turned(table)
        heads: list[Runs] = [(Run(column.title, bold=True),) for column in block.columns]
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for cells, row in zip((heads, *block.rows), (table.rows[0], *_new_rows(table, len(block.rows))), strict=True):
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
            for cell, runs, column in zip(row.cells, cells, block.columns, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.alignment = END if column.number else None  # what Word calls right is the end of a line
                self._say(paragraph, runs, self.layout.note)
        self._widths(table, len(block.columns))
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _widths(self, table: Any, columns: int) -> None:
        """Most of the line for the heads of the rows, as much as numbers need for the others."""
        table.autofit = False
        others = min(24, 100 / max(columns - 1, 1))
        for at, column in enumerate(table.columns):
            width = Mm(others if at else TEXT_WIDTH - others * (columns - 1))
            for cell in column.cells:
                cell.width = width

    def _picture(self, block: Picture) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = CENTRE
        shape = paragraph.add_run().add_picture(BytesIO(block.png()), width=Mm(TEXT_WIDTH * block.width))
        shape._inline.docPr.set("descr", block.words)
        if block.caption:
            caption = self.document.add_paragraph(style="Caption")
            caption.alignment = CENTRE
            self._say(caption, (Run(block.caption),))

    def _foot(self) -> None:
        """Who receives it, and who signs."""
        receiving, signing = self._bare_table()
        paper, note = self.paper, self.layout.note
        words = [paper.recipients_title, *paper.recipients] if paper.recipients else [""]
        for line in words:
            self._line(receiving, line, note).alignment = None
        for line in [*paper.capacity, "", "", "", paper.signer]:
            self._line(signing, line, self.layout.body, bold=self.layout.signature_is_bold)

    def _turned(self, table: Any) -> None:
        """Let the columns of a table begin at the right where the language does."""
        if self.is_rtl:
            table._tbl.tblPr.append(_element("w:bidiVisual"))

    def _say(self, paragraph: Any, runs: Iterable[Run], size: float | None = None, *, language: str = "") -> None:
        """Write words into a paragraph, in the direction of their language."""
        is_rtl = direction_of(language) == "rtl" if language else self.is_rtl
        if is_rtl:
            paragraph._p.get_or_add_pPr().append(_element("w:bidi"))
        for run in runs:
            written = paragraph.add_run(run.text)
            written.bold, written.italic = run.bold or None, run.italic or None
            written.font.size = Pt(size) if size else None
            properties = written._r.get_or_add_rPr()
            properties.extend(_turned_letters(run, size) if is_rtl else ())
            if language:
                properties.append(_spoken(language))
            if run.link:
                written.underline = True
                self._linked(paragraph, written, run.link)

    def _linked(self, paragraph: Any, written: Any, link: str) -> None:
        """Let words lead somewhere."""
        linked = OxmlElement("w:hyperlink")
        linked.set(qn("r:id"), paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(linked)
        linked.append(written._r)


def _turned_letters(run: Run, size: float | None) -> list[Any]:
    """What Word wants said once more of letters that go from right to left."""
    bold = [_element("w:bCs")] if run.bold else []
    sized = [_element("w:szCs", val=str(int(size * 2)))] if size else []
    return [*bold, *sized, _element("w:rtl")]


def _spoken(language: str) -> Any:
    """The language of some letters."""
    code = CODES[language]
    return _element("w:lang", bidi=code) if direction_of(language) == "rtl" else _element("w:lang", val=code)


def _new_rows(table: Any, number: int) -> list[Any]:
    """So many more rows of a table."""
    return [table.add_row() for _at in range(number)]
