"""Horizons, and the portfolio that counts by them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st
from pydantic import ValidationError

from baro.kernel import rulebook
from baro.kernel.periods import add_working_days
from baro.tasks import portfolio, queries
from baro.tasks.actions import working
from baro.tasks.models import Task
from baro.tasks.portfolio import Whose
from baro.tasks.rulebook import Horizons
from baro.tasks.tests.test_classes import row

TODAY = timezone.localdate()
spans = st.lists(st.tuples(st.none() | st.integers(-3, 900), st.sampled_from(["", "", "urgent", "long"])), max_size=25)


@pytest.mark.slow  # many examples in the database
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(drawn=spans, hour=st.integers(0, 23))
def test_every_task_lies_in_exactly_one_horizon_the_same_for_one_and_for_all(given, drawn, hour):
    at = timezone.make_aware(datetime(2026, 2, 10, hour, 30))  # noqa: DTZ001 - made aware here
    with transaction.atomic():
        tasks = []
        for days, chosen in drawn:
            task = row(given, None if days is None else date(2026, 2, 10) + timedelta(days=days), ("assigned", None))
            task.horizon, task.assigned_at = chosen, at
            tasks.append(task)
        Task.objects.bulk_create(tasks)
        meets = {
            name: set(Task.objects.filter(condition).values_list("pk", flat=True))
            for name, condition in queries.horizon_conditions().items()
        }
        for task in tasks:
            assert [name for name, found in meets.items() if task.pk in found] == [queries.horizon_of(task)]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "urgent"), (5, "urgent"), (6, "regular"), (90, "regular"), (91, "medium"), (365, "medium"), (366, "long")],
)
def test_the_days_to_the_deadline_say_the_horizon(days, expected):
    assert rulebook.today(Horizons).by_days(TODAY, TODAY + timedelta(days=days)) == expected


def test_without_deadline_the_rule_says_it():
    assert rulebook.today(Horizons).by_days(TODAY, None) == "regular"


@pytest.mark.parametrize(
    "change",
    [
        {"watched": ("far",)},
        {"horizons": ({"id": "urgent", "names": {"vi": "a", "en": "a", "ar": "a"}, "tone": "bad", "up_to_days": 5},)},
    ],
)
def test_a_rule_that_leaves_tasks_without_a_horizon_is_no_rule(change):
    with pytest.raises(ValidationError):
        Horizons.model_validate(rulebook.today(Horizons).model_dump() | change)


def counted(actor, whose):
    found = portfolio.portfolio_of(actor, whose, TODAY)
    return {key: count for key, count in found.by_class.items() if count}


@pytest.fixture
def some(given):
    """One of each: far ahead, urgent and late, regular, done."""
    given.assigned(horizon="long")
    given.due(given.assigned(work="Báo cáo nhanh về bão", horizon="urgent"), TODAY - timedelta(days=3))
    given.underway(work="Sinh hoạt chuyên đề quý")
    given.done(work="Việc đã xong từ lâu")


def test_open_tasks_are_counted_by_horizon_and_class(some, world):
    whole = counted(world.chi, Whose(unit=world.unit("QN")))
    assert whole == {("long", "open"): 1, ("urgent", "overdue"): 1, ("regular", "open"): 1}
    assert counted(world.eve, Whose(post=world.post("QN-HL", "Bí thư"))) == whole


def test_nobody_counts_what_they_do_not_see(some, world):
    assert counted(world.dov, Whose(unit=world.unit("QN"))) == {}


def test_every_number_of_the_page_opens_as_many_tasks(some, world):
    client = world.browser(world.chi)
    page = client.get(reverse("tasks.portfolio"), {"unit_code": "QN"})
    bars = [*page.context["rows"], *page.context["months"], page.context["all_of_it"]]
    pieces = [piece for one in bars for piece in one["pieces"] if piece.count]
    assert pieces
    for piece in pieces:
        assert client.get(piece.url).context["list"].count == piece.count, piece.url


def test_the_page_begins_with_the_readers_own_unit_and_costs_the_same_for_more(some, given, world):
    client = world.browser(world.eve)
    page = client.get(reverse("tasks.portfolio"))
    assert str(page.context["whose"]) == "Đảng ủy phường Hà Lầm"
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("tasks.portfolio"))
    for number in range(5):
        given.assigned(work=f"Báo cáo chuyên đề số {number}", horizon="long")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("tasks.portfolio"))
    assert len(many) == len(few)


def moved_back(task, days):
    """The task as if everything about it had happened so many working days ago."""
    at = timezone.make_aware(datetime.combine(add_working_days(TODAY, -days), datetime.min.time()))
    Task.objects.filter(pk=task.pk).update(assigned_at=at, accepted_at=at)


def test_what_lies_far_ahead_and_stands_still_is_named_with_the_urgent_work_that_came_between(given, world):
    still, moving = given.underway(horizon="long"), given.underway(work="Đề án dài hạn khác", horizon="medium")
    for task in (still, moving):
        moved_back(task, 30)
    working.report(moving.pk, percent=5, words="Đã khảo sát", by=world.eve)
    given.assigned(work="Báo cáo nhanh về bão", horizon="urgent")
    given.assigned(work="Báo cáo nhanh về cháy rừng", horizon="urgent")
    found = portfolio.standing_still(world.chi, Whose(unit=world.unit("QN")), TODAY, most=5)
    assert [(task.pk, task.urgent_since) for task in found] == [(still.pk, 2)]
    client = world.browser(world.chi)
    page = client.get(reverse("tasks.portfolio"), {"unit_code": "QN"})
    assert still.get_absolute_url() in page.text
    listed = client.get(reverse("tasks.list"), {"which": "still"}).context["list"].records
    assert [task.pk for task in listed] == [still.pk]


def test_an_empty_portfolio_teaches(world):
    assert "No open tasks here" in world.browser(world.dov).get(reverse("tasks.portfolio")).text


def test_the_list_narrows_by_horizon_kind_owner_and_day_of_giving(some, world):
    client = world.browser(world.chi)

    def found(**asked):
        return client.get(reverse("tasks.list"), asked).context["list"].count

    assert found(horizon="urgent") == 1
    assert found(horizon=["urgent", "long"]) == 2
    assert found(kind="carrying_out") == 4
    assert found(kind="report") == 0
    assert found(owner_code=world.post("QN-HL", "Bí thư").pk) == 4
    assert found(given_from=(TODAY + timedelta(days=1)).isoformat()) == 0
