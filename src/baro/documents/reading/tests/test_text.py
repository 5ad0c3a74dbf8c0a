"""The text of files: their own layer where they have one, else known to need recognition."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from django.utils import translation
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from baro.documents.reading import recognition
from baro.documents.reading.content import inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.refusals import told_again
from baro.documents.reading.tests import hostile
from baro.documents.reading.tests.conftest import PAPERS
from baro.documents.reading.text import Reading, read, recognise_text
from baro.kernel.errors import Refused

DIRECTIVE = PAPERS / "01-chi-thi-giao-viec.pdf"
SCAN = PAPERS / "09-huong-dan-sinh-hoat-chi-bo.pdf"


def reading(path: Path, limits: Limits) -> Reading:
    with path.open("rb") as file:
        return read(file, inspect(path, path.name, limits), limits)


def test_the_text_layer_of_a_pdf_is_read_page_by_page(limits: Limits) -> None:
    found = reading(DIRECTIVE, limits)
    assert (found.pages, found.needs_ocr, found.truncated) == (2, False, False)
    assert found.text.count("\f") == 1
    assert "Chỉ thị này được phổ biến đến chi bộ." in found.text


def test_a_scan_is_known_to_need_recognition_and_a_blank_page_is_not(limits: Limits, tmp_path: Path) -> None:
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(hostile.pdf())
    assert reading(SCAN, limits).needs_ocr
    assert not reading(blank, limits).needs_ocr


def test_a_scan_that_only_bears_the_words_of_its_signature_needs_recognition(limits: Limits, tmp_path: Path) -> None:
    signature = b"Nguoi ky: Van phong Tinh uy Quang Ninh. Thoi gian ky: 12/06/2024"
    signed, written = tmp_path / "signed.pdf", tmp_path / "written.pdf"
    signed.write_bytes(hostile.pdf(content=hostile.PICTURE_OF_A_PAGE + hostile.words(signature)))
    written.write_bytes(hostile.pdf(content=hostile.words(signature)))
    assert signature.decode() in reading(signed, limits).text
    assert reading(signed, limits).needs_ocr
    assert not reading(written, limits).needs_ocr


def test_a_long_file_is_cut_at_its_limits_and_says_so(limits: Limits) -> None:
    few_letters = reading(DIRECTIVE, replace(limits, characters=100))
    assert (len(few_letters.text), few_letters.truncated) == (100, True)
    one_page = reading(DIRECTIVE, replace(limits, pages=1))
    assert ("\f" in one_page.text, one_page.pages, one_page.truncated) == (False, 2, True)


def test_a_word_file_is_read_in_its_own_order(limits: Limits, tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    document.add_paragraph("trước bảng")
    row = document.add_table(rows=1, cols=3).rows[0]
    row.cells[0].merge(row.cells[1]).text = "ô gộp"
    row.cells[2].text = "ô ba"
    document.add_paragraph("sau bảng")
    document.save(str(tmp_path / "a.docx"))
    assert reading(tmp_path / "a.docx", limits).text.split("\n") == [
        "đầu trang",
        "trước bảng",
        "ô gộp\tô ba",
        "sau bảng",
    ]


def test_a_word_file_gives_its_text_boxes_and_insertions_but_no_deletions(limits: Limits, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Số 12-KH/TU")
    tracked = (
        "<w:ins {0}><w:r><w:t> thêm</w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText> bớt</w:delText></w:r></w:del>",
    )
    stamp = "<w:r {0}><w:pict><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    for piece in (*tracked, stamp):
        paragraph._p.append(parse_xml(piece.format(nsdecls("w"))))
    written = io.BytesIO()
    document.save(written)
    (tmp_path / "a.docx").write_bytes(written.getvalue())
    assert reading(tmp_path / "a.docx", limits).text == "Số 12-KH/TU thêm\nHỎA TỐC"


def test_the_words_of_a_workbook_are_read_row_by_row(limits: Limits, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(hostile.sheet())
    assert reading(tmp_path / "a.xlsx", limits).text == "Giao việc\nĐảng ủy xã\t12\nSheet"


@pytest.mark.parametrize(("installed", "languages"), [(None, set()), ("/usr/bin/tesseract", {"eng"})])
def test_without_the_recogniser_the_refusal_says_what_to_do_and_names_no_program(
    limits: Limits, monkeypatch: pytest.MonkeyPatch, installed: str | None, languages: set[str]
) -> None:
    monkeypatch.setattr(recognition, "which", lambda command: installed)
    monkeypatch.setattr(recognition, "_languages", lambda command: languages)
    with SCAN.open("rb") as file, pytest.raises(Refused) as refusal:
        recognise_text(file, inspect(SCAN, SCAN.name, limits), limits)
    assert f"“{SCAN.name}” cannot be recognised on this system. Type the fields from the paper" in str(refusal.value)
    assert "tesseract" not in str(refusal.value)


def test_what_was_kept_of_a_refusal_is_told_in_the_language_of_whoever_looks() -> None:
    with translation.override("vi"):
        assert told_again("no_tesseract", "a.pdf").startswith(
            "Hệ thống này không nhận dạng được chữ của bản quét “a.pdf”"
        )
        assert "a.pdf" in told_again("too_slow", "a.pdf")
    assert told_again("a sentence that was kept before", "a.pdf") == "a sentence that was kept before"


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
def test_recognition_tells_its_progress(limits: Limits) -> None:
    told: list[tuple[int, int]] = []
    content = inspect(SCAN, SCAN.name, limits)
    with SCAN.open("rb") as file:
        found = recognise_text(file, content, limits, progress=lambda page, of: told.append((page, of)))
    assert told == [(1, 1)]
    assert not found.needs_ocr
    assert "Ban Tổ chức Trung ương" in found.text


def test_a_file_with_text_needs_no_recogniser(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "which", lambda command: None)
    content = inspect(DIRECTIVE, DIRECTIVE.name, limits)
    with DIRECTIVE.open("rb") as file:
        assert recognise_text(file, content, limits) == read(file, content, limits)
