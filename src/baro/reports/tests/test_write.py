"""Writing around the figures of a report."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.printing.content import words_of
from baro.reports.actions.writing import write
from baro.reports.composing import composed
from baro.reports.keeping import outdated, told_of
from baro.reports.tests.filling import TEXTS, begun, submitted, written
from baro.trail.models import Event

ENGLISH = {"leading": {"before": "The committee led in all fields.", "after": ""}}


def test_text_is_kept_by_language_chapter_and_place(able):
    report = written(able)
    assert report.texts == {"vi": TEXTS}
    told = Event.objects.about(report).get(verb_code="reports.report.write").facts
    assert (told["language"], str(told["count"])) == ({"reports.language": "vi"}, "2")


def test_what_is_empty_or_of_no_chapter_is_left_out(able):
    texts = {"leading": {"before": "  Một \n", "after": " "}, "x": {"before": "y"}, "ahead": {"elsewhere": "z"}}
    assert write(begun(able).pk, language="vi", texts=texts, by=able.gus).texts == {
        "vi": {"leading": {"before": "Một"}}
    }


def test_an_editor_changes_no_figure(able):
    report = written(able)
    before = words_of(composed(told_of(report), "vi").blocks)
    hostile = {"leading": {"before": "{figure:documents.issued.plan} {year} {list:documents.issued}"}}
    report = write(report.pk, language="vi", texts=hostile, by=able.gus)
    after = words_of(composed(told_of(report), "vi").blocks)
    assert "{figure:documents.issued.plan} {year} {list:documents.issued}" in after
    assert [line for line in before.splitlines() if line not in TEXTS["leading"].values()] == [
        line for line in after.splitlines() if not line.startswith("{")
    ]


def test_a_translation_is_missing_then_there_then_outdated(able):
    report = written(able)
    assert (outdated(report, "vi"), outdated(report, "en")) == ([], ["leading"])
    report = write(report.pk, language="en", texts=ENGLISH, by=able.gus)
    assert (outdated(report, "en"), outdated(report, "ar")) == ([], ["leading"])
    report = write(report.pk, language="vi", texts={"leading": {"before": "Khác"}}, by=able.gus)
    assert outdated(report, "en") == ["leading"]
    assert report.texts["en"] == {"leading": {"before": "The committee led in all fields."}}


def test_there_are_three_languages(able):
    with pytest.raises(Refused, match="Reports are written in Vietnamese, English and Arabic"):
        write(begun(able).pk, language="fr", texts={}, by=able.gus)


def test_a_submitted_report_is_not_written_any_more(able):
    with pytest.raises(Refused):
        write(submitted(able).pk, language="vi", texts=TEXTS, by=able.gus)


def test_somebody_else_writes_nothing(able):
    with pytest.raises(NotPermitted, match="Only a person who writes yearly reports of this unit"):
        write(begun(able).pk, language="vi", texts=TEXTS, by=able.ada)
