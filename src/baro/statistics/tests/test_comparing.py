"""A figure against the year before, in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from baro.kernel import rulebook
from baro.org.figures.comparing import Comparison, compared
from baro.org.figures.indicators import indicators
from baro.org.rulebook import Nouns


@pytest.mark.parametrize(
    ("value", "base", "way", "words"),
    [
        (334, 323, Comparison.EQUALS, "equals 103.4% of the year before (323)"),
        (5, 5, Comparison.EQUALS, "equals 100.0% of the year before (5)"),
        (334, 323, Comparison.GREW, "grew by 3.4% on the year before (323)"),
        (57, 76, Comparison.GREW, "fell by 25.0% on the year before (76)"),
        (5, 5, Comparison.GREW, "equals 100.0% of the year before (5)"),
        (165, 171, Comparison.LESS, "6 fewer than the year before (171)"),
        (8, 5, Comparison.LESS, "3 more than the year before (5)"),
        (5, 5, Comparison.LESS, "as many as the year before (5)"),
        (5, 0, Comparison.EQUALS, "no base to compare with (year before: 0)"),
        (5, -2, Comparison.GREW, "no base to compare with (year before: -2)"),
        (-4, 8, Comparison.EQUALS, "fell by 150.0% on the year before (8)"),
    ],
)
def test_the_base_always_stands_beside_the_comparison(value, base, way, words):
    assert compared(value, base, way) == words


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "1 document"),
        ("en", 1688, "1,688 documents"),
        ("vi", 1688, "1.688 văn bản"),
        ("ar", 1, "وثيقة واحدة"),
        ("ar", 2, "وثيقتان"),
        ("ar", 8, "8 وثائق"),
        ("ar", 11, "11 وثيقة"),
        ("ar", 100, "100 وثيقة"),
    ],
)
def test_a_number_takes_the_form_that_its_language_wants(language, count, words):
    assert rulebook.today(Nouns).of("document").spoken(count, language) == words


def test_what_an_indicator_counts_is_a_noun_of_the_rulebook():
    known = {row.id for row in rulebook.today(Nouns).nouns}
    with translation.override("en"):
        assert {one.noun for one in indicators} <= known
