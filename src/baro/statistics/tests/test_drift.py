"""What published figures would be today: which rows came, went, or count otherwise, and who did it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.documents.models import Document
from baro.kernel.keys import pack
from baro.org.checks import check_of
from baro.org.figures import indicators as registry
from baro.org.figures.lines import Line
from baro.statistics.actions import looking, publishing
from baro.statistics.drift import drifts
from baro.statistics.models import PublishedFigure
from baro.statistics.replays import unlike_what_was_frozen
from baro.statistics.tests.filling import LAST_YEAR, frozen, issued, powers, published, restated

SUM = "sums.days"


@pytest.fixture
def town(world):
    powers(world)
    issued(world)
    return world


@pytest.fixture
def summed(monkeypatch):
    """An indicator beside the others that sums the days of months of plans."""
    monkeypatch.setattr(registry.indicators, "_declared", dict(registry.indicators._declared))

    @registry.indicator(
        SUM,
        "Days",
        counts="",
        list_code="documents.outgoing",
        version=1,
        lines=lambda _on: [Line(SUM, "Days", measure="length")],
    )
    def days(unit, first, last):
        rows = Document.objects.filter(issuer_unit=unit, issued_on__range=(first, last))
        return rows.annotate(length=F("number") - Value(2))

    return SUM


def drift_of(publication, code="documents.issued.plan"):
    found = list(publication.figures.filter(code=code, is_before=False))
    [drift] = drifts(publication, found)
    return drift


def plans():
    return Document.objects.filter(type="plan").order_by("pk")


def test_nothing_drifts_while_nothing_changes(town):
    publication = frozen(town)
    assert not any(drifts(publication, list(publication.figures.all())))


def test_a_row_that_came_and_one_that_went_are_told_apart_though_the_number_is_the_same(town):
    publication = published(town)
    gone = plans().first()
    Document.objects.filter(pk=gone.pk).update(type="programme")
    issued(town, 1, first=60)
    drift = drift_of(publication)
    assert (drift.now, drift.figure.value, drift.rows) == (3, 3, 2)
    assert (drift.dropped, list(drift.added)) == ([gone.pk], [plans().last().pk])
    assert drift_of(publication, "documents.issued.programme").now == 1


def test_a_row_that_counts_another_value_is_found_though_the_sum_is_the_same(town, summed):
    issued(town, 1, first=80)
    publication = published(town)
    figure = publication.figures.get(code=summed, is_before=False)
    first, *_between, last = plans()
    assert (figure.value, figure.is_measured, figure.measured[first.pk]) == (78, True, -1)
    Document.objects.filter(pk=first.pk).update(number=11)
    Document.objects.filter(pk=last.pk).update(number=70)
    drift = drift_of(publication, summed)
    assert drift.now == drift.figure.value == 78
    assert drift.changed == {first.pk: (-1, 9), last.pk: (78, 68)}


def test_the_value_is_recounted_from_the_kept_rows_and_values(town, summed):
    for figure in published(town).figures.all():
        fresh = PublishedFigure.objects.get(pk=figure.pk)
        assert fresh.recounted == fresh.value
        assert fresh.is_sound


def test_another_version_of_the_definition_is_said(town, monkeypatch):
    publication = published(town)
    again = dict(registry.indicators._declared)
    one = again["documents.issued"]
    object.__setattr__(one, "version", one.version + 1)
    try:
        assert drift_of(publication).is_redefined
    finally:
        object.__setattr__(one, "version", one.version - 1)


def test_an_indicator_that_is_gone_is_counted_no_more(town, summed, monkeypatch):
    publication = published(town)
    monkeypatch.setattr(
        registry.indicators, "_declared", {k: v for k, v in registry.indicators._declared.items() if k != summed}
    )
    drift = drift_of(publication, summed)
    assert drift
    assert drift.now is None
    client = town.browser(town.ada)
    page = client.get(publication.get_absolute_url())
    assert "no longer counted" in page.text
    assert client.get(reverse("statistics.published_rows", args=[publication.pk, drift.figure.pk])).status_code == 404


def test_the_page_says_what_a_figure_would_be_and_who_changed_it(town):
    publication = published(town)
    issued(town, 2, first=60)
    client = town.browser(town.ada)
    page = client.get(publication.get_absolute_url())
    assert "would be 5 today: 2 rows changed since" in page.text
    figure = publication.figures.get(code="documents.issued.plan", is_before=False)
    since = client.get(reverse("statistics.published_since", args=[publication.pk, figure.pk]))
    assert "Counted today, not then" in since.text
    assert town.clo.title in since.text


def test_the_rows_of_the_page_are_those_that_were_counted(town):
    publication = published(town)
    Document.objects.filter(pk=plans().first().pk).update(type="programme")
    figure = publication.figures.get(code="documents.issued.plan", is_before=False)
    page = town.browser(town.ada).get(reverse("statistics.published_rows", args=[publication.pk, figure.pk]))
    assert page.context["list"].count == 3
    assert "The figure is 3." in page.text


def test_a_figure_of_another_publication_is_not_found(town):
    first, other = published(town), published(town, LAST_YEAR - 1)
    figure = other.figures.first()
    for name in ("statistics.published_rows", "statistics.published_since"):
        assert town.browser(town.ada).get(reverse(name, args=[first.pk, figure.pk])).status_code == 404


def test_the_night_counts_what_drifted_and_a_check_shows_it(town):
    publication = published(town)
    assert looking.look(publication.pk).drifted == 0
    issued(town, 1, first=60)
    assert looking.look(publication.pk).drifted == 1
    found = check_of("statistics.drifted").rows(timezone.localdate())
    assert [one.pk for one in found] == [publication.pk]


def test_the_year_before_drifts_as_well(town):
    issued(town, 1, year=LAST_YEAR - 1, first=40)
    publication = published(town)
    issued(town, 1, year=LAST_YEAR - 1, first=60)
    assert looking.look(publication.pk).drifted == 1
    assert "year before: would be 2 today" in town.browser(town.ada).get(publication.get_absolute_url()).text


def test_what_was_replaced_drifts_no_more(town):
    second = restated(town)
    issued(town, 1, first=60)
    assert looking.look(second.restates_id).drifted == 0
    assert set(looking.to_be_looked_at()) == {second.pk, second.restates_id}


@pytest.mark.parametrize("forged", [{"value": 4}, {"rows": pack([1, 2])}, {"rows": b"spoilt"}, {"digest": "0" * 64}])
def test_a_figure_that_somebody_changed_by_hand_is_found(town, forged):
    publication = published(town)
    assert not list(unlike_what_was_frozen())
    publication.figures.filter(code="documents.issued.plan", is_before=False).update(**forged)
    assert list(unlike_what_was_frozen())
    assert looking.look(publication.pk).unsound == 1
    assert check_of("statistics.unsound").rows(timezone.localdate()).count() == 1
    assert "do not match their fingerprint" in town.browser(town.ada).get(publication.get_absolute_url()).text


def test_a_figure_that_somebody_took_away_is_found(town):
    issued(town, 1, year=LAST_YEAR - 1, first=40)
    publication = published(town)
    assert not list(unlike_what_was_frozen())
    publication.figures.filter(code="documents.issued.plan", is_before=True).delete()
    assert list(unlike_what_was_frozen())


def test_the_page_costs_the_same_for_few_and_many_rows(town):
    client = town.browser(town.ada)
    url = published(town).get_absolute_url()
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    issued(town, 60, first=100)
    publishing.publish(publishing.restate(int(url.split("/")[-2]), reason="Bổ sung", by=town.chi).pk, by=town.ada)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few)


def test_a_late_change_is_told_of_the_days_since_alone(town):
    publication = published(town)
    issued(town, 1, first=60)
    type(publication).objects.filter(pk=publication.pk).update(frozen_at=timezone.now() + timedelta(days=1))
    figure = publication.figures.get(code="documents.issued.plan", is_before=False)
    page = town.browser(town.ada).get(reverse("statistics.published_since", args=[publication.pk, figure.pk]))
    assert "No deed is told of this row since." in page.text
