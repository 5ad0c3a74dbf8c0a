"""Changing a programme, choosing tasks for it, closing and reopening it."""

from __future__ import annotations

import pytest
from django.http import Http404

from baro.kernel.errors import NotPermitted, Refused
from baro.programmes.actions.planning import change_programme, choose, close, reopen
from baro.programmes.models import Programme
from baro.programmes.queries import tasks_of
from baro.programmes.tests.filling import programme
from baro.trail.models import Event


def _changed(world, made, clauses, by=None):
    days = {"first_on": made.first_on, "last_on": made.last_on}
    return change_programme(made.pk, title="Tên mới", clauses=clauses, by=by or world.gus, **days)


def test_a_clause_keeps_its_key_in_its_place_and_those_behind_the_last_go(able):
    made = programme(able)
    before = list(made.clauses.values_list("pk", flat=True))
    _changed(able, made, "I. Mục tiêu\nII. Việc mới")
    assert list(made.clauses.values_list("pk", "label", "words")) == [
        (before[0], "I", "Mục tiêu"),
        (before[1], "II", "Việc mới"),
    ]


def test_only_who_sets_up_programmes_changes_one(able):
    with pytest.raises(NotPermitted, match="Only a person who sets up programmes in the lead unit"):
        _changed(able, programme(able), "", by=able.ada)


def test_for_strangers_it_does_not_exist(able):
    with pytest.raises(Http404):
        close(programme(able).pk, by=able.dov)


def test_chosen_tasks_are_counted_once_beside_those_of_the_plan(able, given):
    made = programme(able)
    of_plan, other = given.assigned(source=made.source), given.assigned()
    choose(made.pk, tasks=[other.pk, of_plan.pk], among=[other.pk, of_plan.pk], by=able.gus)
    assert set(tasks_of(made)) == {of_plan, other}
    choose(made.pk, tasks=[], among=[other.pk], by=able.gus)
    assert list(tasks_of(made)) == [of_plan]
    told = Event.objects.about(made)[0]
    assert told.sentence.endswith("added 0 tasks to the programme and removed 1")


def test_what_the_actor_does_not_see_is_not_chosen(able, given):
    made = programme(able)
    post = able.post("QN-CX", "Bí thư")
    unseen = given.assigned(unit=post.unit, owner_post=post, accountable_post=post)
    choose(made.pk, tasks=[unseen.pk], among=[unseen.pk], by=able.gus)
    assert not made.chosen.exists()


def test_a_closed_programme_is_reopened_unless_its_plan_has_another(able):
    made = close(programme(able).pk, by=able.gus)
    assert made.state == "closed"
    assert reopen(made.pk, reason="Kéo dài", by=able.gus).state == "underway"
    close(made.pk, by=able.gus)
    programme(able, source=made.source)
    with pytest.raises(Refused, match="Another programme of this document is underway"):
        reopen(made.pk, reason="Kéo dài", by=able.gus)
    assert Programme.objects.get(pk=made.pk).state == "closed"
