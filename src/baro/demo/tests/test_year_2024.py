"""The year 2024 of the demo province: every published figure comes out of its rows, and hangs on every condition."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from operator import attrgetter
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.db.models import Q
from django.test import override_settings

from baro.demo import loading
from baro.demo.reform.deeds import deeds_of_reform
from baro.demo.reform.year_2024 import COMMUNES_MERGED, deeds_of_2024
from baro.demo.returns.books import YEARS, Year, published
from baro.demo.returns.deeds import deeds_of_returns
from baro.demo.returns.sums import PERIODS
from baro.demo.tests.mutants import of_functions
from baro.documents import indicators as of_documents
from baro.documents.flow import State
from baro.documents.models import Direction, Document, DocumentQuerySet
from baro.kernel.periods import year_days
from baro.org import indicators as of_organisation
from baro.org.figures.indicators import indicators
from baro.org.models import Quota, Unit
from baro.returns import indicators as of_returns
from baro.returns.indicators import cells_between
from baro.returns.models import Cell, Return, Version
from baro.returns.periods import period_of
from baro.statistics.commands import figures

pytestmark = [pytest.mark.slow, pytest.mark.province]

PUBLISHED = tomllib.loads((Path(__file__).parent / "published-2024.toml").read_text(encoding="utf-8"))
# What can be left out without another figure, and why.
STAYED = "no unit here was renamed or moved after it was founded, or before it closed in the same year"
HANDED_UP = "every unit here that closed handed up everything until then, and nothing later"
SAYS_THE_SAME = {
    ("units_reorganised", "filter reorganisation__effective_on__range=(first, last)"): STAYED,
    ("units_reorganised", "filter period__startswith__range=(first, last)"): STAYED,
    ("units_reorganised", "filter period__endswith=OuterRef('closed_on')"): STAYED,
    ("cells_between", "filter first=first"): HANDED_UP,
    ("cells_between", "filter last__lte=last"): HANDED_UP,
    ("cells_between", "exclude digest=''"): HANDED_UP,
    ("issued_between", "filter number__isnull=False"): "only what is signed has a number; said for the index",
    ("issued_between", "filter state__in=(State.SIGNED, *SENT)"): "only what is signed has a number",
}
ASKED = (("QN", 2024), ("QN-205", 2024), ("QN-195", 2025))  # below a district not everything stands


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Unit]:
    """The province without the routine of its offices: organisation, quotas, returns, the register of 2024."""
    deeds = [*deeds_of_2024(), *deeds_of_returns(), *deeds_of_reform(signed=True)]
    of_the_past = patch.object(loading, "diary", lambda _today, _until: sorted(deeds, key=attrgetter("moment")))
    files = override_settings(FILES=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), transaction.atomic(), files, of_the_past:
        loading.load(lambda _done, _of, _label: None)
        yield Unit.objects.get(code=PUBLISHED["unit"])
        transaction.set_rollback(True)


def test_baro_figures_prints_every_published_figure(year):
    printed = CliRunner().invoke(
        figures, ["--unit", "QN", "--year", "2024", "--format", "json"], catch_exceptions=False
    )
    found = {one["code"]: one for one in json.loads(printed.output)}
    told = {code: {name: found[code][name] for name in wanted} for code, wanted in PUBLISHED["figures"].items()}
    assert told == PUBLISHED["figures"]


@pytest.mark.parametrize("code", [f"{year}{period}" for year in YEARS for period in PERIODS])
def test_the_returns_of_a_period_add_up_to_what_was_published_of_it(year, code):
    period, wanted = period_of(code), published(code)
    rows = cells_between(period.first, period.last)

    def total(cell: str) -> int:
        return sum(rows.filter(code=cell).values_list("value", flat=True))

    for what in ("organisations", "members"):
        assert total(f"inspection.{what}.inspected") == wanted["inspected"][what]
        assert total(f"supervision.{what}.supervised") == wanted["supervised"][what]
    for begins, by in (("", "committees"), ("commission_", "commissions")):
        for what, number in wanted[by].items():
            assert total(f"discipline.{begins}{what}.total") == number, what


@pytest.mark.django_db  # by one such test alone the database is made for a file
def test_the_same_numbers_each_time():
    assert [list(Year(2024).values(period)) for period in PERIODS] == [
        list(Year(2024).values(period)) for period in PERIODS
    ]


def test_no_total_is_stored(year):
    largest = Cell.objects.filter(last=date(2024, 12, 31), counts=True).order_by("-value").first()
    assert largest.value < 1000
    assert not Quota.objects.filter(number__in=(978, 90)).exists()


@pytest.fixture
def decoys(year) -> Iterator[None]:
    """Rows that no figure counts, each for one reason: without that condition it would be counted."""
    with transaction.atomic():
        day = date(2024, 5, 6)
        said = {"type": "plan", "issuer_unit": year, "issuer": "Tỉnh ủy", "number": 99_999, "symbol": "99999-KH/TU"}
        came = {"arrived_on": day, "arrival_number": 99_999, "issued_on": day, "entered_on": day}
        Document(unit=year, direction=Direction.INCOMING, state=State.ISSUED, **said, **came).save(force_insert=True)
        office = Unit.objects.get(code="QN-VPTU")
        for issuer, then in ((office, day), (year, date(2023, 5, 6))):
            own = said | {"issuer_unit": issuer, "issued_on": then, "entered_on": then}
            Document(unit=issuer, direction=Direction.OUTGOING, state=State.ISSUED, **own).save(force_insert=True)
        some = Return.objects.filter(period="2024", form="discipline", digest__gt="").order_by("pk")[0]
        draft = Version.objects.create(of=some, number=9, rule="")
        cell = {"version": draft, "unit": some.unit, "form": "discipline", "last": some.last, "value": 7}
        Cell.objects.create(code="discipline.members.total", first=some.first, counts=False, **cell)
        Cell.objects.create(code="discipline.commission_members.total", first=date(2024, 10, 1), counts=True, **cell)
        ended = Unit.objects.filter(closed_on=COMMUNES_MERGED).first()
        cell |= {"form": "ward", "first": some.first, "last": date(2024, 6, 30), "counts": True}
        Cell.objects.create(code="discipline.organisations.total", **cell)
        Cell.objects.create(code="discipline.committee_members.total", **(cell | {"unit": ended}))
        beyond = {"first": some.first, "last": date(2025, 6, 30), "due_on": date(2025, 7, 7), "period": "beyond"}
        Return.objects.create(round=some.round, unit=ended, checker=year, form="ward", digest="handed up", **beyond)
        yield
        transaction.set_rollback(True)


def values_of(declared: Any) -> dict[tuple[str, str, int], tuple[int, int]]:
    """Every figure of some indicators for some units and years: what it is and of how many rows."""
    found = {}
    for (code, year), one in product(ASKED, declared):
        first, last = year_days(year)
        rows = one.question(Unit.objects.filter(code=code).order_by("-closed_on", "-pk")[0], first, last)
        for line in one.lines(last):
            counted = rows.filter(line.where).order_by()
            found[line.code, code, year] = (counted.aggregate(value=line.count)["value"], counted.count())
    return found


MUTANTS = [
    *of_functions(of_organisation, "units_reorganised", "quotas_changed", "_stood_below"),
    *of_functions(of_documents, "documents_issued", "documents_of_fields"),
    *of_functions(of_returns, "cells_between", "cells_of"),
    *of_functions(DocumentQuerySet, "issued_between"),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.name}: {mutant.lost}"[:90])
def test_without_any_of_its_conditions_an_indicator_gives_another_figure(year, decoys, monkeypatch, mutant):
    about = of_documents if mutant.where is DocumentQuerySet else mutant.where
    asked = [one for one in indicators if one.question.__module__ == about.__name__]
    before, changed, told = values_of(asked), mutant.compiled, (mutant.name, mutant.lost)
    monkeypatch.setattr(mutant.where, mutant.name, changed)
    asked = [replace(one, question=changed) if one.question.__name__ == mutant.name else one for one in asked]
    assert (values_of(asked) == before) == (told in SAYS_THE_SAME), SAYS_THE_SAME.get(told, told)


LINES = [line for one in indicators for line in one.lines(date(2024, 12, 31)) if line.code in PUBLISHED["figures"]]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.code)
def test_without_any_of_its_conditions_a_line_gives_another_figure(year, line):
    (one,) = [one for one in indicators if any(line.code == other.code for other in one.lines(date(2024, 12, 31)))]
    rows = one.question(year, *year_days(2024)).order_by()
    assert line.where.children
    for condition in line.where.children:
        others = Q(*(child for child in line.where.children if child is not condition))
        counted = replace(line, where=others).count
        assert rows.aggregate(value=counted)["value"] != PUBLISHED["figures"][line.code]["value"], condition
