"""Beginning the report of a unit's year."""

from __future__ import annotations

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.reports.models import Report
from baro.reports.tests.filling import begun, cancelled
from baro.trail.models import Event

THIS_YEAR = timezone.localdate().year


def test_a_report_is_begun_for_a_unit_and_a_year(able):
    report = begun(able)
    assert (report.state, report.year, report.unit.code) == ("draft", THIS_YEAR, "QN-HL")
    assert (report.writer_post_id, report.writer_title) == (able.gus.post_id, able.gus.title)
    assert Event.objects.about(report).filter(verb_code="reports.report.draft").count() == 1


def test_a_unit_has_one_report_of_a_year_unless_it_was_cancelled(able):
    first = begun(able, year=THIS_YEAR)
    with pytest.raises(Refused, match=f"There is a report of {THIS_YEAR} of this unit already") as refused:
        begun(able, year=THIS_YEAR)
    assert refused.value.about == first
    cancelled(able)
    assert cancelled(able).state == "cancelled"


def test_a_year_that_has_not_begun_is_refused(able):
    with pytest.raises(Refused, match=f"{THIS_YEAR + 1} has not begun yet"):
        begun(able, year=THIS_YEAR + 1)
    assert not Report.objects.exists()


@pytest.mark.parametrize("year", [1, 1999, 0])
def test_a_year_of_which_the_rulebook_does_not_speak_is_refused(able, year):
    with pytest.raises(Refused, match=f"does not say what the report of {year} looks like"):
        begun(able, year=year)


def test_who_was_not_given_the_power_begins_none(able):
    with pytest.raises(NotPermitted, match="You cannot write yearly reports of this unit"):
        begun(able, by=able.fay)
    with pytest.raises(NotPermitted, match="You cannot write yearly reports of this unit"):
        begun(able, unit=able.unit("QN-CX"))
