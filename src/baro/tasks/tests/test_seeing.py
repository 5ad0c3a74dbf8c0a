"""From where a task is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from baro.tasks.models import Task


def sees(actor, task):
    return Task.objects.visible_to(actor).filter(pk=task.pk).exists()


@pytest.mark.parametrize("persona", ["chi", "clo", "ben", "ada", "eve", "gus"])
def test_the_owner_unit_the_assigning_unit_and_those_above_see_it(given, world, persona):
    assert sees(getattr(world, persona), given.assigned())


@pytest.mark.parametrize("persona", ["dov", "hue", "fay", "stranger"])
def test_others_do_not(given, world, persona):
    assert not sees(getattr(world, persona), given.assigned())


def test_coordinating_and_informed_units_see_it(given, world):
    task = given.assigned(coordinates=[world.unit("QN-CX")], informs=[world.unit("QN-HL-CB")])
    assert sees(world.hue, task)
    assert sees(world.fay, task)


def test_the_unit_of_the_accountable_leader_sees_it(given, world):
    assert sees(world.dov, given.assigned(accountable_post=world.post("QN-CX", "Bí thư")))


@pytest.mark.parametrize("persona", ["eve", "chi"])
def test_owner_and_assigner_see_it_even_without_any_permission_to_see(given, world, persona):
    task = given.assigned()
    assert sees(replace(getattr(world, persona), scopes=()), task)


def test_without_any_permission_the_tasks_of_others_stay_unseen(given, world):
    assert not sees(replace(world.gus, scopes=()), given.assigned())


def test_a_task_is_listed_once_however_many_of_its_units_one_sees(given, world):
    given.assigned(informs=[world.unit("QN-HL-CB")])
    assert Task.objects.visible_to(world.chi).count() == 1


@pytest.fixture
def followed(given, world):
    """A task that follows from a document which the informed ward does not see."""
    source = world.instructed(abstract="về việc riêng Kỳ Lân")
    return given.assigned(source=source, informs=[world.unit("QN-CX")])


@pytest.mark.parametrize(("persona", "told"), [("chi", True), ("dov", False)])
def test_the_source_is_named_only_to_who_may_open_it(world, followed, persona, told):
    browser, symbol = world.browser(getattr(world, persona)), followed.source.symbol
    for url in (followed.get_absolute_url(), reverse("tasks.list"), f"{reverse('tasks.list')}?as=csv"):
        answer = browser.get(url)
        page = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert followed.work in page
        assert ("Kỳ Lân" in page or symbol in page) is told, url
        assert ("a document that you do not see" in page) is not told


@pytest.mark.parametrize(("persona", "found"), [("chi", True), ("dov", False)])
def test_tasks_are_found_by_the_words_of_a_source_only_by_who_may_open_it(world, followed, persona, found):
    page = world.browser(getattr(world, persona)).get(reverse("tasks.list"), {"source": "Kỳ Lân"}).content.decode()
    assert (followed.work in page) is found
