"""The sentences of a report, in each language and for each kind of number."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from baro.org.models import Unit
from baro.printing.content import Paragraph, Table, said
from baro.reports.composing import Told, chapters_of, composed, rule_of
from baro.reports.numerals import Numbers
from baro.reports.prose import Writer
from baro.reports.tests.published import fact, published

YEAR = 2024
GOLDEN = tomllib.loads((Path(__file__).parent / "golden.toml").read_text("utf-8"))


def told(facts=None, **texts) -> Told:
    return Told(Unit(name="Tỉnh ủy Quảng Ninh"), YEAR, published() if facts is None else facts, timezone.now(), texts)


def prose(language: str, chapter: str, facts=None) -> list[str]:
    """The paragraphs of a chapter as they read, without what keeps words together."""
    found = {one.id: blocks for one, blocks in chapters_of(told(facts), language)}
    return [said(one.runs).replace("\N{NO-BREAK SPACE}", " ") for one in found[chapter] if isinstance(one, Paragraph)]


def counted(language: str, code: str, value: int) -> str:
    """So many of what a figure counts."""
    writer = Writer(rule_of(YEAR), language, {}, {})
    return said(writer.count(fact(code, value), value)).replace("\N{NO-BREAK SPACE}", " ")


def compared(language: str, value: int, before: int) -> str:
    rule = rule_of(YEAR)
    return said(Writer(rule, language, {}, {}).compared(rule.chapters[0], fact("x", value, before)))


@pytest.mark.parametrize("language", ["vi", "en", "ar"])
@pytest.mark.parametrize("chapter", ["leading", "personnel", "inspection", "discipline"])
def test_every_chapter_reads_as_it_must(language, chapter):
    assert prose(language, chapter) == GOLDEN[language][chapter]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "عضوًا واحدًا في الحزب"),
        (2, "عضوين في الحزب"),
        (3, "3 أعضاء في الحزب"),
        (10, "10 أعضاء في الحزب"),
        (11, "11 عضوًا في الحزب"),
        (99, "99 عضوًا في الحزب"),
        (100, "100 عضو في الحزب"),
        (102, "102 عضو في الحزب"),
        (103, "103 أعضاء في الحزب"),
        (1000, "1,000 عضو في الحزب"),
        (7113, "7,113 عضوًا في الحزب"),
    ],
)
def test_arabic_has_a_form_for_each_class_of_numbers(value, words):
    assert counted("ar", "returns.inspection.inspected_members", value) == words


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("en", 1, "1 resolution"),
        ("en", 2, "2 resolutions"),
        ("en", 1688, "1,688 resolutions"),
        ("vi", 1, "1 nghị quyết"),
        ("vi", 1688, "1.688 nghị quyết"),
    ],
)
def test_the_other_languages_have_fewer(language, value, words):
    assert counted(language, "documents.issued.resolution", value) == words


@pytest.mark.parametrize(
    ("value", "before", "words"),
    [
        (334, 323, "bằng 103,4% so với năm trước"),
        (618, 910, "bằng 67,9% so với năm trước"),
        (14, 3, "bằng 466,6% so với năm trước"),
        (5, 5, "bằng 100% so với năm trước"),
        (0, 4, "bằng 0% so với năm trước"),
        (3, 0, "năm trước không có"),
        (0, 0, "năm trước cũng không có"),
        (3, -2, "năm trước không có"),
    ],
)
def test_what_rose_fell_is_equal_or_has_no_base_is_said_so(value, before, words):
    assert compared("vi", value, before) == words


def test_another_chapter_may_say_by_how_much_it_grew():
    rule = rule_of(YEAR)
    chapter = rule.chapters[0].model_copy(update={"comparison": "grew"})
    say = lambda value, before: said(Writer(rule, "vi", {}, {}).compared(chapter, fact("x", value, before)))  # noqa: E731
    assert say(334, 323) == "tăng 11 so với năm trước (323)"
    assert say(57, 76) == "giảm 19 so với năm trước (76)"
    assert say(5, 5) == "bằng năm trước"


def test_what_counted_nothing_is_left_out_of_a_list_and_said_where_all_is_nought():
    facts = published(documents__issued__directive=0, documents__issued__report=0)
    assert "chỉ thị" not in prose("vi", "leading", facts)[0]
    none = {code: replace(one, value=0, rows=0) for code, one in published().items()}
    assert prose("vi", "leading", none) == [
        "Trong năm 2024, Tỉnh ủy Quảng Ninh không ban hành văn bản nào thuộc các thể loại phải báo cáo."
    ]
    assert prose("en", "discipline", none)[0] == "In 2024, Party committees disciplined no Party member."


def test_none_among_them_is_said_too():
    facts = published(returns__discipline_by_committees__committee_members=0)
    assert "no committee members among them" in prose("en", "discipline", facts)[0]


def test_what_rose_where_it_should_fall_is_said_apart():
    facts = published(org__reductions__communes=-2)
    reduced, rose = prose("vi", "personnel", facts)[0].split(" Số tăng thêm: ")
    assert "đơn vị hành chính cấp xã" not in reduced
    assert rose == "2 đơn vị hành chính cấp xã."


def test_a_figure_that_was_not_counted_takes_its_sentence_along():
    facts = {code: one for code, one in published().items() if not code.startswith("documents.personnel")}
    assert prose("vi", "personnel", facts)[0].startswith("So với năm 2023, đã giảm 1 đơn vị")


@pytest.mark.parametrize("language", ["vi", "en", "ar"])
def test_every_figure_is_a_link_to_its_rows_in_prose_and_table(language):
    paper = composed(told(), language)
    in_prose = {run.link for one in paper.blocks if isinstance(one, Paragraph) for run in one.runs if run.link}
    in_tables = {
        run.link for one in paper.blocks if isinstance(one, Table) for row in one.rows for cell in row for run in cell
    }
    rows = {one.rows_at for one in published().values()}
    assert rows == in_prose
    assert rows - in_tables == {published()["documents.personnel_regulations"].rows_at}


def test_the_base_of_a_comparison_stands_in_the_table():
    tables = [one for one in composed(told(), "vi").blocks if isinstance(one, Table)]
    rows = {said(row[0]): [said(cell) for cell in row[1:]] for table in tables for row in table.rows}
    assert rows["returns.discipline_by_committees.members"] == ["334", "323", "103,4%", ""]
    assert rows["returns.discipline_by_committees.committee_members"] == ["47", "0", "–", "14%"]
    assert rows["returns.inspection.inspected_members"] == ["7.113", "0", "–"]


def test_digits_follow_the_rule():
    arabic = Numbers("ar", "arab")
    assert arabic.whole(1688) == "١٬٦٨٨"
    assert arabic.percent(103.4) == "١٠٣٫٤٪"
    assert (Numbers("ar", "latn").percent(103.4), Numbers("vi", "latn").percent(14.0)) == ("103.4%", "14%")


def test_what_an_editor_wrote_stands_around_the_figures_and_says_where_it_is_not_translated():
    texts = {"vi": {"leading": {"before": "Một\nHai", "after": "Ba"}}, "en": {"leading": {"after": "Three"}}}
    words = [said(one.runs) for one in composed(told(None, **texts), "vi").blocks if isinstance(one, Paragraph)]
    assert (words[0], words[1], words[3]) == ("Một", "Hai", "Ba")
    english = [one for one in composed(told(None, **texts), "en").blocks if isinstance(one, Paragraph)]
    assert said(english[0].runs) == "The next lines have not been translated yet."
    assert (english[1].language, said(english[1].runs)) == ("vi", "Một")
    assert said(english[4].runs) == "Three"


def test_chapters_that_say_nothing_are_not_printed():
    heads = [one.text for one in composed(told(), "ar").blocks if hasattr(one, "level")]
    assert heads[0] == "أولًا. القيادة والتوجيه"
    assert len(heads) == 4


def test_what_nobody_was_asked_for_is_not_said_to_be_none():
    gathered = {code: one for code, one in published().items() if not code.startswith("returns.")}
    assert prose("en", "inspection", gathered) == []
    nil = {code: replace(one, value=0, rows=0) for code, one in published().items()}
    assert prose("en", "inspection", nil) == ["In 2024, Party committees carried out no inspection and no supervision."]
