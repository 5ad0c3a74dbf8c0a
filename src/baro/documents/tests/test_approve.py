"""Approving in steps: who takes them, what an approval stands for, what a later change does to it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.documents import steps
from baro.documents.actions import approving, drafting, signing
from baro.documents.flow import State
from baro.documents.models import Document
from baro.documents.tests.filling import asked_elsewhere
from baro.kernel.errors import NotPermitted, Refused
from baro.org.queries import actor_of
from baro.trail.models import Notice, Reason


def test_a_committees_letter_is_approved_by_the_office_before_it_is_signed(world):
    asked = world.asked()
    assert (asked.state, asked.step) == (State.APPROVING, "office")
    assert Notice.objects.filter(post_id=world.chi.post_id, reason=Reason.DECIDE).exists()
    cleared = approving.clear(asked.pk, digest=asked.digest, by=world.chi)
    assert (cleared.state, cleared.step) == (State.SUBMITTED, "")
    assert signing.sign(asked.pk, digest=cleared.digest, by=world.ada).state == State.SIGNED


def test_what_needs_approval_is_not_submitted_for_signature(world):
    draft = world.drafted(unit=world.unit("QN"), type="official_letter")
    with pytest.raises(Refused, match="approved before it is signed"):
        drafting.submit(draft.pk, by=world.clo)


def test_an_offices_own_notice_needs_no_approval(world):
    assert steps.steps_of(world.drafted()) == []


def test_steps_that_the_same_post_would_take_are_one(world):
    plan = world.drafted(unit=world.unit("QN"), type="plan")
    assert steps.steps_of(plan) == ["office"]


def test_nobody_approves_their_own_draft(world):
    own = world.drafted(unit=world.unit("QN"), type="official_letter", by=world.chi)
    assert steps.steps_of(own) == []


def test_only_whoever_takes_the_step_approves(world):
    asked = world.asked()
    for persona in (world.clo, world.ada):
        with pytest.raises(NotPermitted):
            approving.clear(asked.pk, digest=asked.digest, by=persona)


def test_an_approval_of_a_text_that_was_not_seen_is_refused(world):
    asked = world.asked()
    with pytest.raises(Refused, match="read it again"):
        approving.clear(asked.pk, digest="0" * 64, by=world.chi)
    Document.objects.filter(pk=asked.pk).update(body="Câu khác")
    with pytest.raises(Refused, match="no longer what was submitted"):
        approving.clear(asked.pk, digest=asked.digest, by=world.chi)


def test_the_last_step_is_not_taken_as_if_another_followed(world):
    asked = world.asked()
    with pytest.raises(Refused, match="changed meanwhile"):
        approving.approve(asked.pk, digest=asked.digest, by=world.chi)


def test_whoever_approves_sends_back(world):
    sent = drafting.send_back(world.asked().pk, reason="thiếu thời hạn", by=world.chi)
    assert (sent.state, sent.step, sent.digest) == (State.DRAFT, "", "")


@pytest.fixture
def changed(world):
    """A letter that was approved and then changed by one word."""
    asked = world.asked(body="Văn phòng đề nghị báo cáo trước ngày 05/12/2026.")
    approving.clear(asked.pk, digest=asked.digest, by=world.chi)
    drafting.withdraw(asked.pk, by=world.clo)
    facts = {"type": asked.type, "abstract": asked.abstract, "recipients": [world.unit("QN-HL"), world.unit("QN-CX")]}
    drafting.revise(asked.pk, body="Văn phòng đề nghị báo cáo trước ngày 15/12/2026.", by=world.clo, **facts)
    return Document.objects.get(pk=asked.pk)


def test_a_later_change_makes_the_approval_stale_word_by_word(world, changed):
    page = world.browser(world.clo).get(changed.get_absolute_url()).content.decode()
    assert "Other text since" in page
    assert "<del>05/12/2026.</del><ins>15/12/2026.</ins>" in page


def test_a_changed_text_is_approved_anew(world, changed):
    asked = approving.ask(changed.pk, by=world.clo)
    assert (asked.state, asked.step) == (State.APPROVING, "office")
    cleared = approving.clear(asked.pk, digest=asked.digest, by=world.chi)
    assert [one.digest == cleared.digest for one in cleared.approvals.all()] == [False, True]


def test_what_was_approved_and_not_changed_goes_to_the_signature_at_once(world):
    asked = world.asked()
    approving.clear(asked.pk, digest=asked.digest, by=world.chi)
    drafting.withdraw(asked.pk, by=world.clo)
    page = world.browser(world.clo).get(asked.get_absolute_url()).content.decode()
    assert reverse("documents.document.submit", args=[asked.pk]) in page
    assert drafting.submit(asked.pk, by=world.clo).state == State.SUBMITTED


def test_the_approver_reads_and_approves_in_the_browser(world):
    asked, client = world.asked(), world.browser(world.chi)
    address = reverse("documents.document.clear", args=[asked.pk])
    page = client.get(address)
    assert asked.body in page.content.decode()
    assert client.post(address, {"digest": page.context["form"].initial["digest"]}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.SUBMITTED


def test_the_head_of_the_drafting_unit_approves_before_the_office(world):
    asked = asked_elsewhere(world)
    assert asked.step == "head_of_drafting_unit"
    approved = approving.approve(asked.pk, digest=asked.digest, by=actor_of(world.eve.person_id))
    assert (approved.state, approved.step) == (State.APPROVING, "office")
    assert approving.clear(asked.pk, digest=asked.digest, by=world.chi).state == State.SUBMITTED


def test_a_head_who_cannot_read_the_register_is_not_asked(world):
    draft = world.drafted(unit=world.unit("QN"), type="plan", drafter=world.gus)
    assert steps.steps_of(draft) == ["office"]
    asked_elsewhere(world)
    assert steps.steps_of(draft) == ["head_of_drafting_unit", "office"]
