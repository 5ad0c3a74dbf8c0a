"""Tasks that answer a weak point: linked, or given from it."""

from __future__ import annotations

import pytest
from django.http import Http404

from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event
from baro.weakpoints.actions.recording import give, link
from baro.weakpoints.tests.filling import point


@pytest.fixture
def found(town):
    return point(town)


def test_a_task_is_linked_once_and_told_on_both_pages(town, given, found):
    task = given.underway()
    link(found.pk, task=task, by=town.eve)
    assert [one.task for one in found.links.all()] == [task]
    assert Event.objects.about(task)[0].verb_code == "weakpoints.point.link"
    with pytest.raises(Refused, match="is linked already"):
        link(found.pk, task=task, by=town.eve)


def test_a_task_that_one_does_not_see_is_not_linked(town, given, found):
    office = {"unit": town.unit("QN-VP"), "owner_post": town.post("QN-VP", "Chánh Văn phòng")}
    hidden = given.assigned(**office, accountable_post=office["owner_post"], by=town.ada)
    with pytest.raises(Http404):
        link(found.pk, task=hidden, by=town.eve)


def test_others_link_nothing(town, given, found):
    with pytest.raises(Http404):
        link(found.pk, task=given.underway(), by=town.dov)


def test_a_task_is_given_from_it_as_every_task_is(town, given, found):
    asked = {name: given.asked[name] for name in ("product", "authority", "accountable_post", "owner_post", "due_on")}
    give(found.pk, work="Chi trả bồi thường đợt cuối", by=town.eve, **asked)
    (task,) = (one.task for one in found.links.all())
    assert (task.work, task.owner_post_id, task.state) == ("Chi trả bồi thường đợt cuối", given.eve_post.pk, "assigned")
    assert Event.objects.about(task).done("tasks.task.assign").exists()


def test_a_task_that_is_not_clear_is_refused_and_nothing_stands(town, given, found):
    with pytest.raises(Refused) as refusal:
        give(found.pk, work="", owner_post=given.eve_post, due_on=None, product="", by=town.eve)
    assert "work" in refusal.value.fields
    assert not found.links.exists()


def test_who_gives_no_work_in_the_unit_links_instead(town, given, found):
    with pytest.raises(NotPermitted, match="You cannot assign tasks in this unit"):
        give(found.pk, work="Chi trả bồi thường", owner_post=given.eve_post, due_on=town.working_day, by=town.gus)
