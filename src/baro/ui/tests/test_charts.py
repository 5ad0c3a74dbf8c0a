"""Charts: every mark leads to its rows, and nothing stands in the drawing that the house did not write."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from baro.ui.charts import MOST_MARKS, Chart, Kind, Mark, Role, as_png, as_svg, for_page
from baro.ui.charts.drawing import _drawn

HOSTILE = '<script>alert(1)</script>"onload="x&amp;'


def chart(kind: Kind, **other) -> Chart:
    series = ("now", "then")
    marks = tuple(
        Mark(f"{place} {HOSTILE}", 3 + n + len(one), one, panel=one, url=f"/rows/{one}/{n}?a=1&b=2")
        for one in series
        for n, place in enumerate(("first", "second", "third"))
    )
    return Chart(kind, marks, "What it shows", series, "then", **other)


def links(drawn: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)"', drawn)


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("kind", Kind)
def test_every_mark_leads_to_its_rows(kind, rtl):
    one = chart(kind, rtl=rtl)
    assert sorted(links(for_page(one))) == sorted(mark.url.replace("&", "&amp;") for mark in one.marks)
    assert all(
        link.startswith("https://baro.example/rows/") for link in links(as_svg(one, base="https://baro.example"))
    )
    assert links(as_svg(one)) == []


@pytest.mark.parametrize("kind", Kind)
def test_only_known_elements_and_attributes_stand_in_a_chart(kind):
    drawn = for_page(chart(kind))
    root = ElementTree.fromstring(drawn)
    tags = {node.tag for node in root.iter()}
    assert tags <= {"svg", "g", "a", "title", "path", "line", "rect", "circle", "text"}
    said = {name for node in root.iter() for name in node.attrib}
    assert not said & {"style", "id", "onload", "clip-path", "fill", "font-family"} - {"fill"}
    assert {node.get("fill") for node in root.iter()} <= {None, "none"}
    assert "<script" not in drawn
    assert "http" not in drawn


def test_the_page_has_colours_by_classes_and_paper_has_them_itself():
    assert 'class="fill-s1"' in for_page(chart(Kind.BARS))
    assert 'class="fill-earlier"' in for_page(chart(Kind.BARS))
    paper = as_svg(chart(Kind.BARS))
    assert 'fill="#96191f"' in paper
    assert "class=" not in paper
    assert "<title>What it shows</title>" in paper


def test_keyboards_and_screen_readers_leave_the_chart_to_the_table():
    drawn = for_page(chart(Kind.LINES))
    assert drawn.startswith('<svg class="chart" aria-hidden="true"')
    assert drawn.count("<a ") == drawn.count('tabindex="-1"')


def test_a_picture_is_a_png():
    assert as_png(chart(Kind.GRID)).startswith(b"\x89PNG")


def test_nothing_and_too_much_are_not_drawn():
    for marks in ((), tuple(Mark(str(n), n) for n in range(MOST_MARKS + 1))):
        none = Chart(Kind.LINES, marks)
        assert not none.is_drawn
        assert (for_page(none), as_svg(none), as_png(none)) == ("", "", b"")


def test_equal_data_are_drawn_once_whoever_asks():
    _drawn.cache_clear()
    for address in ("/a", "/b"):
        for_page(Chart(Kind.LINES, (Mark("2024", 3, url=address), Mark("2025", 4, url=address))))
    assert _drawn.cache_info().misses == 1


@pytest.mark.parametrize("value", [0, -5])
def test_nought_and_a_negative_correction_can_be_drawn(value):
    for kind in Kind:
        assert for_page(Chart(kind, (Mark("2023", value, panel="x"), Mark("2024", value, panel="x"))))


def test_one_large_unit_does_not_make_the_others_pale():
    one = Chart(Kind.GRID, tuple(Mark(str(n), n) for n in (0, 1, 2, 3, 4, 1000)))
    assert [one.shade_of(n) for n in (0, 1, 1000)] == [Role.STEP_0, Role.STEP_0, Role.STEP_4]
    assert one.shade_of(4) is Role.STEP_3
