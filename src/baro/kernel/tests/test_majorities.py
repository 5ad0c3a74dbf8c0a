"""Counting votes: rule sets and results from the corpus, and the sentence for the minutes in three languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.utils import translation

from baro.kernel.majorities import (
    Ballots,
    Base,
    Consequence,
    Electorate,
    Exclusion,
    Member,
    Result,
    Rule,
    Share,
    Tie,
    confidence,
    judge,
)

CORPUS = tomllib.loads((Path(__file__).parent / "majorities.toml").read_text(encoding="utf-8"))
EXCLUDED = (
    Exclusion("probationary", "on probation"),
    Exclusion("suspended", "suspended"),
    Exclusion("prosecuted", "prosecuted"),
    Exclusion("recused", "own matter"),
    Exclusion("transferred", "transferred", only_absent=True),
    Exclusion("exempt", "exempt", only_absent=True),
    Exclusion("excused", "excused", only_absent=True),
)


def _rule(code):
    said = CORPUS["rules"][code]
    quorum = Share(*said["quorum"]) if "quorum" in said else None
    return Rule(Share(*said["share"]), Base(said["base"]), quorum, Tie(said.get("tie", "rejected")), EXCLUDED)


def _members(case):
    yield from (Member(f"M{at}", present=at < case["here"]) for at in range(case["official"]))
    for code, count in case.get("special", {}).items():
        standing, where = code.split("_")
        yield from (Member(f"{standing} {at}", where == "here", standing) for at in range(count))


def _result(case) -> Result:
    rule = _rule(case["rule"])
    ballots = Ballots(*case["ballots"], chair_for=case.get("chair_for"))
    return judge(rule, Electorate.of(rule, _members(case)), ballots, written=case.get("written", False))


def test_the_corpus_is_not_small():
    assert len(CORPUS["case"]) >= 40
    assert {case["rule"] for case in CORPUS["case"]} == set(CORPUS["rules"])


@pytest.mark.parametrize("case", CORPUS["case"], ids=lambda case: case["title"])
def test_a_vote_of_the_corpus(case):
    found = _result(case)
    assert (str(found.outcome), found.whole, found.needed) == (case["outcome"], case["whole"], case["needed"])
    assert Result.of_facts(found.as_facts()) == found, "what is kept makes the same result"


SAID = {
    "en": "Members: 22; entitled to vote: 20; taking part: 17. Not counted: 2 – probationary 0 (on probation);"
    " probationary 0 (on probation). For: 12; against: 5; abstained: 0; invalid: 0."
    " Needed: 11 (more than 1/2 of those entitled to vote: 20). Adopted.",
    "vi": "Tổng số ủy viên, đảng viên: 22; được tính khi biểu quyết: 20; tham gia: 17. Không tính: 2 – probationary 0"
    " (on probation); probationary 0 (on probation). Tán thành: 12; không tán thành: 5; "
    "không có ý kiến: 0; "
    "không hợp lệ: 0. Cần đạt: 11 (trên 1/2 tổng số người được tính khi biểu quyết: 20). Được thông qua.",
    "ar": "الأعضاء: 22؛ من يحق لهم التصويت: 20؛ المشاركون: 17. لم يُحتسب: 2 – probationary 0 (on probation); "
    "probationary 0 (on probation). موافق: 12؛ معارض: 5؛ ممتنع: 0؛ باطل: 0."
    " المطلوب: 11 (أكثر من 1/2 ممن يحق لهم التصويت: 20). اعتُمد.",
}


@pytest.mark.parametrize("language", SAID)
def test_the_sentence_of_the_vote_with_base_twenty_of_twenty_two(language):
    with translation.override(language):
        assert _result(CORPUS["case"][2]).sentence == SAID[language]


@pytest.mark.parametrize("case", CORPUS["case"], ids=lambda case: case["title"])
def test_each_sentence_says_its_numbers_in_three_languages(case):
    found, said = _result(case), set()
    for language in SAID:
        with translation.override(language):
            sentence = found.sentence
        said.add(sentence)
        assert str(found.members) in sentence
        assert str(found.quorum if case["outcome"] == "no_quorum" else found.needed) in sentence
        assert "%(" not in sentence
    assert len(said) == len(SAID)


@pytest.mark.parametrize("ballots", [Ballots(11), Ballots(5, 6), Ballots(-1, 3), Ballots(4, 4, 2, 1)])
def test_more_votes_than_voters_and_less_than_none_are_refused(ballots):
    with pytest.raises(ValueError, match="votes of 10"):
        judge(_rule("valid"), Electorate(10, 10), ballots)


LOW = (Consequence(Share(2, 3), "dismissed"), Consequence(Share(1, 2, more=True), "reconsidered"))


@pytest.mark.parametrize(
    ("levels", "follows"),
    [
        ((27, 0, 0), None),
        ((10, 4, 13), None),
        ((9, 4, 14), "reconsidered"),
        ((5, 5, 17), "reconsidered"),
        ((5, 4, 18), "dismissed"),
        ((0, 0, 27), "dismissed"),
    ],
)
def test_three_levels_of_confidence(levels, follows):
    """96-QĐ/TW: more than a half and less than two thirds low; two thirds low."""
    found = confidence(levels, 27, LOW)
    assert (found and found.name) == follows


def test_more_papers_of_confidence_than_voters_are_refused():
    with pytest.raises(ValueError, match="28 votes of 27"):
        confidence((20, 4, 4), 27, LOW)
