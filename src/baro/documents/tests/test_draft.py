"""Drafting, changing, submitting, sending back."""

from __future__ import annotations

import pytest

from baro.documents.actions import drafting
from baro.documents.flow import State
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Notice, Reason


def test_a_body_drafts_only_what_the_rulebook_lets_it_issue(world):
    with pytest.raises(Refused, match="may not issue a document of the type") as refusal:
        world.drafted(unit=world.unit("QN-VP"), type="directive")
    assert "type" in refusal.value.fields
    assert world.drafted(unit=world.unit("QN-BTV"), type="directive").state == State.DRAFT


def test_only_the_drafter_changes_the_draft(world):
    with pytest.raises(NotPermitted, match="Only the drafter"):
        drafting.revise(world.drafted().pk, type="notice", abstract="về việc khác", by=world.chi)


def test_an_empty_draft_is_not_submitted(world):
    with pytest.raises(Refused, match="nothing to sign yet"):
        world.submitted(body="")


def test_submitting_fixes_what_will_be_signed_and_calls_the_signatory(world):
    document = world.submitted()
    assert (document.state, len(document.digest)) == (State.SUBMITTED, 64)
    assert Notice.objects.filter(post_id=world.ada.post_id, reason=Reason.DECIDE).exists()


def test_sending_back_tells_the_drafter_why(world):
    document = drafting.send_back(world.submitted().pk, reason="bổ sung nơi nhận", by=world.ada)
    assert (document.state, document.digest) == (State.DRAFT, "")
    notice = Notice.objects.get(reason=Reason.RETURNED)
    assert (notice.post_id, "bổ sung nơi nhận" in notice.event.sentence) == (world.clo.post_id, True)


def test_a_submitted_draft_is_not_changed(world):
    with pytest.raises(Refused, match="not possible while"):
        drafting.revise(world.submitted().pk, type="notice", abstract="x", by=world.clo)


def test_the_neighbours_clerk_drafts_nothing_here(world):
    with pytest.raises(NotPermitted):
        world.drafted(by=world.hue)
