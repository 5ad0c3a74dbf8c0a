"""The rules of tasks: the motto, and the classes they are counted in."""

from datetime import date

import pytest
from pydantic import ValidationError

from baro.kernel import rulebook
from baro.kernel.rulebook import WorkDays
from baro.tasks.actions.correcting import reword
from baro.tasks.models import Task
from baro.tasks.queries import motto_of
from baro.tasks.rulebook import DueClass, Motto, TaskStatus

TODAY = date(2026, 11, 23)


def body(rule_type):
    return rulebook.in_force(rule_type, on=TODAY).body


def changed(rule, **fields):
    return type(rule).model_validate(rule.model_dump() | fields)


@pytest.mark.parametrize(
    ("motto", "required"),
    [
        (3, ("work", "owner_unit", "owner_post", "due_on")),
        (5, ("work", "owner_unit", "owner_post", "due_on", "product", "accountable_post")),
        (6, ("work", "owner_unit", "owner_post", "due_on", "product", "accountable_post", "authority")),
    ],
)
def test_the_motto_says_which_fields_must_be_clear(motto, required):
    chosen = changed(body(Motto), motto=motto)
    assert chosen.required == required
    assert chosen.level.names.vi == f"{motto} rõ"


@pytest.mark.parametrize(
    ("day", "clears"),
    [
        (date(2024, 1, 2), 3),
        (date(2024, 12, 31), 3),
        (date(2025, 1, 1), 5),
        (date(2025, 10, 31), 5),
        (date(2025, 11, 1), 6),
        (TODAY, 6),
    ],
)
def test_the_motto_goes_by_the_day_on_which_a_task_is_given(day, clears):
    assert rulebook.in_force(Motto, on=day).body.motto == clears


def test_a_task_keeps_the_motto_by_which_it_was_given(given, world):
    task = given.assigned()
    Task.objects.filter(pk=task.pk).update(motto="tasks.motto@2000-01-01", authority="")
    task.refresh_from_db()
    assert motto_of(task).motto == 3
    assert reword(task.pk, product="", reason="Không cần văn bản", by=world.chi).product == ""
    page = world.browser(world.chi).get(task.get_absolute_url()).text
    assert "3 clears" in page
    assert "Clear authority" not in page


def test_a_motto_that_the_organisation_took_away_is_the_one_of_its_day(given):
    task = given.assigned()
    task.motto = "tasks.motto@1999-01-01+local"
    assert motto_of(task).motto == 6


@pytest.mark.parametrize("motto", [4, 7, "many"])
def test_there_is_no_other_motto(motto):
    with pytest.raises(ValidationError):
        changed(body(Motto), motto=motto)


@pytest.mark.parametrize(
    "wanted", [["work", "work", "work"], ["work", "person", "time", "product"], ["work", "x", "y"]]
)
def test_a_motto_names_as_many_known_clears_as_it_counts(wanted):
    levels = [{"clears": 3, "names": {"vi": "3 rõ", "en": "3 clears", "ar": "ثلاثة"}, "of": wanted}]
    with pytest.raises(ValidationError, match="must name 3 known clears"):
        changed(body(Motto), motto=3, levels=levels)


def test_every_class_has_a_name_and_a_tone():
    tones = {row.id: row.tone for row in body(TaskStatus).classes}
    assert tones == {
        DueClass.ON_TIME: "green",
        DueClass.LATE: "amber",
        DueClass.OPEN: "green",
        DueClass.NEAR_DUE: "yellow",
        DueClass.OVERDUE: "red",
        DueClass.NO_DEADLINE: "grey",
    }
    assert body(TaskStatus).of("overdue").names.vi == "Quá hạn"


def test_no_class_may_be_missing():
    with pytest.raises(ValidationError, match="every class must be listed once"):
        changed(body(TaskStatus), classes=body(TaskStatus).classes[:-1])


def test_a_closure_does_not_end_before_it_begins():
    closure = {
        "first": date(2026, 12, 24),
        "last": date(2026, 12, 23),
        "names": {"vi": "Nghỉ", "en": "Closed", "ar": "مغلق"},
    }
    with pytest.raises(ValidationError, match="before it begins"):
        changed(body(WorkDays), closures=[closure])
