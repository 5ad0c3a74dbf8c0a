"""Correcting an entry of the register, and cancelling its number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions import correcting, handling, receiving
from baro.documents.actions.bringing import bring
from baro.documents.flow import State
from baro.documents.models import Document
from baro.documents.rulebook import Handling
from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice, Reason

TODAY = timezone.localdate()


def corrected(document, world, **other):
    return correcting.correct(document.pk, reason="gõ nhầm số", by=world.clo, **other)


def test_the_history_keeps_what_the_entry_said(world):
    document = corrected(world.registered(symbol="912-QĐ/TW", urgency=0), world, symbol=" 219-QĐ/TW ", urgency=1)
    assert (document.symbol, document.urgency) == ("219-QĐ/TW", 1)
    sentence = Event.objects.about(document)[0].sentence
    assert "(Number and symbol, Urgency): “219-QĐ/TW”, Urgent, not “912-QĐ/TW”, Ordinary; gõ nhầm số" in sentence


@pytest.mark.parametrize("made", ["registered", "presented", "instructed"])
def test_an_entry_is_corrected_in_whatever_state_it_is(world, made):
    document = getattr(world, made)()
    assert corrected(document, world, abstract="về một việc khác").state == document.state


def test_whoever_handles_the_document_is_told(world):
    document = world.instructed()
    corrected(document, world, reply_by=TODAY + timedelta(days=9))
    told = Notice.objects.filter(event=Event.objects.about(document)[0], reason=Reason.INFORMED)
    assert {one.post_id for one in told} == {world.ada.post_id, world.chi.post_id, world.eve.post_id}


def test_a_forgotten_file_is_added(world):
    document = world.registered()
    paper = bring(world.paper("phu-luc.pdf"), world.unit("QN"), by=world.clo)
    corrected(document, world, papers=[paper.pk])
    assert [one.name for one in document.attachments.all()] == ["phu-luc.pdf"]
    assert "(files): “phu-luc.pdf”" in Event.objects.about(document)[0].sentence


def test_nothing_to_correct_and_what_cannot_be_is_refused(world):
    document = world.registered()
    with pytest.raises(Refused, match="Nothing changes"):
        corrected(document, world, symbol=document.symbol)
    with pytest.raises(Refused) as refusal:
        corrected(document, world, issued_on=TODAY + timedelta(days=2))
    assert "issued_on" in refusal.value.fields
    document.refresh_from_db()
    assert document.issued_on < TODAY


def test_a_number_stays_in_its_year(world):
    year_before = TODAY.replace(month=1, day=1) - timedelta(days=10)
    document = world.registered(issued_on=year_before)
    with pytest.raises(Refused, match=f"belongs to {TODAY.year}"):
        corrected(document, world, arrived_on=year_before)


def test_what_its_issuer_printed_is_the_issuers_to_correct(world):
    world.issued()
    copy = receiving.take_in(Document.objects.get(unit__code="QN-HL").pk, by=world.gus)
    with pytest.raises(Refused, match="Ask the issuer"):
        correcting.correct(copy.pk, reason="x", abstract="khác", by=world.gus)
    kept = correcting.correct(copy.pk, reason="bổ sung", kept_at="Tủ 2", by=world.gus)
    assert kept.kept_at == "Tủ 2"


def test_only_the_clerk_corrects_and_only_in_time(world, monkeypatch):
    document = world.registered()
    with pytest.raises(NotPermitted, match="Only the clerk"):
        correcting.correct(document.pk, reason="x", abstract="khác", by=world.chi)
    late = rulebook.today(Handling).last_day_to_correct(TODAY) + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: late)
    with pytest.raises(Refused, match="are corrected until"):
        corrected(document, world, abstract="khác")


def test_a_cancelled_number_stays_with_its_reason_and_is_not_given_again(world):
    first = world.presented()
    assert correcting.cancel_number(first.pk, reason="vào nhầm", by=world.clo).state == State.CANCELLED
    assert "cancelled incoming no. 1: vào nhầm" in Event.objects.about(first)[0].sentence
    assert world.registered(also_if_known=False).arrival_number == 2, "no twin of what was cancelled"
    listed = world.browser(world.clo).get(reverse("documents.incoming")).context["list"]
    assert listed.count == 2
    told = Notice.objects.filter(event=Event.objects.about(first)[0])
    assert {one.post_id for one in told} == {world.ada.post_id, world.chi.post_id}


def test_the_number_of_what_is_worked_on_or_was_sent_here_is_not_cancelled(world):
    with pytest.raises(Refused, match="not possible any more"):
        correcting.cancel_number(world.instructed().pk, reason="x", by=world.clo)
    world.issued()
    copy = receiving.take_in(Document.objects.get(unit__code="QN-HL").pk, by=world.gus)
    with pytest.raises(Refused, match="its number stays"):
        correcting.cancel_number(copy.pk, reason="x", by=world.gus)


def test_the_clerk_corrects_on_the_page_and_reads_what_came_of_it(world):
    document = world.registered(symbol="912-QĐ/TW")
    client, url = world.browser(world.clo), reverse("documents.document.correct", args=[document.pk])
    form = client.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    answer = client.post(url, typed | {"symbol": "219-QĐ/TW", "reason": "gõ nhầm"}, follow=True)
    document.refresh_from_db()
    assert document.symbol == "219-QĐ/TW"
    assert "The entry is corrected." in answer.content.decode()


def test_what_was_filed_by_mistake_is_taken_up_again(world):
    document = handling.file(world.presented().pk, by=world.chi)
    page = world.browser(world.chi).get(document.get_absolute_url()).content.decode()
    assert reverse("documents.document.take_up", args=[document.pk]) in page
    assert handling.take_up(document.pk, by=world.ada).state == State.REGISTERED
    again = handling.present(document.pk, leader=world.post("QN", "Bí thư"), proposal="Giao lại", by=world.chi)
    assert (again.state, again.slip.proposal) == (State.PRESENTED, "Giao lại")
