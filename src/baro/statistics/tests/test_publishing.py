"""Figures are frozen by one person and published by another; versions replace each other and are kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.statistics.actions import publishing
from baro.statistics.flow import State
from baro.statistics.models import Publication
from baro.statistics.queries import figures
from baro.statistics.tests.filling import LAST_YEAR, frozen, issued, powers, published, restated
from baro.trail.models import Event, Notice
from baro.trail.replaying import strange_records


@pytest.fixture
def town(world):
    powers(world)
    issued(world)
    return world


def plan(publication, *, is_before=False):
    return publication.figures.get(code="documents.issued.plan", is_before=is_before)


def test_what_is_frozen_is_what_the_figures_of_the_year_say(town):
    issued(town, 2, year=LAST_YEAR - 1, first=50)
    publication = frozen(town)
    kept = {one.code: one for one in publication.figures.filter(is_before=False)}
    before = {one.code: one.value for one in publication.figures.filter(is_before=True)}
    found = figures(town.unit("QN"), LAST_YEAR)
    asked = [one for one in found if one.value is not None]
    assert len(asked) < len(found), "nobody handed returns up"
    for figure in asked:
        one = kept.pop(figure.line.code)
        assert (one.value, one.row_count, one.digest) == (figure.value, figure.rows, figure.digest)
        assert before.get(figure.line.code, 0) == figure.previous
    assert not kept
    assert (plan(publication).value, plan(publication, is_before=True).value) == (3, 2)


def test_the_second_person_publishes_and_the_first_hears_of_it(town):
    publication = frozen(town)
    assert Notice.objects.filter(post_id=town.ada.post_id, subject=f"statistics.publication:{publication.pk}").exists()
    done = publishing.publish(publication.pk, by=town.ada)
    assert (done.state, done.publisher_title) == (State.PUBLISHED, town.ada.title)
    assert Notice.objects.filter(post_id=town.chi.post_id, subject=f"statistics.publication:{publication.pk}").exists()


def test_nobody_publishes_what_they_froze(town):
    publication = frozen(town)
    with pytest.raises(NotPermitted, match="Another person must publish them"):
        publishing.publish(publication.pk, by=town.chi)


def test_who_may_not_freeze_is_told_so_and_nothing_is_kept(town):
    with pytest.raises(NotPermitted, match="cannot freeze figures of this unit"):
        frozen(town, by=town.clo)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("ahead", [0, 1])
def test_a_year_that_has_not_ended_is_refused_beside_the_field(town, ahead):
    with pytest.raises(Refused, match="has not ended yet") as refused:
        frozen(town, timezone.localdate().year + ahead)
    assert "year" in refused.value.fields


def test_figures_are_published_once_and_then_restated(town):
    frozen(town)
    with pytest.raises(Refused, match="wait to be published"):
        frozen(town)
    publishing.publish(Publication.objects.get().pk, by=town.ada)
    with pytest.raises(Refused, match="Restate them"):
        frozen(town)


def test_a_restatement_takes_the_place_when_it_is_published_and_the_old_one_stays(town):
    first = published(town)
    issued(town, 1, first=70)
    second = publishing.restate(first.pk, reason="Bổ sung sổ công văn", by=town.chi)
    first.refresh_from_db()
    assert (first.state, second.state, second.version, second.restates_id) == ("published", "frozen", 2, first.pk)
    publishing.publish(second.pk, by=town.ada)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.REPLACED, State.PUBLISHED)
    assert (plan(first).value, plan(second).value) == (3, 4)
    told = Event.objects.about(first).first()
    assert told.verb_code == "statistics.publication.replace"
    assert "Bổ sung sổ công văn" in told.sentence


def test_only_one_restatement_waits_at_a_time(town):
    first = published(town)
    publishing.restate(first.pk, reason="Lần một", by=town.chi)
    with pytest.raises(Refused, match="wait to be published"):
        publishing.restate(first.pk, reason="Lần hai", by=town.chi)


def test_a_restatement_that_was_discarded_can_be_made_again(town):
    first = published(town)
    second = publishing.restate(first.pk, reason="Lần một", by=town.chi)
    publishing.discard(second.pk, reason="Chưa đủ sổ", by=town.ada)
    third = publishing.restate(first.pk, reason="Lần hai", by=town.chi)
    publishing.publish(third.pk, by=town.ada)
    first.refresh_from_db()
    assert first.state == State.REPLACED


def test_what_was_withdrawn_says_why_and_can_be_frozen_anew(town):
    done = publishing.withdraw(published(town).pk, reason="Nhầm kỳ báo cáo", by=town.ada)
    assert (done.state, done.ended_because) == (State.WITHDRAWN, "Nhầm kỳ báo cáo")
    assert frozen(town).version == 1


def test_what_was_restated_cannot_be_withdrawn(town):
    second = restated(town)
    with pytest.raises(Refused):
        publishing.withdraw(second.restates_id, reason="Nhầm", by=town.ada)


def test_a_report_publishes_its_figures_when_it_is_approved(town):
    report = town.issued()
    done = publishing.publish_with(report, town.unit("QN"), LAST_YEAR, by=town.ada)
    assert (done.state, done.version, done.title) == (State.PUBLISHED, 1, str(report))
    assert f"documents.document:{report.pk}" in Event.objects.about(done).first().subjects


def test_a_report_that_prints_the_same_figures_publishes_them_once(town):
    first = publishing.publish_with(town.issued(), town.unit("QN"), LAST_YEAR, by=town.ada)
    assert publishing.publish_with(town.issued(), town.unit("QN"), LAST_YEAR, by=town.ada).pk == first.pk


def test_a_report_with_other_figures_restates_the_published_ones(town):
    first, report = published(town), town.issued()
    issued(town, 1, first=70)
    second = publishing.publish_with(report, town.unit("QN"), LAST_YEAR, by=town.ada)
    first.refresh_from_db()
    assert (first.state, second.version, second.restates_id) == (State.REPLACED, 2, first.pk)
    assert str(report) in second.reason


def test_a_report_of_somebody_who_sees_no_figures_publishes_nothing(town):
    with pytest.raises(NotPermitted, match="does not open the figures"):
        publishing.publish_with(town.issued(), town.unit("QN"), LAST_YEAR, by=town.dov)
    assert not Publication.objects.exists()


def test_freezing_costs_the_same_number_of_queries_for_few_and_many_rows(town):
    with CaptureQueriesContext(connection) as few:
        frozen(town)
    issued(town, 60, year=LAST_YEAR - 2, first=100)
    with CaptureQueriesContext(connection) as many:
        frozen(town, LAST_YEAR - 2)
    assert len(few) == len(many)


def test_the_trail_tells_everything_that_stands_in_publications(town):
    restated(town)
    publishing.publish_with(town.issued(), town.unit("QN"), LAST_YEAR - 1, by=town.ada)
    publishing.discard(frozen(town, LAST_YEAR - 2).pk, reason="Chưa đủ", by=town.chi)
    publishing.withdraw(published(town, LAST_YEAR - 3).pk, reason="Nhầm", by=town.ada)
    assert [str(one) for one in strange_records() if "figures" in str(one)] == []
    Publication.objects.filter(state=State.WITHDRAWN).update(state=State.PUBLISHED)
    assert [str(one) for one in strange_records() if "figures" in str(one)]
