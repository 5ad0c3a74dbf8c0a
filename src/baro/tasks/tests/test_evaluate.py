"""Whoever works on a task of the level above judges the own work, and the level above gets it."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.above import FIELDS, FORMAT
from baro.tasks.actions import correcting, evaluating, working
from baro.tasks.models import Task
from baro.trail.models import Event

ABOVE = {"origin_id": "TW-2026-0815", "origin_document": "08-QC/TW"}


@pytest.fixture
def central(given, world):
    """A task from above, underway and reported on with a file."""
    task = given.underway(source=world.instructed(), **ABOVE)
    return working.report(task.pk, percent=60, words="Đã gửi dự thảo", files=[world.paper()], by=world.eve)


def evaluated(task, world, **other):
    facts = {"grade": "fulfilled", "words": "Đúng tiến độ, đủ phụ lục"}
    return evaluating.evaluate(task.pk, **({"by": world.eve} | facts | other))


def test_the_owner_judges_and_may_judge_again(central, world):
    assert evaluated(central, world).self_grade == "fulfilled"
    task = evaluated(central, world, grade="partly", words="Còn thiếu số liệu quý IV")
    assert (task.self_grade, task.self_evaluation) == ("partly", "Còn thiếu số liệu quý IV")
    assert "Partly fulfilled; Còn thiếu số liệu quý IV" in Event.objects.about(task)[0].sentence


def test_a_grade_that_nobody_knows_is_refused(central, world):
    with pytest.raises(Refused) as refusal:
        evaluated(central, world, grade="splendid")
    assert set(refusal.value.fields) == {"grade"}


def test_only_the_owner_judges_and_only_what_is_from_above(given, central, world):
    with pytest.raises(NotPermitted):
        evaluated(central, world, by=world.chi)
    with pytest.raises(Refused, match="level above"):
        evaluated(given.underway(), world)


def test_the_number_of_the_level_above_is_corrected_with_the_wording(central, world):
    task = correcting.reword(central.pk, origin_id="TW-2026-0816", reason="Ghi nhầm số", by=world.chi)
    assert task.origin_id == "TW-2026-0816"


def test_the_list_holds_what_has_a_number_of_the_level_above(given, central, world):
    given.underway()
    page = world.browser(world.chi).get(reverse("tasks.above"))
    assert [task.pk for task in page.context["list"].records] == [central.pk]
    assert "08-QC/TW" in page.text


def test_the_level_above_reads_json_with_the_names_it_asks_for(central, world):
    evaluated(central, world)
    answer = world.browser(world.chi).get(reverse("tasks.above.file"))
    told = json.loads(b"".join(answer.streaming_content))
    assert told["format"] == FORMAT
    (task,) = told["tasks"]
    assert tuple(task) == FIELDS
    assert (task["origin_task_id"], task["assigning_document"], task["progress_percent"]) == (
        "TW-2026-0815",
        "08-QC/TW",
        60,
    )
    assert (task["self_grade"], task["due_on"]) == ("fulfilled", central.due_on.isoformat())
    assert [file["name"] for file in task["product_files"]] == ["giay.pdf"]
    assert len(task["product_files"][0]["sha256"]) == 64


def test_the_same_stands_in_a_workbook(central, world, tmp_path):
    answer = world.browser(world.chi).get(reverse("tasks.above.file"), {"as": "xlsx"})
    path = tmp_path / "above.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    heads, row = load_workbook(path).active.iter_rows(values_only=True)
    assert heads == FIELDS
    assert dict(zip(heads, row, strict=True))["origin_task_id"] == "TW-2026-0815"


def test_whoever_does_not_see_the_task_takes_nothing_up(central, world):
    answer = world.browser(world.dov).get(reverse("tasks.above.file"))
    assert json.loads(b"".join(answer.streaming_content))["tasks"] == []


def test_the_source_document_is_named_to_the_level_above_where_nothing_else_is(given, world):
    task = given.underway(source=world.instructed(), origin_id="TW-1")
    answer = world.browser(world.chi).get(reverse("tasks.above.file"))
    (told,) = json.loads(b"".join(answer.streaming_content))["tasks"]
    assert told["assigning_document"] == Task.objects.get(pk=task.pk).source.symbol
