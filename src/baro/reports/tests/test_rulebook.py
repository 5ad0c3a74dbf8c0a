"""What is wrong with the chapters of a report is told when the rules are checked."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from pydantic import ValidationError

from baro.kernel import rulebook
from baro.reports.rulebook import Mark, Yearly, marks_in
from baro.reports.rulebook.templates import pieces_of

DAY = date(2024, 12, 31)


def body() -> dict:
    return deepcopy(rulebook.in_force(Yearly, on=DAY).body.model_dump())


def sentence(facts: dict) -> dict:
    return facts["chapters"][0]["paragraphs"][0][0]


def contradictions(facts: dict) -> list[str]:
    return list(Yearly(**facts).contradictions(DAY, lambda _other: None))


def test_the_shipped_chapters_name_figures_that_are_counted():
    assert contradictions(body()) == []


def test_a_figure_that_nobody_counts_is_named():
    facts = body()
    sentence(facts)["words"] = {"vi": "{number:x.y}", "en": "{number:x.y}", "ar": "{number:x.y}"}
    assert contradictions(facts) == ["Chapter “leading” names the figure “x.y”, which no indicator counts."]


def test_a_table_of_figures_that_nobody_counts_is_named():
    facts = body()
    facts["chapters"][0]["tables"] = [{"caption": {"vi": "a", "en": "a", "ar": "a"}, "figures": ["documents.nothing"]}]
    assert "documents.nothing" in contradictions(facts)[0]


def test_a_figure_of_which_nobody_says_what_it_counts_is_named():
    facts = body()
    del facts["counted"]["documents.issued.plan"]
    assert contradictions(facts) == [
        "It is not said what the figure “documents.issued.plan” counts: name its noun in “counted”."
    ]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("{figure:documents.issued.plan", "a brace stands alone"),
        ("} x", "a brace stands alone"),
        ("{figure}", "needs the code of a figure"),
        ("{year:documents.issued.plan}", "takes no code"),
        ("{__class__}", "is no mark of a report"),
        ("{0.__init__}", "is no mark of a report"),
        ("{figure:documents.issued.plan as nothing}", "unknown nouns: nothing"),
    ],
)
def test_a_mark_that_is_none_is_refused(words, wrong):
    facts = body()
    sentence(facts)["words"] = {"vi": words, "en": words, "ar": words}
    with pytest.raises(ValidationError, match=wrong):
        Yearly(**facts)


def test_each_language_says_the_same_figures():
    facts = body()
    sentence(facts)["words"]["ar"] = "{list:documents}"
    with pytest.raises(ValidationError, match="ar does not say the same figures as vi"):
        Yearly(**facts)


def test_a_phrase_has_marks_of_its_own():
    facts = body()
    facts["comparisons"][0]["rise"]["en"] = "{figure:documents.issued.plan}"
    with pytest.raises(ValidationError, match=r"\{figure\} cannot stand in a phrase"):
        Yearly(**facts)


@pytest.mark.parametrize("what", ["chapters", "nouns", "comparisons"])
def test_nothing_is_listed_twice(what):
    facts = body()
    facts[what] = [*facts[what], facts[what][0]]
    with pytest.raises(ValidationError, match="listed more than once"):
        Yearly(**facts)


def test_a_chapter_compares_in_a_way_that_there_is():
    facts = body()
    facts["chapters"][0]["comparison"] = "x"
    with pytest.raises(ValidationError, match="unknown comparisons: x"):
        Yearly(**facts)


def test_each_chapter_has_its_ordinal():
    facts = body()
    facts["ordinals"]["ar"] = ["أولًا"]
    with pytest.raises(ValidationError, match=r"ordinals\.ar has fewer entries"):
        Yearly(**facts)


def test_marks_are_read():
    assert marks_in("a {figure:documents.issued.plan as plan} {year}") == [
        Mark("figure", "documents.issued.plan", "plan"),
        Mark("year"),
    ]
    assert list(pieces_of("a {year} b")) == ["a ", Mark("year"), " b"]
