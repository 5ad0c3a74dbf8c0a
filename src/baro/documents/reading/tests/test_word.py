"""A Word file is read as it is shown, in every corner, and in every form of the standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from baro.documents.reading.content import inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.oldfonts import guessed, of_font
from baro.documents.reading.tests.worded import control, paragraph, row, written
from baro.documents.reading.text import read

BODIES = {
    "a block in a content control": (control(paragraph("Số 1")), ["Số 1"]),
    "a row in a content control": (f"<w:tbl>{control(row(paragraph('a'), paragraph('b')))}</w:tbl>", ["a\tb"]),
    "a cell in a content control": (
        f"<w:tbl><w:tr>{control('<w:tc>' + paragraph('a') + '</w:tc>')}<w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>",
        ["a\tb"],
    ),
    "words in a content control": (f"<w:p>{control('<w:r><w:t>Số 1</w:t></w:r>')}</w:p>", ["Số 1"]),
    "what is only to be typed there": (
        control(paragraph("Bấm vào đây"), properties="<w:showingPlcHdr/>") + paragraph("a"),
        ["a"],
    ),
    "what was moved": (
        "<w:p><w:moveFrom><w:r><w:t>a</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo></w:p>",
        ["", "a"],
    ),
    "a deleted row": (
        f"<w:tbl>{row(paragraph('a'), properties='<w:del/>')}{row(paragraph('b'))}</w:tbl>",
        ["b"],
    ),
    "hidden words": (paragraph("a", run="<w:vanish/>") + paragraph("b", run='<w:vanish w:val="0"/>'), ["", "b"]),
    "old letters": (paragraph("QUYÕT §ÞNH", run='<w:rFonts w:ascii=".VnTimeH"/>'), ["QUYẾT ĐỊNH"]),
    "old small letters": (paragraph("vÒ viÖc ph­¬ng ¸n", run='<w:rFonts w:hAnsi=".VnTime"/>'), ["về việc phương án"]),
    "letters of VNI": (
        paragraph("QUYEÁT ÑÒNH veà vieäc", run='<w:rFonts w:ascii="VNI-Times"/>'),
        ["QUYẾT ĐỊNH về việc"],
    ),
}


def lines(path: Path, limits: Limits) -> list[str]:
    with path.open("rb") as file:
        return read(file, inspect(path, path.name, limits), limits).text.split("\n")


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
@pytest.mark.parametrize(("body", "shown"), BODIES.values(), ids=BODIES.keys())
def test_what_is_shown_is_read(body: str, shown: list[str], strict: bool, limits: Limits, tmp_path: Path) -> None:
    assert lines(written(tmp_path / "a.docx", body, strict=strict), limits) == shown


def test_the_header_of_the_first_page_comes_first_and_the_others_last(limits: Limits, tmp_path: Path) -> None:
    named = '<w:headerReference w:type="{}" r:id="{}"/>'
    section = f"<w:sectPr>{named.format('first', 'header1')}{named.format('default', 'header2')}{{}}</w:sectPr>"
    parts = {"header1": paragraph("SỞ VÍ DỤ"), "header2": paragraph("Tiếp theo") + paragraph("2")}
    body = paragraph("Nội dung")
    first = written(tmp_path / "a.docx", body + section.format("<w:titlePg/>"), **parts)
    assert lines(first, limits) == ["SỞ VÍ DỤ", "Nội dung", "Tiếp theo"]
    none = written(tmp_path / "b.docx", body + section.format(""), **parts)
    assert lines(none, limits) == ["Tiếp theo", "Nội dung"]


def test_footnotes_and_footers_are_read_and_a_part_that_is_missing_is_only_one_less(
    limits: Limits, tmp_path: Path
) -> None:
    notes = f'<w:footnote w:id="1">{paragraph("xem Điều 2")}</w:footnote>'
    path = written(tmp_path / "a.docx", paragraph("a"), footer1=paragraph("chân trang"), footnotes=notes, endnotes="")
    assert lines(path, limits) == ["a", "chân trang", "xem Điều 2"]


def test_automatic_numbers_are_written_as_they_are_shown(limits: Limits, tmp_path: Path) -> None:
    levels = (("decimal", "%1."), ("lowerLetter", "%1.%2)"), ("bullet", "•"))
    numbering = '<w:abstractNum w:abstractNumId="7">' + "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering += '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    in_list = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr>'
    body = "".join(
        paragraph(text, properties=in_list.format(at))
        for at, text in ((0, "một"), (1, "một a"), (1, "một b"), (2, "gạch"), (0, "hai"), (1, "hai a"))
    )
    shown = ["1. một", "1.a) một a", "1.b) một b", "- gạch", "2. hai", "2.a) hai a"]
    assert lines(written(tmp_path / "a.docx", body, numbering=numbering), limits) == shown


def test_old_letters_are_guessed_where_the_font_is_lost_and_others_stay_as_they_are() -> None:
    old = "céng hßa x· héi chñ nghÜa viÖt nam\nQUYÕT §ÞNH\nngµy 05 th¸ng 10 n¨m 2026"
    assert guessed(old) == "cộng hòa xã hội chủ nghĩa việt nam\nQUYẾT ĐỊNH\nngày 05 tháng 10 năm 2026"
    for other in ("Cộng hòa xã hội chủ nghĩa", "§ 12 of the law, 5 µm and 3 ® signs", "élève à côté", ""):
        assert guessed(other) == other
    assert of_font("Đảng", "Times New Roman") == "Đảng"
