"""What a person reads of where a task stands, and of whose it is."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.org.models import Tenure
from baro.tasks import rules
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.web.badges import days_words, owner_words, standing_badge

TODAY = date(2026, 11, 30)
NOVEMBER_23 = date(2026, 11, 23)  # a Monday; the day after it is a holiday


def shown(who, world, name, *args):
    return world.browser(who).get(reverse(name, args=args)).text


def said(monkeypatch, due_on, handed_in_on=None, state=State.UNDERWAY):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)
    finished_on = handed_in_on if state == State.DONE else None
    task = SimpleNamespace(due_on=due_on, handed_in_on=handed_in_on, finished_on=finished_on, state=state)
    task.standing = rules.standing(task, TODAY, near_working_days=3)
    return standing_badge(task).rpartition("</svg>")[2].removesuffix("</span>"), days_words(task, task.standing)


@pytest.mark.parametrize(
    ("life", "badge", "words"),
    [
        (
            (date(2026, 11, 25), NOVEMBER_23, State.HANDED_IN),
            "Handed in on time",
            "Handed in on 23 Nov 2026, 1 working day early. Waiting for approval for 4 working days.",
        ),
        (
            (date(2026, 11, 19), NOVEMBER_23, State.HANDED_IN),
            "Handed in late",
            "Handed in on 23 Nov 2026, 2 working days late. Waiting for approval for 4 working days.",
        ),
        ((TODAY, TODAY, State.HANDED_IN), "Handed in on time", "Handed in on 30 Nov 2026. Waiting for approval."),
        ((None, NOVEMBER_23, State.DONE), "No deadline", "Handed in on 23 Nov 2026."),
        ((TODAY, NOVEMBER_23, State.DONE), "Done on time", "Handed in on 23 Nov 2026, 4 working days early."),
        ((date(2026, 11, 25),), "Late by 3 working days", "3 working days late"),
        ((date(2026, 11, 29),), "Late by 1 working day", "1 working day late"),
        ((date(2026, 12, 2),), "Near due", "2 working days left"),
    ],
)
def test_how_it_stands_is_told_in_working_days_and_a_wait_for_approval_as_one(monkeypatch, life, badge, words):
    assert said(monkeypatch, *life) == (badge, words)


def test_an_owner_is_a_person_in_a_post(given, world):
    task = given.assigned()
    named = "Eve Bí Thư Phường, Bí thư, Đảng ủy phường Hà Lầm"
    listed = Task.objects.filter(pk=task.pk).for_cards().get()
    assert (owner_words(task), owner_words(listed)) == (named, named)
    assert named in shown(world.chi, world, "tasks.task.urge", task.pk)
    assert "Eve Bí Thư Phường" in shown(world.chi, world, "tasks.task", task.pk)


def test_a_vacant_post_is_named_alone(given):
    task = given.assigned()
    Tenure.objects.filter(post=given.eve_post).delete()
    assert owner_words(Task.objects.for_cards().get(pk=task.pk)) == "Bí thư, Đảng ủy phường Hà Lầm"


def test_own_work_says_who_gave_it_and_given_work_whose_it_is(given, world):
    given.underway()
    assert "Given by Chi" in shown(world.eve, world, "ui.my_work")
    other = given.handed_in()
    text = shown(world.chi, world, "ui.my_work")
    assert owner_words(other) in text
    assert "Given by Chi" not in text
