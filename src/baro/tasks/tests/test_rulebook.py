"""The rules of tasks: the motto, and the classes they are counted in."""

from datetime import date

import pytest
from pydantic import ValidationError

from baro.kernel import rulebook
from baro.kernel.rulebook import WorkDays
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


def test_six_clears_are_the_setting_in_force():
    assert body(Motto).motto == 6


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
