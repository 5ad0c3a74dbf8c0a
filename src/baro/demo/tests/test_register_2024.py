"""The register of 2024: as many documents as the article reports, none twice, each on a working day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from baro.demo import register_2024
from baro.demo.units import ROOT, STANDING
from baro.documents.actions.entering import Issued
from baro.documents.rulebook import Authority
from baro.kernel import rulebook
from baro.kernel.periods import is_working_day
from baro.statistics.tests.conftest import PUBLISHED, in_lines


def _all() -> list[Issued]:
    return [line for lines in register_2024.issued_by().values() for line in lines]


def test_the_figures_are_those_of_the_article():
    assert register_2024.figures() == PUBLISHED


def test_as_many_documents_of_each_type_as_reported():
    made = Counter(line.type for line in _all())
    assert in_lines(made) == PUBLISHED | {"decision": 1}


def test_the_decision_that_the_article_names():
    (decision,) = [line for line in _all() if line.type == "decision"]
    assert (decision.symbol, decision.issued_on) == ("1324-QĐ/TU", date(2024, 2, 5))


def test_no_abstract_stands_twice_and_each_begins_as_one():
    abstracts = [line.abstract for line in _all()]
    assert [text for text, times in Counter(abstracts).items() if times > 1] == []
    assert [text for text in abstracts if not text.startswith(("về ",)) or "{" in text] == []


def test_every_day_is_a_working_day_of_2024():
    assert [line for line in _all() if line.issued_on.year != 2024 or not is_working_day(line.issued_on)] == []


def test_numbers_of_a_type_run_without_gap_in_the_order_of_days():
    every = sorted(_all(), key=lambda line: line.number)
    for type_id in {line.type for line in every}:
        lines = [line for line in every if line.type == type_id]
        assert all(b.number == a.number + 1 and a.issued_on <= b.issued_on for a, b in pairwise(lines)), type_id


def test_nobody_issues_what_the_rulebook_does_not_give_them():
    kinds = {ROOT: "provincial_committee", STANDING: "standing_committee"}
    for code, lines in register_2024.issued_by().items():
        for line in lines:
            assert rulebook.in_force(Authority, on=line.issued_on).body.may_issue(kinds[code], line.type), line


def test_the_sample_paper_of_the_committee_is_in_its_register():
    found = {line.symbol: (line.issued_on, line.abstract) for line in _all() if line.type == "conclusion"}
    abstract = "về phát triển du lịch bốn mùa, nâng cao chất lượng dịch vụ du lịch trên địa bàn tỉnh"
    assert found["287-KL/TU"] == (date(2024, 6, 12), abstract)


def test_the_same_register_every_time():
    assert register_2024.issued_by() == register_2024.issued_by()
