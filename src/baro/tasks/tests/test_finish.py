"""Kinds of tasks: what each asks for, what can be done to it, how it ends."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pydantic import ValidationError

from baro.documents.flow import State as DocumentState
from baro.kernel import rulebook
from baro.kernel.decisions import ask, require
from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import working
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.rulebook import Kinds
from baro.tasks.verbs import ASK_EXTENSION, DECLINE, FINISH, REPORT, URGE
from baro.trail.models import Event

LITTLE = {"product": "", "authority": "", "accountable_post": None}


def test_the_usual_kind_is_given_when_none_is_named(given):
    assert given.assigned().kind == "carrying_out"


def test_what_is_for_information_needs_neither_product_nor_leader_nor_authority(given):
    assert given.assigned(kind="information", **LITTLE).kind == "information"
    with pytest.raises(Refused, match="not clear enough"):
        given.assigned(kind="carrying_out", **LITTLE)


def test_what_is_for_information_ends_when_it_is_handed_in_and_with_it_its_document(given, world):
    document = world.instructed()
    task = given.underway(kind="information", source=document, **LITTLE)
    task = working.hand_in(task.pk, result="Đã biết", by=world.eve)
    assert (task.state, task.finished_on) == (State.DONE, task.handed_in_on)
    assert [event.verb_code for event in Event.objects.about(task)[:2]] == [FINISH.code, "tasks.task.hand_in"]
    document.refresh_from_db()
    assert document.state == DocumentState.CARRIED_OUT


@pytest.mark.parametrize("verb", [DECLINE, REPORT, ASK_EXTENSION])
def test_what_makes_no_sense_for_a_kind_is_refused_with_its_name(given, world, verb):
    task = given.assigned(kind="information", **LITTLE)
    assert "of the kind “For information”" in str(ask(world.eve, verb, task).sentence)


def test_what_is_for_information_is_not_split(given):
    with pytest.raises(Refused, match="are not split"):
        given.part(given.underway(kind="information", **LITTLE))


def test_nobody_is_urged_about_what_is_for_information(given, world):
    task = given.assigned(kind="information", **LITTLE)
    assert "of the kind “For information”" in str(ask(world.chi, URGE, task).sentence)


def test_a_kind_that_nobody_knows_is_refused_beside_its_field(given):
    with pytest.raises(Refused) as refusal:
        given.assigned(kind="holiday")
    assert set(refusal.value.fields) == {"kind"}


def test_a_kind_that_the_rule_lost_is_treated_as_the_usual_one(given):
    Task.objects.filter(pk=given.assigned().pk).update(kind="of_old")
    assert Task.objects.get().of_kind.id == "carrying_out"


def test_a_long_programme_lies_far_ahead_unless_somebody_says_otherwise(given):
    assert given.assigned(kind="programme").horizon == "long"
    assert given.assigned(kind="programme", horizon="regular").horizon == "regular"


def test_the_page_offers_only_what_makes_sense(given, world):
    task = given.assigned(kind="information", **LITTLE)
    page = world.browser(world.eve).get(task.get_absolute_url()).text
    assert reverse("tasks.task.accept", args=[task.pk]) in page
    assert reverse("tasks.task.decline", args=[task.pk]) not in page
    assert "For information" in page


def test_the_form_asks_by_the_kind(given, world):
    typed = {"kind": "information", "work": "Nghiên cứu kế hoạch", "unit_code": "QN-HL"}
    typed |= {"owner_post_code": given.eve_post.pk, "due_on": world.working_day.strftime("%d/%m/%Y")}
    answer = world.browser(world.chi).post(reverse("tasks.task.assign"), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Task.objects.get().kind == "information"


def test_people_do_not_finish_tasks_by_hand(given, world):
    with pytest.raises(NotPermitted):
        require(world.ada, FINISH, given.handed_in())


def test_the_rule_names_only_kinds_that_it_lists():
    rule = rulebook.today(Kinds)
    with pytest.raises(ValidationError, match="none of the kinds"):
        Kinds.model_validate(rule.model_dump() | {"supporting": "unheard"})
