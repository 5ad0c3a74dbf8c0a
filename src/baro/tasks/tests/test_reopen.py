"""Reopening a document that was carried out: further tasks follow from it, and end it again."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from baro.documents.actions import handling
from baro.documents.flow import State
from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import redirecting
from baro.trail.models import Event, Notice, Reason

WHY = "Trung ương yêu cầu báo cáo bổ sung"


@pytest.fixture
def carried_out(given, world):
    document = world.instructed()
    given.done(source=document)
    document.refresh_from_db()
    assert document.state == State.CARRIED_OUT
    return document


@pytest.mark.parametrize("persona", ["ada", "chi"])
def test_a_leader_and_the_chief_of_office_reopen_a_document(carried_out, world, persona):
    assert handling.reopen(carried_out.pk, reason=WHY, by=getattr(world, persona)).state == State.INSTRUCTED


def test_the_reason_is_told_and_the_leader_is_noticed(carried_out, world):
    handling.reopen(carried_out.pk, reason=WHY, by=world.chi)
    event = Event.objects.about(carried_out)[0]
    assert (event.verb_code, event.sentence.endswith(f"reopened the document: {WHY}")) == (
        "documents.document.reopen",
        True,
    )
    assert list(Notice.objects.filter(event=event).values_list("post_id", "reason")) == [
        (world.ada.post_id, Reason.INFORMED)
    ]


def test_no_task_follows_from_a_document_until_it_is_reopened(carried_out, given, world):
    with pytest.raises(Refused, match="reopen it before you give further tasks"):
        given.assigned(source=carried_out)
    handling.reopen(carried_out.pk, reason=WHY, by=world.ada)
    assert given.assigned(source=carried_out).source_id == carried_out.pk


def test_with_its_further_tasks_it_is_carried_out_again(carried_out, given, world):
    handling.reopen(carried_out.pk, reason=WHY, by=world.ada)
    last = given.assigned(source=carried_out)
    given.done(source=carried_out)
    carried_out.refresh_from_db()
    assert carried_out.state == State.INSTRUCTED
    redirecting.cancel(last.pk, reason="Trùng việc", by=world.chi)
    carried_out.refresh_from_db()
    assert carried_out.state == State.CARRIED_OUT
    assert Event.objects.about(carried_out).done("documents.document.carry_out").count() == 2


def test_the_clerk_and_who_leads_do_not_reopen(carried_out, world):
    for persona in (world.clo, world.eve):
        with pytest.raises(NotPermitted, match="Only the chief of office or a leader"):
            handling.reopen(carried_out.pk, reason=WHY, by=persona)


def test_for_outsiders_there_is_nothing_to_reopen(carried_out, world):
    with pytest.raises(Http404):
        handling.reopen(carried_out.pk, reason=WHY, by=world.dov)


def test_only_what_was_carried_out_is_reopened(world):
    document = world.instructed()
    before = Event.objects.count()
    with pytest.raises(Refused, match="“Reopen” is not possible while the state is “Instructed”"):
        handling.reopen(document.pk, reason=WHY, by=world.ada)
    assert Event.objects.count() == before


def test_it_is_reopened_on_its_page_with_a_reason(carried_out, world):
    client, address = world.browser(world.ada), reverse("documents.document.reopen", args=[carried_out.pk])
    assert address in client.get(carried_out.get_absolute_url()).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": WHY})["Location"] == carried_out.get_absolute_url()
    assert WHY in client.get(carried_out.get_absolute_url()).content.decode()
