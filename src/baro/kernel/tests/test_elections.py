"""Elections and votes of confidence of the corpus: who is elected, what follows, the sentence in three languages."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from django.utils import translation

from baro.kernel.elections import Papers, Tallied, count_papers, tally
from baro.kernel.majorities import Base, Consequence, Electorate, Rule, Share

CASES = tomllib.loads((Path(__file__).parent / "elections.toml").read_text(encoding="utf-8"))["case"]
NAMES = "ABCDEF"
FOLLOWS = (
    Consequence(Share(2, 3), {"vi": "miễn nhiệm", "en": "dismissed", "ar": "إعفاء"}),
    Consequence(Share(1, 2, more=True), {"vi": "xem xét", "en": "reconsidered", "ar": "إعادة نظر"}),
)


def _result(case) -> Tallied:
    left_out = case.get("left_out", 0)
    rule = Rule(Share(*case.get("share", (1, 2, True))), Base(case.get("base", "entitled")), Share(2, 3))
    electorate = Electorate(case["members"], case["here"], tuple((f"S{at}", "suspended") for at in range(left_out)))
    marks = tuple(map(tuple, case["marks"]))
    return tally(
        rule,
        electorate,
        Papers(*case["papers"], marks),
        NAMES[: len(marks)],
        seats=case.get("seats", 0),
        most=case.get("most", False),
        consequences=FOLLOWS,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_vote_of_the_corpus(case):
    found = _result(case)
    became = {line.name: str(line.standing) for line in found.lines}
    assert (str(found.outcome), found.needed) == (case["outcome"], case["needed"])
    assert [became[name] for name in NAMES if name in became] == case["becomes"]
    assert sorted(found.again) == case.get("again", [])
    said = {line.name: dict(line.follows).get("en", "") for line in found.lines}
    assert [said[name] for name in NAMES if name in said] == case.get("follows", [""] * len(case["becomes"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_what_is_kept_makes_the_same_result_and_says_its_numbers_in_three_languages(case):
    found = _result(case)
    assert Tallied.of_facts(json.loads(json.dumps(found.as_facts()))) == found
    said = set()
    for language in ("vi", "en", "ar"):
        with translation.override(language):
            said.add(found.sentence)
            assert "%(" not in found.sentence
            assert str(found.members) in found.sentence
            assert all(f"{line.name}" in found.sentence for line in found.lines)
            assert all(dict(line.follows)[language] in found.sentence for line in found.lines if line.follows)
    assert len(said) == 3


SAID = {
    "en": "Members: 21; entitled to vote: 21; taking part: 21. Papers: 21 valid, 0 invalid. Needed: 11 (more than 1/2"
    " of those entitled to vote: 21). Elected: A (17). Tied: B (12); C (12). Seats not filled: 1 of 2.",
    "vi": "Tổng số ủy viên, đảng viên: 21; được tính khi biểu quyết: 21; tham gia: 21. Phiếu: 21 hợp lệ,"
    " 0 không hợp lệ. Cần đạt: 11 (trên 1/2 tổng số người được tính khi biểu quyết: 21). Trúng cử: A (17)."
    " Ngang phiếu: B (12); C (12). Số lượng chưa bầu đủ: 1 trên 2.",
    "ar": "الأعضاء: 21؛ من يحق لهم التصويت: 21؛ المشاركون: 21. الأوراق: 21 صحيحة، 0 باطلة. المطلوب: 11 (أكثر من 1/2"
    " ممن يحق لهم التصويت: 21). فاز: A (17). متعادلون: B (12); C (12). مقاعد لم تُشغل: 1 من 2.",
}


@pytest.mark.parametrize("language", SAID)
def test_the_sentence_of_a_tie_for_the_last_seat(language):
    case = next(one for one in CASES if one["title"].startswith("a tie for the last seat"))
    with translation.override(language):
        assert _result(case).sentence == SAID[language]


@pytest.mark.parametrize(
    ("papers", "why"),
    [
        (Papers(11, 0, ((5,), (5,), (5,))), "cast"),
        (Papers(9, 2, ((5,), (5,), (5,))), "cast"),
        (Papers(-1, 0, ((0,), (0,), (0,))), "cast"),
        (Papers(9, 1, ((5,), (5,))), "cast"),
        (Papers(9, 1, ((10,), (1,), (1,))), "marks"),
        (Papers(9, 1, ((-1,), (1,), (1,))), "marks"),
        (Papers(9, 1, ((9,), (9,), (1,))), "seats"),
        (Papers(9, 1, ((9,), (9,), (0,))), ""),
    ],
)
def test_papers_that_cannot_have_been_in_the_urn_are_refused(papers, why):
    electorate = Electorate(10, 10)
    assert count_papers(electorate, papers, "ABC", seats=2) == why
    if why:
        with pytest.raises(ValueError, match=why):
            tally(Rule(Share(1, 2, more=True)), electorate, papers, "ABC", seats=2)


def test_in_a_vote_of_confidence_a_paper_bears_one_mark_for_each_name():
    assert count_papers(Electorate(10, 10), Papers(9, 0, ((4, 4, 2),)), "A", seats=0) == "marks"
    assert count_papers(Electorate(10, 10), Papers(9, 0, ((4, 3, 2), (9, 0, 0))), "AB", seats=0) == ""
