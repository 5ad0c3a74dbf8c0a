"""Columns of a task that were left in the database are fetched when they are asked for."""

from __future__ import annotations

from baro.tasks.models import Progress, Task


def test_a_column_that_was_left_out_is_read_when_it_is_asked_for(given):
    task = Task.objects.defer("clause").get(pk=given.assigned(clause="Điểm 2").pk)
    assert task.clause == "Điểm 2"


def test_the_words_for_search_are_read_when_they_are_asked_for(given):
    assert "chuyen" in Task.objects.get(pk=given.assigned().pk).search


def test_the_task_of_a_report_is_whole(given):
    given.handed_in()
    assert Progress.objects.get().task.unit.code == "QN-HL"
