"""Submitting a report, withdrawing, approving, returning and cancelling it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from baro.documents.actions.entering import Issued, enter_issued
from baro.kernel.errors import NotPermitted, Refused
from baro.reports.actions.writing import approve, cancel, return_, submit, withdraw, write
from baro.reports.keeping import changed, kept, sealed, told_of, told_of_unit
from baro.reports.models import KeptFigure
from baro.reports.tests.filling import TEXTS, approved, begun, returned, submitted, written
from baro.statistics.models import Publication
from baro.trail.models import Event, Notice

PLANS = "documents.issued.plan"


def entered(world, number: int = 1) -> None:
    """A plan of the ward, from the register kept before."""
    today = timezone.localdate()
    line = Issued("plan", number, f"{number:02d}-KH/ĐU", date(today.year, 1, 1), "về việc")
    enter_issued([line], world.unit("QN-HL"), source="sổ công văn đi", by=world.gus)


def test_a_submitted_report_keeps_its_figures_and_tells_who_approves(able):
    entered(able)
    report = submitted(able)
    figure = report.figures.get(code=PLANS)
    assert (figure.value, figure.previous, figure.rows, len(figure.digest)) == (1, None, 1, 64)
    assert Notice.objects.to(able.eve.post_id).filter(subject=f"reports.report:{report.pk}").exists()


def test_figures_stay_while_records_go_on_and_what_changed_is_told(able):
    entered(able)
    report = submitted(able)
    entered(able, 2)
    assert kept(report)[PLANS].value == 1
    assert told_of(report).facts[PLANS].value == 1
    ((then, now),) = changed(report)
    assert (then.code, then.value, now.value) == (PLANS, 1, 2)


def test_the_figures_of_a_draft_are_those_of_today(able):
    report = written(able)
    entered(able)
    assert told_of(report).facts[PLANS].value == 1


def test_a_report_that_is_submitted_again_is_counted_again(able):
    report = submitted(able)
    entered(able)
    report = submit(withdraw(report.pk, by=able.gus).pk, by=able.gus)
    assert report.figures.get(code=PLANS).value == 1


def test_an_approved_report_has_a_fingerprint_of_texts_and_figures(able):
    report = approved(able)
    assert (report.state, report.approver_title) == ("approved", able.eve.title)
    assert report.digest == sealed(report)
    KeptFigure.objects.filter(report=report, code=PLANS).update(value=7)
    assert sealed(report) != report.digest


def test_figures_that_would_be_others_today_are_not_approved(able):
    report = submitted(able)
    entered(able)
    with pytest.raises(Refused, match="1 of its figures would be others today"):
        approve(report.pk, by=able.eve)
    assert not Publication.objects.exists()


def test_the_figures_are_published_with_the_approval_and_open_the_rows_that_were_kept(able):
    entered(able)
    report = approved(able)
    figures = report.publication.figures.filter(is_before=False)
    assert {one.code: (one.value, one.digest) for one in figures} == {
        code: (fact.value, fact.digest) for code, fact in kept(report).items()
    }
    plans = figures.get(code=PLANS)
    assert kept(report)[PLANS].rows_at == f"/figures/published/{report.publication_id}/rows/{plans.pk}/"
    assert Event.objects.about(report).filter(verb_code="statistics.publication.keep").exists()


def test_nobody_approves_what_they_wrote_or_submitted(able):
    own = submitted(able, by=able.eve)
    with pytest.raises(NotPermitted, match="You cannot decide about a report that you wrote"):
        approve(own.pk, by=able.eve)
    cancel(withdraw(own.pk, by=able.gus).pk, reason="x", by=able.gus)
    touched = begun(able)
    write(touched.pk, language="vi", texts=TEXTS, by=able.eve)
    submit(touched.pk, by=able.gus)
    with pytest.raises(NotPermitted, match="You cannot decide about a report that you wrote"):
        return_(touched.pk, reason="x", by=able.eve)


def test_who_holds_no_power_approves_nothing(able):
    with pytest.raises(NotPermitted, match="Only a person who approves yearly reports of this unit"):
        approve(submitted(able).pk, by=able.ada)


def test_a_returned_report_says_why_and_is_submitted_again(able):
    report = returned(able)
    assert (report.state, report.reason) == ("returned", "Bổ sung nguyên nhân")
    assert Notice.objects.to(able.gus.post_id).filter(subject=f"reports.report:{report.pk}").exists()
    again = submit(report.pk, by=able.gus)
    assert (again.state, again.reason) == ("submitted", "")


def test_what_is_decided_is_not_decided_again(able):
    report = approved(able)
    for again in (submit, withdraw):
        with pytest.raises(Refused):
            again(report.pk, by=able.gus)
    with pytest.raises(Refused):
        cancel(report.pk, reason="x", by=able.gus)


def test_a_command_prints_what_was_approved_else_what_is_counted_today(able):
    unit, year = able.unit("QN-HL"), timezone.localdate().year
    report = submitted(able)
    assert told_of_unit(unit, year).texts == {}
    approve(report.pk, by=able.eve)
    entered(able)
    assert told_of_unit(unit, year).facts[PLANS].value == 0
    assert told_of_unit(unit, year).texts == {"vi": TEXTS}
