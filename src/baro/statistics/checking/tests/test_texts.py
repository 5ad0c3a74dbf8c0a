"""The published account and the same content in other words: every figure is found, and a changed one is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from baro.statistics.checking import Check, Checked, check
from baro.statistics.checking.tests.published import PUBLISHED, YEAR, Table
from tools.checked import PAGE, page

TEXTS = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "texts").glob("*.txt"))
}
WHOLE = sorted(TEXTS.keys() - {"ar_list", "en_passive"})
SAME = ("ar_article", "vi_prose", "en_prose")
PERCENTAGES = {"103.4", "14", "100", "139.4", "25.4"}


def printed(found: Check) -> set[tuple[str | None, str, str]]:
    return {(one.code, str(one.kind), str(one.value.normalize())) for one in found.figures}


@pytest.mark.parametrize("name", TEXTS)
def test_every_figure_is_matched_and_right(name):
    found = check(TEXTS[name], Table())
    assert [one for one in found.figures if one.code is None or one.verdict.is_wrong] == []
    assert found.year == YEAR


@pytest.mark.parametrize("name", WHOLE)
def test_no_figure_is_missed(name):
    codes = {one.code for one in check(TEXTS[name], Table()).figures if one.kind == "value"}
    assert codes == set(PUBLISHED)


def test_the_account_has_its_31_printed_figures_and_the_three_bases():
    found = check(TEXTS["ar_article"], Table())
    assert len(found.figures) == 31
    values = [int(one.value) for one in found.figures if one.kind == "value"]
    assert sorted(values) == sorted(fact.value for fact in PUBLISHED.values())
    assert {str(one.value) for one in found.figures if one.kind != "value"} == PERCENTAGES
    assert [one.base for one in found.figures if one.kind == "percent_of_previous"] == [323, 5, 76]


def test_the_account_in_vietnamese_and_english_has_the_same_figures():
    account = printed(check(TEXTS["ar_article"], Table()))
    for name in SAME:
        assert printed(check(TEXTS[name], Table())) == account


def changed(one: Checked, name: str) -> list[Decimal]:
    """Wrong values near and far; of the texts that only say it in other words one for each figure."""
    value = one.value
    near = value + Decimal("0.2") if one.kind != "value" else value + 1
    far = [value * 2 + 1, value - 1 if value > 1 else value + 3, value + 1000]
    return [near, *far] if name in SAME else [near]


def with_value(found: Check, one: Checked, value: Decimal) -> str:
    """The text with another number in place of a figure; an Arabic dual needs its noun back."""
    sign = " %" if one.kind != "value" else ""
    noun = " تعليمات" if found.text[one.start : one.end].endswith("تعليمتين") else ""
    gap = " " if found.text[one.start].isalpha() else ""
    return f"{found.text[: one.start]}{gap}{value}{sign}{noun}{found.text[one.end :]}"


@pytest.mark.parametrize("name", TEXTS)
def test_a_figure_that_was_changed_is_named_and_no_other(name):
    found = check(TEXTS[name], Table())
    for one in found.figures:
        for value in changed(one, name):
            after = check(with_value(found, one, value), Table(), YEAR)
            assert [(wrong.value, wrong.code) for wrong in after.figures if wrong.verdict.is_wrong] == [
                (value, one.code)
            ]
            assert len(after.figures) == len(found.figures)


def test_the_table_in_the_docs_is_what_the_checker_says():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.checked"
