"""Letting a task come back."""

from __future__ import annotations

from datetime import date

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import redirecting, repeating
from baro.tasks.models import Task
from baro.trail.models import Event

QUARTER = {"months": 3, "month": 3, "day": 25}


def test_the_task_knows_its_rule_and_when_the_next_one_opens(given, world):
    task = given.due(given.underway(), date(2026, 12, 25))
    task = repeating.repeat(task.pk, by=world.chi, **QUARTER)
    assert (task.recurs, task.occurs_on) == ("3/3/25", date(2026, 12, 25))
    assert task.opens_next_on == date(2027, 2, 25)  # twenty working days before the 25th of March
    assert "Every quarter, by day 25 of month 3 of the period" in Event.objects.about(task)[0].sentence


def test_a_deadline_that_moved_over_a_holiday_still_belongs_to_its_period(given, world):
    task = given.due(given.underway(), date(2026, 12, 28))
    assert repeating.repeat(task.pk, by=world.chi, **QUARTER).occurs_on == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("rule", "field"),
    [({"months": 3, "month": 4, "day": 25}, "month"), ({"months": 3, "month": 3, "day": 32}, "day")],
)
def test_what_no_calendar_has_is_refused_beside_its_field(given, world, rule, field):
    with pytest.raises(Refused) as refusal:
        repeating.repeat(given.underway().pk, by=world.chi, **rule)
    assert set(refusal.value.fields) == {field}


def test_a_part_and_what_has_no_deadline_do_not_repeat(given, world):
    with pytest.raises(Refused, match="Repeat the task above"):
        repeating.repeat(given.part(given.underway()).pk, by=world.eve, **QUARTER)
    endless = given.assigned(due_on=None, no_deadline_reason="Thường xuyên")
    with pytest.raises(Refused, match="no deadline"):
        repeating.repeat(endless.pk, by=world.chi, **QUARTER)


def test_only_who_gave_it_lets_it_repeat(given, world):
    with pytest.raises(NotPermitted):
        repeating.repeat(given.underway().pk, by=world.eve, **QUARTER)


def test_of_what_the_next_one_followed_the_rule_is_changed_there(given, world):
    task = repeating.repeat(given.underway().pk, by=world.chi, **QUARTER)
    repeating.open_all(task.opens_next_on)
    with pytest.raises(Refused, match="Change the repetition there"):
        repeating.repeat(task.pk, by=world.chi, **QUARTER)
    following = Task.objects.get(previous=task)
    assert repeating.repeat(following.pk, months=12, month=2, day=29, by=world.chi).recurs == "12/2/29"


def test_nothing_follows_what_was_cancelled(given, world):
    task = repeating.repeat(given.underway().pk, by=world.chi, **QUARTER)
    opens = task.opens_next_on
    redirecting.cancel(task.pk, reason="Không cần nữa", by=world.chi)
    assert repeating.open_all(opens) == 0


def test_the_page_and_the_form_say_the_rule(given, world):
    task = given.due(given.underway(), date(2026, 12, 25))
    client = world.browser(world.chi)
    form = client.get(f"{task.get_absolute_url()}repeat/").text
    assert 'value="25"' in form
    assert client.post(f"{task.get_absolute_url()}repeat/", QUARTER).status_code == 302
    assert "Every quarter, by day 25" in client.get(task.get_absolute_url()).text
