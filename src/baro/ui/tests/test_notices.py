"""Notices: counted on the bell, opened, marked read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from baro.org.verbs import OPEN_TERM
from baro.trail.changes import record_event
from baro.trail.models import Notice, Reason, notify
from baro.ui.frame.notices import unread_count
from tests.roles import as_owner


@pytest.fixture
def ward(world):
    return world.unit("QN-HL")


def tell(world, ward, reason, to):
    event = record_event(OPEN_TERM, ward, by=world.kim, facts={"name": "Somebody", "first": "2026-01-01"})
    notify(event, ward, reason, [to.post_id])
    return Notice.objects.order_by("-pk").first()


def test_the_bell_counts_what_nobody_in_the_post_has_read(world, ward):
    tell(world, ward, Reason.ASSIGNED, world.ada)
    tell(world, ward, Reason.INFORMED, world.ada)
    assert (unread_count(world.ada), unread_count(world.eve), unread_count(world.stranger)) == (2, 0, 0)


def test_opening_a_notice_reads_it_and_leads_to_what_it_is_about(world, ward):
    notice = tell(world, ward, Reason.ASSIGNED, world.ada)
    response = world.browser(world.ada).get(reverse("ui.notice", args=[notice.pk]))
    assert response["Location"] == ward.get_absolute_url()
    assert unread_count(world.ada) == 0


def test_a_notice_about_something_without_a_page_leads_to_the_notices(world, ward):
    notice = tell(world, ward, Reason.ASSIGNED, world.ada)
    with as_owner(connection) as cursor:
        cursor.execute("UPDATE trail_notice SET subject = 'gone.away:12'")
    assert world.browser(world.ada).get(reverse("ui.notice", args=[notice.pk]))["Location"] == reverse("ui.notices")


def test_one_or_all_are_marked_read(world, ward):
    one = tell(world, ward, Reason.ASSIGNED, world.ada)
    tell(world, ward, Reason.ASSIGNED, world.ada)
    tell(world, ward, Reason.INFORMED, world.ada)
    client = world.browser(world.ada)
    client.post(reverse("ui.notices_read"), {"notice": one.pk})
    assert unread_count(world.ada) == 2
    client.post(reverse("ui.notices_read"))
    assert unread_count(world.ada) == 0


def test_notices_of_other_posts_do_not_exist(world, ward):
    notice = tell(world, ward, Reason.ASSIGNED, world.ada)
    client = world.browser(world.eve)
    assert client.get(reverse("ui.notice", args=[notice.pk])).status_code == 404
    client.post(reverse("ui.notices_read"), {"notice": notice.pk})
    assert unread_count(world.ada) == 1
