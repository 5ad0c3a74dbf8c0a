"""Figures of a year: those that were published, and the very rows behind each."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baro.documents.models import Document
from baro.kernel.errors import Refused
from baro.kernel.figures import percent
from baro.org.figures import indicators as registry
from baro.org.figures.indicators import line_of
from baro.statistics.queries import figures, figures_of_year, first_unit, unit_of
from baro.statistics.tests.conftest import PUBLISHED


def values(world, unit="QN", year=2024):
    return {figure.line.code: figure.value for figure in figures(world.unit(unit), year)}


def test_the_published_year_comes_out_in_its_order_and_every_figure_is_the_count_of_its_rows(world, register):
    register.of_2024()
    found = [one for one in figures(world.unit("QN"), 2024) if one.line.code.startswith("documents.issued.")]
    assert [(figure.line.code, figure.value) for figure in found] == [
        (f"documents.issued.{line}", count) for line, count in PUBLISHED.items()
    ]
    for figure in found:
        rows = line_of(figure.line.code, world.unit("QN"), 2024).rows()
        assert figure.value == figure.rows == rows.count() == len(set(rows.values_list("pk", flat=True)))


def test_the_standing_committee_alone_has_its_own_figures(world, register):
    register.entered("plan", 2)
    register.entered("plan", 3, unit="QN-BTV", first=3)
    assert values(world)["documents.issued.plan"] == 5
    assert values(world, "QN-BTV")["documents.issued.plan"] == 3


def test_what_the_communes_and_the_office_issue_is_theirs(world, register):
    register.entered("plan", 2, unit="QN-HL")
    register.entered("plan", 4, unit="QN-VP")
    assert values(world)["documents.issued.plan"] == 0
    assert values(world, "QN-HL")["documents.issued.plan"] == 2


def test_drafts_and_copies_of_recipients_are_not_counted(world):
    world.drafted()
    issued = world.issued()
    assert values(world, "QN-VP", issued.issued_on.year)["documents.issued.conclusion_or_notice"] == 1
    assert Document.objects.filter(issuer_unit=world.unit("QN-VP")).count() == 4


def test_the_first_and_the_last_day_belong_to_the_year(world, register):
    made = register.entered("plan", 2)
    for document, day in zip(made, (date(2024, 1, 1), date(2024, 12, 31)), strict=True):
        Document.objects.filter(pk=document.pk).update(issued_on=day)
    assert values(world)["documents.issued.plan"] == 2


def test_the_year_before_stands_beside_it_cut_off_and_not_rounded(world, register):
    register.entered("plan", 76, year=2023)
    register.entered("plan", 106, first=100)
    plan = next(figure for figure in figures(world.unit("QN"), 2024) if figure.line.code.endswith(".plan"))
    assert (plan.value, plan.previous, plan.percent_of_previous) == (106, 76, 139.4)
    report = next(figure for figure in figures(world.unit("QN"), 2024) if figure.line.code.endswith(".report"))
    assert (report.previous, report.percent_of_previous) == (0, None)


@pytest.mark.parametrize(("part", "whole", "cut"), [(334, 323, 103.4), (106, 76, 139.4), (27, 106, 25.4), (5, 5, 100)])
def test_shares_are_cut_off_as_reports_print_them(part, whole, cut):
    assert percent(part, whole) == cut


def test_the_fingerprint_stays_while_the_rows_stay(world, register):
    register.entered("plan", 3)

    def fingerprint():
        return next(figure.digest for figure in figures(world.unit("QN"), 2024) if figure.line.code.endswith(".plan"))

    first = fingerprint()
    assert len(first) == 64
    register.entered("report", 1)
    assert fingerprint() == first
    one = Document.objects.filter(type="plan").first()
    Document.objects.filter(pk=one.pk).update(type="programme")
    register.entered("plan", 1, first=50)  # as many plans as before, but not the same
    assert fingerprint() != first


def test_the_number_of_queries_does_not_grow_with_the_rows(world, register):
    register.entered("plan", 1)
    with CaptureQueriesContext(connection) as few:
        figures(world.unit("QN"), 2024)
    register.entered("plan", 50, first=2)
    register.entered("report", 50)
    with CaptureQueriesContext(connection) as many:
        figures(world.unit("QN"), 2024)
    assert len(few) == len(many)


def test_figures_can_be_written_as_json(world, register):
    register.entered("plan", 1)
    written = json.loads(json.dumps([figure.as_facts() for figure in figures_of_year("QN", 2024)]))
    plan = next(figure for figure in written if figure["code"] == "documents.issued.plan")
    assert (plan["label"], plan["value"], plan["rows"]) == ("Plans", 1, 1)


def test_without_a_code_the_root_is_meant(world):
    assert unit_of(None) == world.unit("QN")


def test_an_unknown_unit_is_named_in_the_refusal(world):
    with pytest.raises(Refused, match="There is no unit “XX”"):
        figures_of_year("XX", 2024)


def test_a_year_without_a_rule_is_refused_with_what_to_do(world):
    with pytest.raises(Refused, match="choose a later year"):
        figures(world.unit("QN"), 1950)


def test_of_years_before_the_first_document_there_are_no_figures_instead_of_noughts(world, register):
    register.entered("plan", 3)
    of = {year: values(world, year=year) for year in (2022, 2023, 2024)}
    assert [of[year]["documents.issued.plan"] for year in of] == [None, None, 3]
    assert of[2024]["documents.issued.report"] == 0
    plan = next(figure for figure in figures(world.unit("QN"), 2024) if figure.line.code.endswith(".plan"))
    assert (plan.previous, plan.percent_of_previous) == (None, None)
    assert plan.comparison == "no records of the year before"
    assert (plan.as_facts()["value"], plan.as_facts()["previous"]) == (3, None)


def test_of_a_time_without_records_nothing_is_fixed_by_a_fingerprint(world):
    found = [one for one in figures(world.unit("QN"), 2000) if one.line.code.startswith("documents.issued.")]
    assert {(one.value, one.previous, one.share, one.digest, one.comparison) for one in found} == {
        (None, None, None, "", "")
    }


def test_an_unknown_figure_has_no_rows(world):
    with pytest.raises(KeyError):
        line_of("documents.issued.poems", world.unit("QN"), 2024)


def test_an_indicator_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        registry.indicator("documents.issued", "", counts="", list_code="documents.outgoing", version=1)(
            lambda *_: None
        )


def test_a_plain_indicator_is_one_figure(monkeypatch, world, register):
    monkeypatch.setattr(registry.indicators, "_declared", {})

    @registry.indicator("documents.all", "All", counts="", list_code="documents.outgoing", version=1)
    def everything(unit, first, last):
        return Document.objects.filter(unit=unit, issued_on__range=(first, last))

    register.entered("decision", 4)
    assert values(world) == {"documents.all": 4}


@pytest.mark.parametrize(("person", "code"), [("ada", "QN"), ("chi", "QN"), ("dov", None), ("stranger", None)])
def test_figures_open_with_the_highest_unit_that_a_post_covers(world, person, code):
    unit = first_unit(getattr(world, person))
    assert (unit.code if unit else None) == code
