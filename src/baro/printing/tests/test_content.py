"""What a paper may say."""

from __future__ import annotations

import pytest

from baro.printing.content import Run, direction_of, paragraphs, printable, said, words_of
from baro.printing.tests.papers import paper


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x"])
def test_a_link_that_is_no_address_of_a_page_is_refused(link):
    with pytest.raises(ValueError, match="is no address of a page"):
        Run("x", link=link)


@pytest.mark.parametrize("link", ["https://baro.example/x", "http://baro.example", "/figures/", "#chapter", ""])
def test_addresses_of_pages_are_taken(link):
    assert Run("x", link=link).link == link


def test_signs_that_cannot_be_printed_are_left_out():
    assert printable("a\x00b\x0bc\ud800d\u202ee\u2066f\ufffe") == "abcdef"
    assert Run("xin\x07 chào").text == "xin chào"


def test_what_was_typed_is_a_paragraph_for_each_line_that_says_something():
    assert [said(one.runs) for one in paragraphs("một\n\n  hai \r\n")] == ["một", "hai"]


def test_a_language_is_written_in_its_direction():
    assert [direction_of(language) for language in ("vi", "en", "ar")] == ["ltr", "ltr", "rtl"]


def test_all_words_of_the_blocks_are_told():
    told = words_of(paper().blocks)
    for words in ("I. Văn bản", "Đã ban hành 1.688 kế hoạch", "hai", "Kế hoạch\t103", "Biểu đồ 1", "Ghi chú"):
        assert words in told
