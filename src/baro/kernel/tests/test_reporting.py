"""Periods of reports: what they are called follows from their days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from django.utils import translation

from baro.kernel.figures import growth, percent
from baro.kernel.reporting import PeriodKind, between, period_of, same_as, term_of, year_of


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-9M", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2020-10-27..2023-06-30", date(2020, 10, 27), date(2023, 6, 30)),
    ],
)
def test_a_code_stands_for_its_days_and_comes_back(code, first, last):
    period = period_of(code)
    assert (period.first, period.last, period.code) == (first, last, code)


@pytest.mark.parametrize(
    "code", ["", "24", "2024-Q5", "2024-H2", "2024-6M", "2024-13", "٢٠٢٤", "2024-00", "1850", "2024-02-30..2024-03-01"]
)
def test_anything_else_is_no_period(code):
    with pytest.raises(ValueError):
        period_of(code)


def test_days_the_wrong_way_round_are_no_period():
    with pytest.raises(ValueError, match="comes before"):
        period_of("2024-03-01..2024-02-01")


@pytest.mark.parametrize(
    ("code", "before"),
    [("2024", "2023"), ("2024-H1", "2023-H1"), ("2024-9M", "2023-9M"), ("2024-Q1", "2023-Q1"), ("2024-02", "2023-02")],
)
def test_the_year_before_is_the_same_period(code, before):
    assert period_of(code).before == period_of(before)


def test_a_leap_day_has_a_day_before_too():
    assert period_of("2024-01-01..2024-02-28").before.code == "2023-01-01..2023-02-28"
    assert period_of("2023-12-02..2024-02-29").before.last == date(2023, 2, 28)


def test_nine_months_are_january_to_september_and_half_a_term_is_never_called_so():
    assert period_of("2023-01-01..2023-09-30").kind is PeriodKind.NINE_MONTHS
    half = period_of("2020-10-27..2023-06-30")
    with translation.override("en"):
        assert half.kind is PeriodKind.DAYS
        assert str(half) == "27/10/2020 to 30/06/2023"
        assert str(period_of("2023-9M")) == "first nine months of 2023"


def test_half_a_term_is_compared_with_as_many_days_before_it():
    half = period_of("2020-10-27..2023-06-30")
    assert half.before.last == date(2020, 10, 26)
    assert half.before.last - half.before.first == half.last - half.first


def test_a_term_is_compared_with_the_term_before():
    former = term_of("2015-2020", date(2015, 10, 17), date(2020, 9, 27))
    term = term_of("2020-2025", date(2020, 9, 28), date(2025, 9, 25), former)
    assert term.before == former
    with translation.override("en"):
        assert str(term).startswith("term 2020-2025")


def test_cumulative_periods_begin_with_the_year():
    assert [one.cumulative.code for one in year_of(2024).parts(PeriodKind.QUARTER)] == [
        "2024-Q1",
        "2024-H1",
        "2024-9M",
        "2024",
    ]
    assert period_of("2024-05").cumulative == between(date(2024, 1, 1), date(2024, 5, 31))


def test_the_months_of_a_year_are_all_its_days_once():
    months = year_of(2024).parts(PeriodKind.MONTH)
    assert sum((one.last - one.first).days + 1 for one in months) == 366
    assert all(other.first > one.last for one, other in pairwise(months))


def test_what_has_no_name_does_not_come_back_in_other_years():
    assert same_as(period_of("2024-9M"), 2019).code == "2019-9M"
    with pytest.raises(ValueError, match="does not come back"):
        same_as(period_of("2020-10-27..2023-06-30"), 2019)


@pytest.mark.parametrize(
    ("part", "whole", "cut"),
    [(106, 76, 139.4), (47, 334, 14.0), (-1, 3, None), (5, 0, None), (5, -2, None), (0, 4, 0)],
)
def test_shares_are_cut_off_towards_nought_and_need_a_base(part, whole, cut):
    assert percent(part, whole) == cut


@pytest.mark.parametrize(("now", "before", "by"), [(334, 323, 3.4), (57, 80, -28.7), (-3, 4, -175.0), (3, 0, None)])
def test_growth_is_cut_off_in_the_same_way(now, before, by):
    assert growth(now, before) == by
