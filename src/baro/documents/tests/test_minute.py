"""The leader's minute: what the office proposes is agreed to in one press, changed, or goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions import drafting, handling, in_bulk, receiving
from baro.documents.flow import State
from baro.documents.models import Concern, Document, Role
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import is_working_day
from baro.trail.models import Event, Notice, Reason

PROPOSAL = "Báo cáo kết quả chuyển đổi số quý IV"


def proposed(world, **other):
    """A directive with all that the leader needs to agree."""
    facts = {"leader": world.post("QN", "Bí thư"), "proposal": PROPOSAL, "lead": world.unit("QN-HL")}
    facts |= {"due_on": world.working_day, "coordinates": [world.unit("QN-CX")], "by": world.chi}
    return handling.present(world.registered().pk, **(facts | other))


def roles(document):
    return {(one.unit.code, one.role) for one in Concern.objects.filter(document=document).select_related("unit")}


def test_agreeing_carries_the_proposal_into_the_instruction(world):
    document = handling.agree(proposed(world).pk, by=world.ada)
    slip = document.slip
    assert (document.state, slip.instruction, slip.lead) == (State.INSTRUCTED, PROPOSAL, world.unit("QN-HL"))
    assert (slip.due_on, slip.instructor_title) == (world.working_day, world.ada.title)
    assert roles(document) == {("QN-HL", Role.LEAD), ("QN-CX", Role.COORDINATE)}
    assert f"agreed and instructed: {PROPOSAL}" in Event.objects.about(document)[0].sentence


def test_a_proposal_tells_who_would_lead_and_opens_nothing_to_them_yet(world):
    document = proposed(world)
    assert "(leads: Đảng ủy phường Hà Lầm, " in Event.objects.about(document)[0].sentence
    assert not Document.objects.visible_to(world.eve).filter(pk=document.pk).exists()
    handling.agree(document.pk, by=world.ada)
    assert Document.objects.visible_to(world.eve).filter(pk=document.pk).exists()


def test_without_a_unit_that_leads_there_is_nothing_to_agree_to(world):
    document = world.presented()
    with pytest.raises(Refused, match="does not say who leads"):
        handling.agree(document.pk, by=world.ada)
    agree = reverse("documents.document.agree", args=[document.pk])
    assert agree not in world.browser(world.ada).get(document.get_absolute_url()).content.decode()


def test_only_a_leader_agrees(world):
    with pytest.raises(NotPermitted, match="Only a leader"):
        handling.agree(proposed(world).pk, by=world.chi)


def test_the_form_of_the_instruction_begins_with_the_proposal(world):
    document = proposed(world)
    form = world.browser(world.ada).get(reverse("documents.document.instruct", args=[document.pk])).context["form"]
    begun = {name: form.initial[name] for name in ("instruction", "lead", "due_on", "coordinates")}
    assert begun == {
        "instruction": PROPOSAL,
        "lead": world.unit("QN-HL"),
        "due_on": world.working_day,
        "coordinates": [world.unit("QN-CX")],
    }


def test_a_deadline_that_begins_the_form_is_a_working_day(world):
    sunday = timezone.localdate() + timedelta(days=20)
    sunday += timedelta(days=6 - sunday.weekday())
    document = world.presented(reply_by=sunday)
    page = world.browser(world.ada).get(reverse("documents.document.instruct", args=[document.pk]))
    assert is_working_day(page.context["form"].initial["due_on"])


def test_a_day_off_is_refused_with_the_working_days_beside_it_to_press(world):
    saturday = timezone.localdate() + timedelta(days=20)
    saturday += timedelta(days=(5 - saturday.weekday()) % 7)
    document = world.presented()
    typed = {"instruction": "x", "lead": "QN-HL", "due_on": saturday}
    page = world.browser(world.ada).post(reverse("documents.document.instruct", args=[document.pk]), typed)
    assert page.status_code == 422
    offered = page.content.decode().count('data-baro-into="id_due_on"')
    assert offered == 2


def test_another_instruction_takes_the_place_of_a_wrong_one(world):
    document = world.instructed()
    handling.amend(document.pk, instruction="Cao Xanh chủ trì", lead=world.unit("QN-CX"), due_on=None, by=world.ada)
    assert roles(document) == {("QN-CX", Role.LEAD)}
    assert [e.verb.word for e in Event.objects.about(document)][:2] == ["amend", "instruct"]


def test_a_document_goes_back_to_the_office_and_is_presented_again(world):
    document = handling.hand_back(proposed(world).pk, reason="Trình đồng chí khác", by=world.ada)
    assert document.state == State.REGISTERED
    client, url = world.browser(world.chi), reverse("documents.document.present", args=[document.pk])
    assert client.get(url).context["form"].initial["proposal"] == PROPOSAL
    handling.present(document.pk, leader=world.post("QN", "Bí thư"), proposal="Giao lại", by=world.chi)
    assert roles(document) == set()


def test_a_drafter_withdraws_what_was_submitted_until_it_is_signed(world):
    document = drafting.withdraw(world.submitted().pk, by=world.clo)
    assert (document.state, document.digest) == (State.DRAFT, "")
    with pytest.raises(Refused):
        drafting.withdraw(world.signed(type="report").pk, by=world.clo)
    with pytest.raises(NotPermitted):
        drafting.withdraw(world.submitted(type="plan").pk, by=world.chi)


def test_the_drafter_reads_who_can_sign(world):
    page = world.browser(world.clo).get(world.submitted().get_absolute_url()).content.decode()
    assert "Waits for the signature of" in page
    assert "Ada Bí Thư, Bí thư" in page


def test_the_sender_reads_who_registered_it_and_the_recipient_who_signed(world):
    document = world.issued()
    copy = receiving.take_in(Document.objects.get(unit__code="QN-HL").pk, by=world.gus)
    sent = world.browser(world.clo).get(document.get_absolute_url()).content.decode()
    assert "Gus Văn Thư Phường" in sent
    assert sent.count("Arrived, not registered") == 1, "the other recipient has not registered it"
    other = world.browser(world.dov).get(document.get_absolute_url()).content.decode()
    assert "Đảng ủy phường Hà Lầm" in other
    assert "Gus Văn Thư Phường" not in other, "receipts are the sender's"
    came = world.browser(world.gus).get(copy.get_absolute_url()).content.decode()
    assert "Ada Bí Thư, Bí thư, Tỉnh ủy Quảng Ninh" in came


def test_many_are_presented_at_once_and_those_of_another_register_left_out(world, django_assert_max_num_queries):
    ids = [world.registered(symbol=f"{at}-CT/TW").pk for at in range(4)]
    other = world.registered(unit=world.unit("QN-HL"), by=world.gus)
    leader = world.post("QN", "Bí thư")
    with django_assert_max_num_queries(40):
        batch = in_bulk.present_many(
            [*ids, other.pk], leader=leader, proposal=PROPOSAL, lead=world.unit("QN-HL"), by=world.chi
        )
    assert [one.pk for one in batch.records] == ids
    assert Document.objects.filter(state=State.PRESENTED, slip__proposal=PROPOSAL).count() == 4
    assert Concern.objects.filter(document__in=ids, role=Role.LEAD).count() == 4


def test_many_presented_before_and_again_have_one_slip_each(world):
    document = handling.hand_back(proposed(world).pk, reason="x", by=world.ada)
    in_bulk.present_many([document.pk], leader=world.post("QN", "Bí thư"), proposal="Lần hai", by=world.chi)
    document.refresh_from_db()
    assert (document.slip.proposal, document.slip.lead, roles(document)) == ("Lần hai", None, set())


def test_a_leader_agrees_to_many_and_what_cannot_be_agreed_to_is_named(world):
    whole, bare = [proposed(world) for _at in range(2)], world.presented()
    batch = in_bulk.agree_many([*(one.pk for one in whole), bare.pk], by=world.ada)
    assert [one.pk for one in batch.records] == [one.pk for one in whole]
    assert [one.sentence for one in batch.refused] == [handling.nobody_leads()]
    for document in Document.objects.filter(pk__in=[one.pk for one in whole]).select_related("slip"):
        assert (document.state, document.slip.instruction) == (State.INSTRUCTED, PROPOSAL)
        assert roles(document) == {("QN-HL", Role.LEAD), ("QN-CX", Role.COORDINATE)}
    told = Notice.objects.filter(event__in=batch.events, reason=Reason.ASSIGNED)
    assert {one.post_id for one in told} == {world.eve.post_id, world.dov.post_id, world.chi.post_id}


def test_many_are_filed_or_registered_at_once(world):
    ids = [world.registered(symbol=f"{at}-CT/TW").pk for at in range(3)]
    in_bulk.file_many(ids, by=world.chi)
    assert set(Document.objects.filter(pk__in=ids).values_list("state", flat=True)) == {State.FILED}
    for kind in ("notice", "report", "plan"):
        world.issued(type=kind)
    arrived = list(Document.objects.filter(unit__code="QN-HL", state=State.ARRIVED).order_by("pk"))
    batch = in_bulk.take_in_many([one.pk for one in arrived], by=world.gus)
    assert [one.arrival_number for one in batch.records] == [1, 2, 3]
    assert Concern.objects.filter(received_no__isnull=False).count() == 3


def test_rows_are_ticked_by_who_can_do_something_with_them(world):
    document = world.registered()
    listed = world.browser(world.chi).get(reverse("documents.incoming"))
    assert [verb.word for verb in listed.context["list"].bulk_verbs()] == ["present", "file"]
    asked = world.browser(world.chi).post(reverse("documents.document.present.many"), {"ids": [document.pk]})
    assert world.post("QN", "Bí thư") in asked.context["form"].fields["leader"].queryset
