"""Why a document was found: the words of the search where they stand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.documents.excerpts import excerpt

LONG = "Mở đầu bằng nhiều chữ khác nhau. " * 20 + "Ban Tổ chức rà soát chi bộ trước ngày 15. " + "Và còn nữa. " * 20


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("Ban Tổ chức rà soát", "to chuc", ["Tổ", "chức"]),
        ("Đảng ủy phường", "dang uy", ["Đảng", "ủy"]),
        ("Đảng uỷ phường", "đảng", ["Đảng"]),
        ("أُنجِزَت المُهمّة", "انجزت", ["أُنجِزَت"]),
        ("الإدارة العامة", "الادارة", ["الإدارة"]),
        ("rà soát hồ sơ", "ra so", ["rà", "soát", "sơ"]),
        ("không có gì", "họp", []),
        ("", "họp", []),
        ("rà soát", " ", []),
    ],
)
def test_words_are_marked_as_search_finds_them(text, sought, marked):
    assert [one.words for one in excerpt(text, sought) if one.found] == marked


def test_of_a_long_text_one_line_is_shown_in_whole_words():
    said = "".join(one.words for one in excerpt(LONG, "ra soat"))
    assert len(said) < 160
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert "rà soát chi bộ" in said


def test_the_line_is_shown_where_the_words_stand_together():
    said = excerpt(
        "Căn cứ Quy định số 66. " + "Nội dung khác hẳn nói ở đây. " * 9 + "Báo cáo quân số trực.", "quan so truc"
    )
    assert [one.words for one in said if one.found] == ["quân", "số", "trực"]


def test_the_register_shows_where_the_words_stand_and_tells_no_markup(world):
    world.issued(body="Văn phòng <b>rà soát</b> hồ sơ lưu trữ.")
    page = world.browser(world.clo).get(reverse("documents.outgoing") + "?q=luu+tru").content.decode()
    assert "hồ sơ <mark>lưu</mark> <mark>trữ</mark>" in page
    assert "&lt;b&gt;" in page
    plain = world.browser(world.clo).get(reverse("documents.outgoing")).content.decode()
    assert "<mark>" not in plain


def test_what_stands_in_the_line_needs_no_excerpt(world):
    world.issued(body="lịch làm việc")
    page = world.browser(world.clo).get(reverse("documents.outgoing") + "?q=lich").content.decode()
    assert "excerpt" not in page
