"""A paper block by block: tables keep their cells, what is merged stands in every place that it covers."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
import typst

from baro.documents.reading.blocks import Block, Paragraph, Table, blocks_in, blocks_of
from baro.documents.reading.content import inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers.from_right import as_read, in_reading_order
from baro.documents.reading.tests import hostile
from baro.documents.reading.tests.conftest import PAPERS
from baro.documents.reading.tests.worded import paragraph, row, written
from baro.kernel.errors import Refused

HEAD = ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian")
MERGED = (
    HEAD,
    ("I", "Công tác tổ chức", "Công tác tổ chức", "Công tác tổ chức"),
    ("1", "Rà soát quy hoạch", "Ban Tổ chức Tỉnh ủy", "Quý II/2025"),
    ("2", "Kiện toàn cấp ủy", "Ban Tổ chức Tỉnh ủy", "30/6/2025"),
)
TYPST = """
#set page(width: 21cm, height: 29.7cm)
Kế hoạch có bảng sau đây.

#table(columns: (1cm, 6cm, 3cm, 3cm),
  [STT], [Nhiệm vụ], [Chủ trì], [Thời gian],
  [I], table.cell(colspan: 3)[Công tác tổ chức],
  [1], [Rà soát quy hoạch], table.cell(rowspan: 2)[Ban Tổ chức Tỉnh ủy], [Quý II/2025],
  [2], [Kiện toàn cấp ủy], [30/6/2025])

Hết.
"""


def blocks(path: Path, limits: Limits) -> list[Block]:
    with path.open("rb") as file:
        return blocks_in(file, inspect(path, path.name, limits), limits)


def merged_word(path: Path) -> Path:
    """As a clerk makes it in Word: merged across for a heading, downwards for the unit of two rows."""
    document = docx.Document()
    document.add_paragraph("Kế hoạch có bảng sau đây.")
    table = document.add_table(rows=4, cols=4)
    for at, cells in enumerate(MERGED):
        for place, words in enumerate(cells):
            table.cell(at, place).text = words
    table.cell(1, 1).merge(table.cell(1, 3)).text = "Công tác tổ chức"
    table.cell(2, 2).merge(table.cell(3, 2)).text = "Ban Tổ chức Tỉnh ủy"
    document.save(path)
    return path


def test_a_table_of_a_word_file_has_what_is_merged_in_every_place(limits: Limits, tmp_path: Path) -> None:
    found = blocks(merged_word(tmp_path / "a.docx"), limits)
    assert found == [Paragraph("Kế hoạch có bảng sau đây."), Table(MERGED)]


def test_so_has_a_table_of_a_pdf(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(TYPST.encode()))
    found = blocks(path, limits)
    assert found == [Paragraph("Kế hoạch có bảng sau đây."), Table(MERGED), Paragraph("Hết.")]


def test_so_has_a_sheet(limits: Limits, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in MERGED:
        sheet.append(cells)
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    assert Table(MERGED) in blocks(tmp_path / "a.xlsx", limits)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (row(paragraph("a"), paragraph("b")) + row(paragraph("c")), (("a", "b"), ("c", ""))),
        (
            row(paragraph("a") + paragraph("b"), paragraph("c")) + row("<w:tbl/>" + paragraph("d"), paragraph("e")),
            (("a\nb", "c"), ("d", "e")),
        ),
        (
            f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='9999999999'/></w:tcPr>{paragraph('a')}</w:tc></w:tr>"
            + row(paragraph("b"), paragraph("c")),
            (("a",) * 64, ("b", "c", *("",) * 62)),
        ),
        (
            f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>",
            (("a", "b"),),
        ),
        (
            row(paragraph("a"), paragraph("b")) + row(paragraph("c"), properties="<w:gridBefore w:val='1'/>"),
            (("a", "b"), ("", "c")),
        ),
    ],
    ids=["a row too short", "cells of several blocks", "a span beyond reason", "merged with nothing", "begins later"],
)
def test_a_table_that_is_made_badly_is_still_one(
    table: str, rows: tuple[tuple[str, ...], ...], limits: Limits, tmp_path: Path
) -> None:
    assert blocks(written(tmp_path / "a.docx", f"<w:tbl>{table}</w:tbl>"), limits) == [Table(rows)]


def test_one_frame_around_everything_is_no_table(limits: Limits, tmp_path: Path) -> None:
    body = f"<w:tbl>{row(paragraph('Một') + paragraph('Hai'))}</w:tbl>"
    assert blocks(written(tmp_path / "a.docx", body), limits) == [Paragraph("Một"), Paragraph("Hai")]


def test_printed_lines_are_paragraphs_again(limits: Limits) -> None:
    found = blocks(PAPERS / "04-ke-hoach-cai-cach-hanh-chinh.pdf", limits)
    task = next(one.text for one in found if isinstance(one, Paragraph) and one.text.startswith("1. Văn phòng"))
    assert task.endswith("trình Thường trực Tỉnh ủy trước ngày 31/3/2025.")


def test_a_scan_has_no_blocks_of_its_own_and_a_broken_file_is_refused(limits: Limits, tmp_path: Path) -> None:
    assert blocks(PAPERS / "10-cong-van-ubnd-khan-rung.png", limits) == []
    assert blocks(PAPERS / "09-huong-dan-sinh-hoat-chi-bo.pdf", limits) == []
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.pdf())
    content = inspect(path, path.name, limits)
    path.write_bytes(b"%PDF-1.4\nbroken")
    with path.open("rb") as file, pytest.raises(Refused):
        blocks_in(file, content, limits)


def test_rows_between_strokes_or_tabs_are_a_table() -> None:
    table = Table((("TT", "Việc", "Chủ trì"), ("1", "Lập danh mục", "Văn phòng")))
    strokes = "Phụ lục\n| TT | Việc | Chủ trì |\n|---|---|---|\n| 1 | Lập danh mục | Văn phòng |"
    assert blocks_of(strokes) == [Paragraph("Phụ lục"), table]
    assert blocks_of("TT\tViệc\tChủ trì\n1\tLập danh mục\tVăn phòng") == [table]


def test_a_short_line_ends_its_paragraph() -> None:
    text = "1. Văn phòng Tỉnh ủy\nChủ trì việc này.\n- 2 -\nCác đơn vị gửi báo cáo về Văn phòng Tỉnh ủy để\ntổng hợp."
    assert [one.text for one in blocks_of(text) if isinstance(one, Paragraph)] == [
        "1. Văn phòng Tỉnh ủy",
        "Chủ trì việc này.",
        "Các đơn vị gửi báo cáo về Văn phòng Tỉnh ủy để tổng hợp.",
    ]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("تارارق", "قرارات"),
        ("2024و", "و2024"),
        ("%103.4)", "(103.4%"),
        ("103.4%)", "(103.4%"),
        ("1,688", "1,688"),
        ("NINH", "NINH"),
    ],
)
def test_a_word_written_from_the_right_is_read_with_its_numbers_as_they_stand(drawn, read):
    assert as_read(drawn) == read


def test_a_line_written_from_the_right_keeps_words_of_other_letters_together():
    line = ["عام", "2024", "QUẢNG", "NINH", "في"]
    assert [line[at] for at in in_reading_order(line)] == ["في", "QUẢNG", "NINH", "2024", "عام"]
