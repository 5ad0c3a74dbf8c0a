"""The same words as PDF, as Word and as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdfium2
import pytest

from baro.kernel.errors import Refused
from baro.printing.content import Heading, Paragraph, Picture, Run, Table, plain, said
from baro.printing.letters import printed
from baro.printing.page import as_html, fragment
from baro.printing.pdf import as_pdf
from baro.printing.tests.papers import HOSTILE, ROWS, paper
from baro.printing.word import as_word
from baro.ui.charts import Chart, Kind, Mark, as_png, as_svg

LANGUAGES = ["vi", "en", "ar"]


def text_of(pdf: bytes) -> str:
    """The words of a PDF, in one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def xml_of(word: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(word)) as archive:
        return archive.read(part).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_archived_tagged_and_says_its_language(language):
    pdf = as_pdf(paper(language))
    assert b"pdfaid:part>2<" in pdf
    assert b"pdfaid:conformance>A<" in pdf
    assert b"pdfuaid:part>1<" in pdf
    assert f"/Lang({language}".encode() in pdf
    assert b"/MarkInfo" in pdf


def test_a_pdf_holds_every_word_and_link():
    pdf = as_pdf(paper())
    text = text_of(pdf)
    for words in ("BÁO CÁO", "Số 12-BC/TU", "1.688", "103", "Nguyễn Văn A", "Nơi nhận:", "hai", "Biểu đồ 1"):
        assert words in text
    assert pdf.count(ROWS.encode()) >= 2


def test_the_same_content_is_the_same_pdf():
    assert as_pdf(paper()) == as_pdf(paper())


def test_pages_are_numbered_from_the_second_on():
    long = tuple(Paragraph(plain("Nội dung " * 60)) for _at in range(30))
    with pypdfium2.PdfDocument(as_pdf(paper(blocks=long))) as document:
        first, second = (document[at].get_textpage().get_text_range().split() for at in (0, 1))
    assert second[0] == "2"
    assert first[0] != "1"


def test_letters_come_from_the_fonts_of_the_house_alone():
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+(\w+)", as_pdf(paper("ar"))))
    assert {font.decode() for font in fonts} <= {"Tinos", "NotoNaskhArabic"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_look_like_commands_stay_words(language):
    hostile = paper(
        language,
        title=HOSTILE,
        note=HOSTILE,
        signer=HOSTILE,
        blocks=(Heading(HOSTILE), Paragraph((Run(HOSTILE, link='/x?a="><script>'),)), *paper().blocks[5:6]),
    )
    pdf, word, page = as_pdf(hostile), as_word(hostile), as_html(hostile)
    text = text_of(pdf)
    assert "read" in text
    assert "passwd" in text
    assert "root:" not in text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ request }}" in page
    assert HOSTILE in [paragraph.text for paragraph in docx.Document(BytesIO(word)).paragraphs]
    assert "evil.example" not in xml_of(word, "word/_rels/document.xml.rels")
    assert b"evil.example" not in b"".join(re.findall(rb"/URI\s*\([^)]*\)", pdf))


def test_word_opens_with_all_words_links_and_heads():
    document = docx.Document(BytesIO(as_word(paper())))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Đã ban hành 1.688 kế hoạch" in texts
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == ["I. Văn bản"]
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows][1] == ["Kế hoạch", "103"]
    rels = xml_of(as_word(paper()), "word/_rels/document.xml.rels")
    assert ROWS in rels
    assert document.core_properties.author == "TỈNH ỦY QUẢNG NINH"
    assert 'descr="Biểu đồ văn bản"' in xml_of(as_word(paper()))


def test_word_numbers_its_pages_but_the_first():
    xml = xml_of(as_word(paper()))
    assert "<w:titlePg/>" in xml
    assert 'w:instr="PAGE"' in xml_of(as_word(paper()), "word/header1.xml")


def test_word_goes_from_right_to_left_in_arabic_only():
    arabic, vietnamese = (xml_of(as_word(paper(language, blocks=paper().blocks[:7]))) for language in ("ar", "vi"))
    for mark in ("<w:bidi/>", "<w:rtl/>", "<w:bidiVisual/>"):
        assert mark in arabic
        assert mark not in vietnamese
    assert "<w:tblHeader/>" in vietnamese


def test_word_wants_the_properties_of_letters_in_their_order():
    xml = xml_of(as_word(paper("ar")))
    order = ["rStyle", "rFonts", "b", "bCs", "i", "sz", "szCs", "u", "rtl", "lang"]
    for properties in re.findall(r"<w:rPr>(.*?)</w:rPr>", xml):
        names = [name for name in re.findall(r"<w:(\w+)", properties) if name in order]
        assert names == sorted(names, key=order.index)


@pytest.mark.parametrize(("language", "direction"), [("vi", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction_and_runs_nothing(language, direction):
    page = as_html(paper(language))
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert "default-src 'none'" in page
    assert f'<a href="{ROWS}">1.688</a>' in page
    assert '<p lang="ar" dir="rtl">' in page
    assert '<th scope="row">Kế hoạch</th>' in page


def test_heads_stand_where_the_page_wants_them():
    drawn = fragment((Heading("Một"), Heading("Hai", level=2)), below=2)
    assert "<h3>Một</h3>" in drawn
    assert "<h4>Hai</h4>" in drawn


def test_a_paper_without_head_and_foot_is_printed_too():
    bare = replace(paper(), head=type(paper().head)(), capacity=(), recipients=(), kind="", note="")
    assert "về kết quả" in text_of(as_pdf(bare))
    assert docx.Document(BytesIO(as_word(bare))).paragraphs
    assert "paper-head" not in as_html(bare).partition("<body")[2]


def test_a_table_of_one_column_and_no_row_is_printed():
    empty = paper(blocks=(Table("Trống", (paper().blocks[5].columns[0],), ()), Paragraph(())))
    assert "Trống" in text_of(as_pdf(empty))
    assert said(()) == ""
    assert as_word(empty)
    assert as_html(empty)


@pytest.mark.parametrize("words", ["日本語", "🎉 xong 👨‍👩‍👧", "a\u200bb\ufe0f", "ﷺ ﷲ", "x\u0301\u0489", "１２３", "𝒳"])
def test_letters_that_no_font_has_are_squares_and_never_an_error(words):
    assert as_pdf(paper(title=words, blocks=(Paragraph(plain(f"Trước {words} sau")),)))


def test_what_the_fonts_have_stays():
    assert printed("Đảng ủy phường Hà Lầm – “قرارًا” ٪ …") == "Đảng ủy phường Hà Lầm – “قرارًا” ٪ …"
    assert printed("日🎉") == "□□"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_with_letters_of_either_direction_is_printed(language):
    chart = Chart(Kind.BARS, (Mark("قرارات", 8, "2024"), Mark("Nghị quyết", 3, "2024")), "x", ("2024",), rtl=True)
    drawn = Picture(as_svg(chart), lambda: as_png(chart), "Biểu đồ")
    printed_paper = paper(language, blocks=(drawn,))
    assert as_pdf(printed_paper)
    assert "word/media/image1.png" in ZipFile(BytesIO(as_word(printed_paper))).namelist()


def test_missing_fonts_are_told(settings, tmp_path):
    settings.NODE = tmp_path
    with pytest.raises(Refused, match="The fonts of printed papers are missing"):
        as_pdf(paper())
