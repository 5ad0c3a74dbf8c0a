"""Drafting, changing, submitting, sending back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.documents import queries
from baro.documents.actions import drafting, signing
from baro.documents.flow import State
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Notice, Reason


def test_a_body_drafts_only_what_the_rulebook_lets_it_issue(world):
    with pytest.raises(Refused, match=r"may not issue a document of the type .*399-QĐ/TW, Điều 11") as refusal:
        world.drafted(unit=world.unit("QN-HL-CB"), type="directive")
    assert "type" in refusal.value.fields
    assert world.drafted(unit=world.unit("QN-BTV"), type="directive").state == State.DRAFT


DOUBT = "This part of it is only assumed (not read; what such bodies are seen to issue)"


def test_a_rule_that_is_only_assumed_refuses_nothing(world):
    assert queries.authority_of(world.unit("QN-VP"), "directive").is_doubtful
    assert world.drafted(unit=world.unit("QN-VP"), type="directive").state == State.DRAFT


@pytest.mark.parametrize(("type_id", "warned"), [("directive", True), ("notice", False), ("", False), ("none", False)])
def test_the_form_warns_of_what_is_only_assumed_once_it_is_chosen(world, type_id, warned):
    client, chosen = world.browser(world.clo), {"unit": world.unit("QN-VP").pk, "type": type_id}
    assert reverse("documents.doubt") in client.get(reverse("documents.document.draft")).content.decode()
    assert (DOUBT in client.get(reverse("documents.doubt"), chosen).content.decode()) == warned
    assert (DOUBT in client.post(reverse("documents.document.draft"), chosen).content.decode()) == warned


def test_the_warning_stays_until_the_signature(world):
    document = world.submitted(type="directive")
    pages = [(world.ada, "documents.document.sign"), (world.ada, "documents.document")]
    for persona, name in pages:
        assert DOUBT in world.browser(persona).get(reverse(name, args=[document.pk])).content.decode()
    signing.sign(document.pk, digest=document.digest, by=world.ada)
    assert DOUBT not in world.browser(world.ada).get(document.get_absolute_url()).content.decode()


def test_the_form_of_a_draft_warns_too(world):
    document = world.drafted(type="directive")
    assert (
        DOUBT in world.browser(world.clo).get(reverse("documents.document.revise", args=[document.pk])).content.decode()
    )


def test_of_units_that_one_does_not_draft_for_nothing_is_said(world):
    chosen = {"unit": world.unit("QN-VP").pk, "type": "directive"}
    assert DOUBT not in world.browser(world.dov).get(reverse("documents.doubt"), chosen).content.decode()


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


def test_a_text_that_nobody_read_is_not_replaced(world):
    document, client = world.drafted(), world.browser(world.clo)
    url = reverse("documents.document.revise", args=[document.pk])
    page = client.get(url)
    typed = {name: page.context["form"].initial[name] for name in ("type", "abstract", "urgency", "seen")}
    assert client.post(url, typed | {"body": "Bản thứ nhất"}).status_code == 302
    told = client.post(url, typed | {"body": "Bản thứ hai"})
    assert (told.status_code, "changed meanwhile" in told.content.decode()) == (422, True)
    document.refresh_from_db()
    assert document.body == "Bản thứ nhất"
    client.post(url, typed | {"body": "Bản thứ hai", "also_if_changed": "on"})
    document.refresh_from_db()
    assert document.body == "Bản thứ hai"
