"""Notices: labelled by what is to be done now, settled when it is done, by whomever."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baro.org.verbs import OPEN_TERM
from baro.tasks.actions import approving, working
from baro.tasks.tests.conftest import TaskWorld
from baro.trail.changes import record_event
from baro.trail.models import Event, Reason, notify
from baro.ui.frame.notices import unread_count

BADGE = re.compile(r"<.*?>|\s{2,}")


def labels(client, **asked):
    page = client.get(reverse("ui.notices"), asked)
    return [BADGE.sub("", str(one.label)).strip() for one in page.context["shown"]]


def test_a_notice_says_what_is_to_be_done_now(world):
    given = TaskWorld(world)
    task = given.handed_in()
    chi = world.browser(world.chi)
    assert labels(chi) == ["Waiting for my approval"]
    approving.return_(task.pk, reason="Thiếu phụ lục", by=world.chi)
    assert labels(chi) == []
    assert labels(chi, show="all") == ["Settled"]
    assert labels(world.browser(world.eve)) == ["Underway", "Underway"]


def test_what_is_to_be_done_stays_after_it_was_read_and_what_was_only_told_goes(world):
    TaskWorld(world).handed_in()
    event = record_event(OPEN_TERM, world.unit("QN-HL"), by=world.kim, facts={"name": "X", "first": "2026-01-01"})
    notify(event, world.unit("QN-HL"), Reason.INFORMED, [world.chi.post_id])
    client = world.browser(world.chi)
    client.post(reverse("ui.notices_read"))
    assert labels(client) == ["Waiting for my approval"]
    assert sorted(labels(client, show="all", page="x")) == ["For information", "Waiting for my approval"]


def test_a_notice_about_what_somebody_else_did_meanwhile_leaves_the_bell(world):
    given = TaskWorld(world)
    task = given.handed_in()
    assert unread_count(world.chi) == 1
    approving.approve(task.pk, by=world.ada)
    assert unread_count(world.chi) == 0


def test_what_was_only_told_is_not_settled_by_the_deeds_of_others(world):
    given = TaskWorld(world)
    task = given.assigned()
    notify(Event.objects.about(task)[0], task, Reason.INFORMED, [world.ada.post_id])
    working.accept(task.pk, by=world.eve)
    assert (unread_count(world.ada), unread_count(world.eve)) == (1, 0)


def test_results_that_are_approved_together_leave_the_bell(world):
    given = TaskWorld(world)
    tasks = [given.handed_in().pk for _ in range(3)]
    assert unread_count(world.chi) == 3
    approving.approve_many(tasks, by=world.ada)
    assert unread_count(world.chi) == 0


def test_notices_cost_the_same_for_few_and_for_many(world, django_assert_num_queries):
    given, client = TaskWorld(world), world.browser(world.chi)
    given.handed_in()
    client.get(reverse("ui.notices"))
    with CaptureQueriesContext(connection) as cost:
        client.get(reverse("ui.notices"))
    for _ in range(5):
        given.handed_in()
    with django_assert_num_queries(len(cost)):
        client.get(reverse("ui.notices"))
