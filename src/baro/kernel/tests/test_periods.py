"""Working days and deadlines, as the Vietnamese calendar has them."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from baro.kernel import rulebook
from baro.kernel.periods import (
    add_working_days,
    day_written,
    is_working_day,
    moved_to_working_day,
    next_working_day,
    spoken_day,
    why_not_working,
    why_too_old,
    working_days_between,
    wrong_deadline,
)

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
CULTURAL_DAY = date(2026, 11, 24)
days = st.dates(date(2010, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (FRIDAY, True),
        (SATURDAY, False),
        (CULTURAL_DAY, False),
        (date(2025, 11, 24), True),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 4, 27), False),
        (date(2019, 5, 4), True),
        (date(1999, 9, 25), True),
        (date(1999, 10, 2), False),
    ],
    ids=[
        "an ordinary Friday",
        "an ordinary Saturday",
        "Cultural Day",
        "the year before Cultural Day was one",
        "exchanged day off",
        "Saturday worked in exchange",
        "day off exchanged by our own list",
        "Saturday worked by our own list",
        "substitute for a holiday on a Sunday",
        "Saturday worked in an older exchange",
        "Saturday in the week of six days",
        "first Saturday of the 40-hour week",
    ],
)
def test_a_day_is_worked_or_not(day, worked):
    assert is_working_day(day) is worked
    assert (why_not_working(day) is None) is worked


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2028, 9, 2), "Saturday, 2 September 2028 is not a working day: weekend and National Day."),
        (CULTURAL_DAY, "Tuesday, 24 November 2026 is not a working day: Vietnam Cultural Day."),
        (date(2026, 1, 2), "Friday, 2 January 2026 is not a working day: worked on Saturday, 10 January 2026 instead."),
        (date(2024, 4, 29), "Monday, 29 April 2024 is not a working day: worked on Saturday, 4 May 2024 instead."),
        (date(2026, 11, 22), "Sunday, 22 November 2026 is not a working day: weekend."),
    ],
)
def test_the_reason_for_a_day_off_is_one_sentence(day, sentence):
    with translation.override("en"):
        assert why_not_working(day) == sentence


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("vi", date(2028, 9, 2), ["Thứ Bảy, 02/09/2028", "Quốc khánh"]),
        ("ar", date(2028, 9, 2), ["السبت، 2 سبتمبر 2028", "العيد الوطني"]),
        ("ar", date(2026, 4, 27), ["ذكرى الملوك هونغ (عطلة بديلة)"]),
        ("vi", date(2026, 4, 27), ["Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"]),
    ],
)
def test_the_reason_is_given_in_the_readers_language(language, day, words):
    with translation.override(language):
        assert all(word in why_not_working(day) for word in words)


def test_a_day_is_spoken_with_its_weekday():
    with translation.override("en"):
        assert spoken_day(MONDAY) == "Monday, 23 November 2026"
    with translation.override("vi"):
        assert spoken_day(MONDAY) == "Thứ Hai, 23/11/2026"


def test_the_next_working_day_jumps_over_weekend_and_holiday():
    assert next_working_day(FRIDAY) == MONDAY
    assert next_working_day(MONDAY) == date(2026, 11, 25)


def test_a_deadline_moves_only_off_a_day_that_is_not_worked():
    assert moved_to_working_day(FRIDAY) == FRIDAY
    assert moved_to_working_day(SATURDAY) == MONDAY
    assert moved_to_working_day(CULTURAL_DAY) == date(2026, 11, 25)


def test_the_new_year_holidays_of_the_moon_take_a_week():
    assert add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert working_days_between(date(2026, 2, 13), date(2026, 2, 22)) == 0


def test_counting_goes_on_through_the_turn_of_the_year():
    assert add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert add_working_days(date(2026, 1, 5), -1) == date(2025, 12, 31)


def test_a_year_has_as_many_working_days_as_its_days_are_worked():
    first, last = date(2025, 12, 31), date(2026, 12, 31)
    worked = sum(is_working_day(first + timedelta(days=n)) for n in range(1, 366))
    assert working_days_between(first, last) == worked
    assert 245 <= worked <= 252


def test_the_end_of_the_calendar_is_an_overflow():
    with pytest.raises(OverflowError):
        next_working_day(date.max)


@given(day=days, number=st.integers(-700, 700))
def test_between_undoes_adding(day, number):
    assert working_days_between(day, add_working_days(day, number)) == number


@given(day=days, number=st.integers(-700, 700).filter(bool))
def test_adding_arrives_on_a_working_day_in_the_right_direction(day, number):
    arrived = add_working_days(day, number)
    assert is_working_day(arrived)
    assert (arrived > day) is (number > 0)


@given(day=days, number=st.integers(-300, 300))
def test_adding_one_more_arrives_later(day, number):
    assert add_working_days(day, number + 1) > add_working_days(day, number)


@given(first=days, second=days, third=days)
def test_working_days_add_up(first, second, third):
    first, second, third = sorted((first, second, third))
    whole = working_days_between(first, second) + working_days_between(second, third)
    assert working_days_between(first, third) == whole


@given(first=days, last=days)
def test_working_days_are_at_most_the_days(first, last):
    assert abs(working_days_between(first, last)) <= abs((last - first).days)


@given(day=days)
def test_a_moved_deadline_is_worked_and_never_earlier(day):
    moved = moved_to_working_day(day)
    assert is_working_day(moved)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((moved - day).days))


OWN_CALENDAR = """
code = "work.days"
[[version]]
valid_from = 1999-10-02
source = "Our calendar"
certainty = "text"
[version.body]
week = ["monday", "tuesday", "wednesday", "thursday", "friday"]
country = "VN"
[[version.body.closures]]
first = 2026-11-19
last = 2026-11-20
names = { vi = "Ngày truyền thống", en = "Anniversary of the office", ar = "ذكرى تأسيس المكتب" }
"""


def test_the_organisations_own_closure_is_a_day_off_with_its_own_name(tmp_path, monkeypatch):
    assert is_working_day(FRIDAY)
    (tmp_path / "work.toml").write_text(OWN_CALENDAR, encoding="utf-8")
    with monkeypatch.context() as own:
        own.setenv("BARO_RULES", str(tmp_path))
        rulebook.reopen()
        assert next_working_day(date(2026, 11, 18)) == MONDAY
        with translation.override("en"):
            assert why_not_working(FRIDAY).endswith("is not a working day: Anniversary of the office.")
    rulebook.reopen()
    assert is_working_day(FRIDAY)


def test_days_that_nobody_means_are_refused_with_the_day_that_will_do():
    with translation.override("en"):
        assert wrong_deadline(date(9999, 12, 31), MONDAY).endswith("choose a day until Wednesday, 31 December 2036.")
        assert why_too_old(date(1, 1, 1), MONDAY).endswith("choose a day from Monday, 3 February 1930 on.")
    assert (wrong_deadline(date(2036, 12, 31), MONDAY), why_too_old(date(1930, 2, 3), MONDAY)) == ("", "")


@pytest.mark.parametrize(
    "text",
    ["05/08/2026", "5/8/2026", "5-8-2026", "5.8.2026", "05082026", " 05/08/2026 ", "2026-08-05", "٠٥/٠٨/٢٠٢٦"],
)
def test_a_day_is_read_in_each_way_that_people_write_it_the_day_first(text):
    assert day_written(text) == date(2026, 8, 5)


@pytest.mark.parametrize("text", ["", "31/02/2026", "13/13/2026", "5/8/26", "582026", "20261231", "soon", "0/0/0000"])
def test_what_is_no_day_of_the_calendar_is_none(text):
    assert day_written(text) is None


@given(days)
def test_a_day_is_read_as_it_was_written(day):
    assert {day_written(form(day)) for form in (date.isoformat, "{0:%d/%m/%Y}".format, "{0:%d%m%Y}".format)} == {day}
