"""Data quality: returns that are late, fell, are at odds or unlike the year before; each number opens its returns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.org.figures.branches import Branch
from baro.returns.actions.entering import Entered, enter
from baro.returns.models import Return
from baro.returns.tests.conftest import powers
from baro.statistics.doubts import doubt, lines

IN_TIME = {"2023": datetime(2024, 1, 3, 9, tzinfo=UTC), "2024-H1": datetime(2024, 7, 2, 9, tzinfo=UTC)}
IN_TIME |= {"2024": datetime(2025, 1, 3, 9, tzinfo=UTC), "2024-02": datetime(2024, 3, 1, 9, tzinfo=UTC)}
IN_TIME |= {"2023-02": datetime(2023, 3, 1, 9, tzinfo=UTC)}


class Books:
    """What the wards handed up."""

    def __init__(self, world) -> None:
        powers(world)
        self.world = world

    def say(self, period: str, values: dict[str, int], *, unit: str = "QN-HL", when=None, note: str = "") -> Return:
        form = next(iter(values)).partition(".")[0]
        line = Entered(self.world.unit(unit), values, when or IN_TIME[period], "Bí thư", note)
        asked = {"unit": self.world.unit("QN"), "source": "Sổ báo cáo", "by": self.world.chi}
        (one,) = enter([line], form=form, period=period, **asked)
        return one

    def doubted(self, code: str, year: int = 2024, unit: str = "QN") -> list[Return]:
        line = next(line for line in lines(year, timezone.localdate()) if line.code == code)
        counted = doubt(line, year, Branch(self.world.unit(unit).path))
        return list(counted.rows_for(self.world.chi, timezone.localdate()))


@pytest.fixture
def books(world) -> Books:
    return Books(world)


def inspected(number: int, **more: int) -> dict[str, int]:
    return {"inspection.members.inspected": number} | {f"inspection.members.{name}": n for name, n in more.items()}


def test_a_return_handed_up_after_its_deadline_is_late(books):
    books.say("2024-H1", inspected(5))
    late = books.say("2024", inspected(9), when=datetime(2025, 3, 3, tzinfo=UTC))
    assert books.doubted("late") == [late]


def test_a_cumulative_figure_that_fell_is_doubted_unless_a_note_says_why(books):
    for unit, note in (("QN-HL", ""), ("QN-CX", "đã giải quyết khiếu nại")):
        books.say("2024-H1", inspected(9, violation=3), unit=unit)
        books.say("2024", inspected(9, violation=2), unit=unit, note=note)
    (fallen,) = books.doubted("fallen")
    assert (fallen.unit.code, fallen.period) == ("QN-HL", "2024")


def test_what_grew_or_stayed_and_another_years_figure_are_not_doubted(books):
    books.say("2023", inspected(99))
    books.say("2024-H1", inspected(9))
    books.say("2024", inspected(9))
    assert books.doubted("fallen") == []


def test_more_disciplined_after_inspection_than_at_all_is_at_odds(books):
    wrong = books.say("2024", inspected(9, violation=3, due=3, done=3))
    books.say("2024", {"discipline.members.total": 2, "discipline.members.reprimand": 2})
    books.say("2024", inspected(9, violation=3, due=3, done=3), unit="QN-CX")
    books.say("2024", {"discipline.members.total": 3, "discipline.members.reprimand": 3}, unit="QN-CX")
    assert books.doubted("at_odds") == [wrong]


@pytest.mark.parametrize(
    ("before", "now", "unlike"), [(20, 81, True), (81, 20, True), (20, 80, False), (5, 39, False), (0, 40, True)]
)
def test_many_times_the_same_period_of_the_year_before_is_unlike_it(books, before, now, unlike):
    books.say("2023", inspected(before) if before else {"inspection.organisations.inspected": 1})
    one = books.say("2024", inspected(now))
    assert books.doubted("unusual") == ([one] if unlike else [])


def test_a_unit_without_a_past_and_a_february_of_a_leap_year_are_compared_rightly(books):
    books.say("2024", inspected(500))
    books.say("2023-02", inspected(10))
    leap = books.say("2024-02", inspected(100))
    assert books.doubted("unusual") == [leap]


def test_every_number_of_the_page_opens_its_returns_for_whoever_sees_them(books, world):
    books.say("2024-H1", inspected(9, violation=3))
    books.say("2024", inspected(9, violation=2))
    books.say("2024", inspected(9), unit="QN-CX", when=datetime(2025, 3, 3, tzinfo=UTC))
    client = world.browser(world.chi)
    page = client.get(reverse("statistics.quality"))
    assert (page.context["year"], page.context["count"]) == (2024, 3), "the newest year with returns opens first"
    for code, number in (("all", 3), ("late", 1), ("fallen", 1), ("at_odds", 0), ("unusual", 0)):
        where = reverse("statistics.doubts", args=[world.unit("QN").pk, "branch", 2024, code])
        assert (where in page.text) == (number > 0), code
        assert client.get(where).context["list"].count == number, code
    ward = client.get(reverse("statistics.doubts", args=[world.unit("QN-HL").pk, "branch", 2024, "all"]))
    assert ward.context["list"].count == 2


def test_an_empty_year_says_so_and_strangers_find_nothing(books, world):
    page = world.browser(world.chi).get(reverse("statistics.quality"), {"year": 2022})
    assert "No returns here" in page.text
    where = reverse("statistics.doubts", args=[world.unit("QN").pk, "branch", 2024, "late"])
    assert world.browser(world.dov).get(where).status_code == 404
    for wrong in (("branch", 2024, "nonsense"), ("sideways", 2024, "late"), ("branch", 1066, "late")):
        assert world.browser(world.chi).get(reverse("statistics.doubts", args=[1, *wrong])).status_code == 404


def test_the_page_costs_as_many_queries_for_many_returns_as_for_one(books, world, django_assert_max_num_queries):
    books.say("2024", inspected(9))
    client = world.browser(world.chi)
    client.get(reverse("statistics.quality"))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("statistics.quality"))
    books.say("2024-H1", inspected(3))
    books.say("2024", inspected(9), unit="QN-CX")
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("statistics.quality"))
