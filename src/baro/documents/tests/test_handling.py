"""Presenting, instructing, filing, carrying out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions import handling
from baro.documents.actions.bringing import bring
from baro.documents.flow import State
from baro.documents.models import Document, HandlingSlip
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice, Reason


def test_the_chief_presents_and_the_leader_is_noticed(world):
    document = world.presented()
    assert document.state == State.PRESENTED
    assert Notice.objects.filter(post_id=world.ada.post_id, reason=Reason.DECIDE).count() == 1


def test_a_vacant_post_is_no_leader(world):
    document = world.registered()
    with pytest.raises(Refused, match="Nobody holds the post"):
        handling.present(document.pk, leader=world.post("QN-HL", "Phó Bí thư"), proposal="x", by=world.chi)


def test_who_may_not_instruct_here_is_no_leader(world):
    document = world.registered()
    with pytest.raises(Refused, match="writes no instructions for this register"):
        handling.present(document.pk, leader=world.post("QN-HL", "Bí thư"), proposal="x", by=world.chi)


def test_the_instruction_names_who_leads_and_they_see_the_document_then(world):
    document = world.presented()
    with pytest.raises(Http404):
        handling.file(document.pk, by=world.eve)
    document = world.instructed()
    assert HandlingSlip.objects.get(document=document).lead == world.unit("QN-HL")
    assert Document.objects.visible_to(world.eve).filter(pk=document.pk).exists()
    assert not Document.objects.visible_to(world.dov).filter(pk=document.pk).exists()


def test_a_unit_is_named_in_one_role_only(world):
    document = world.presented()
    lead = world.unit("QN-HL")
    with pytest.raises(Refused, match="named twice"):
        handling.instruct(document.pk, instruction="x", lead=lead, due_on=None, coordinates=[lead], by=world.ada)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(timezone.localdate() - timedelta(days=1), "is past"), (date(2027, 9, 2), "The next working day is")],
)
def test_a_deadline_lies_ahead_on_a_working_day(world, day, sentence):
    document = world.presented()
    with pytest.raises(Refused, match=sentence) as refusal:
        handling.instruct(document.pk, instruction="x", lead=world.unit("QN-HL"), due_on=day, by=world.ada)
    assert "due_on" in refusal.value.fields


def test_only_a_leader_instructs(world):
    with pytest.raises(NotPermitted, match="Only a leader"):
        handling.instruct(world.presented().pk, instruction="x", lead=world.unit("QN-HL"), due_on=None, by=world.chi)


def test_what_asks_for_nothing_is_filed(world):
    assert handling.file(world.registered().pk, by=world.chi).state == State.FILED


def test_what_is_being_carried_out_is_closed_once(world):
    document = world.instructed()
    assert handling.carry_out(document.pk).state == State.CARRIED_OUT
    before = Event.objects.count()
    handling.carry_out(document.pk)
    assert Event.objects.count() == before


@pytest.mark.parametrize(("address", "more"), [("documents.attachment", []), ("documents.attachment.sheet", [1])])
def test_the_pages_of_a_protected_paper_are_one_reading_of_it(world, address, more):
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    world.registered(restricted=True, papers=[paper.pk])
    for reader, readings in ((world.chi, 1), (world.chi, 1), (world.ada, 2)):
        answer = world.browser(reader).get(reverse(address, args=[paper.pk, *more]))
        assert b"".join(answer.streaming_content)
        assert Event.objects.done("documents.document.read").count() == readings


def test_who_comes_back_later_reads_a_protected_paper_again(world, monkeypatch):
    document = world.registered(restricted=True)
    handling.read(document.pk, on=True, by=world.chi)
    handling.read(document.pk, on=True, by=world.chi)
    monkeypatch.setattr(handling, "ONE_READING", -handling.ONE_READING)
    handling.read(document.pk, on=True, by=world.chi)
    assert Event.objects.about(document).done("documents.document.read").count() == 2


def test_reading_a_protected_document_is_an_event_and_reading_another_is_not(world):
    protected, plain = world.registered(restricted=True), world.registered()
    handling.read(protected.pk, by=world.chi)
    handling.read(plain.pk, by=world.chi)
    assert [e.sentence for e in Event.objects.done("documents.document.read")] == [
        "Chi Chánh Văn Phòng, Chánh Văn phòng, Văn phòng Tỉnh ủy read the document"
    ]
    assert Event.objects.about(plain).done("documents.document.read").count() == 0
