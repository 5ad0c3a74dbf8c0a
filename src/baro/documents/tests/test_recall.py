"""After issuing: recalled, replaced, returned; and the scan of what was signed on paper."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.documents.actions import drafting, filing, issuing, recalling, receiving, signing
from baro.documents.flow import State
from baro.documents.models import Document, Made
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Notice, Reason


def test_what_nobody_registered_yet_is_no_longer_to_be_registered(world):
    document = world.issued()
    recalled = recalling.recall(document.pk, reason="sai ngày họp", by=world.ada)
    assert recalled.state == State.RECALLED
    assert {copy.state for copy in document.copies.all()} == {State.RECALLED}
    assert Notice.objects.filter(post_id=world.gus.post_id, reason=Reason.INFORMED).exists()
    with pytest.raises(Refused, match="not possible any more"):
        receiving.take_in(document.copies.get(unit__code="QN-HL").pk, by=world.gus)


def test_who_registered_it_keeps_the_entry_and_reads_why(world):
    document = world.issued()
    copy = receiving.take_in(document.copies.get(unit__code="QN-HL").pk, by=world.gus)
    recalling.recall(document.pk, reason="sai ngày họp", by=world.ada)
    copy.refresh_from_db()
    assert (copy.state, copy.arrival_number, copy.recalled_for) == (State.REGISTERED, 1, "sai ngày họp")
    page = world.browser(world.gus).get(copy.get_absolute_url()).content.decode()
    assert "Recalled by the issuer" in page
    assert "sai ngày họp" in page


def test_the_recipient_still_reads_what_was_recalled(world):
    document = world.issued()
    recalling.recall(document.pk, reason="sai", by=world.ada)
    assert Document.objects.visible_to(world.gus).filter(pk=document.pk).exists()


def test_only_those_of_the_issuer_recall(world):
    document = world.issued()
    with pytest.raises(NotPermitted):
        recalling.recall(document.pk, reason="x", by=world.gus)
    with pytest.raises(NotPermitted, match="Only the issuer"):
        recalling.recall(document.copies.get(unit__code="QN-HL").pk, reason="x", by=world.gus)


def test_what_was_not_issued_is_not_recalled(world):
    with pytest.raises(Refused, match="not possible while"):
        recalling.recall(world.signed().pk, reason="x", by=world.ada)


def test_it_is_recalled_in_the_browser(world):
    document, client = world.issued(), world.browser(world.ada)
    address = reverse("documents.document.recall", args=[document.pk])
    assert address in client.get(document.get_absolute_url()).content.decode()
    assert client.post(address, {"reason": "sai ngày"}).status_code == 302
    document.refresh_from_db()
    assert document.recalled_for == "sai ngày"


def test_a_replacement_begins_with_the_same_words_and_recalls_when_it_is_issued(world):
    former = world.issued()
    made = recalling.replace(former.pk, by=world.clo)
    assert (made.state, made.body, made.replaces_id) == (State.DRAFT, former.body, former.pk)
    submitted = drafting.submit(made.pk, by=world.clo)
    signing.sign(made.pk, digest=submitted.digest, by=world.ada)
    former.refresh_from_db()
    assert former.state == State.ISSUED
    issuing.issue(made.pk, by=world.clo)
    former.refresh_from_db()
    assert (former.state, former.recalled_for) == (State.RECALLED, "Replaced by no. 02-TB/VPTU")


def test_a_recipient_returns_what_is_not_for_it(world):
    document = world.issued()
    copy = document.copies.get(unit__code="QN-HL")
    client, address = world.browser(world.gus), reverse("documents.document.return", args=[copy.pk])
    assert client.post(address, {"reason": "không thuộc thẩm quyền"}).status_code == 302
    copy.refresh_from_db()
    assert copy.state == State.RETURNED
    assert Notice.objects.filter(post_id=world.clo.post_id, reason=Reason.RETURNED).exists()
    page = world.browser(world.clo).get(document.get_absolute_url()).content.decode()
    assert "không thuộc thẩm quyền" in page


def test_what_came_on_paper_or_was_registered_is_not_returned(world):
    copy = world.issued().copies.get(unit__code="QN-HL")
    receiving.take_in(copy.pk, by=world.gus)
    with pytest.raises(Refused):
        recalling.return_(copy.pk, reason="x", by=world.gus)
    with pytest.raises(Refused, match="another unit issued"):
        recalling.return_(world.registered().pk, reason="x", by=world.clo)


def test_only_the_receiving_clerk_returns(world):
    copy = world.issued().copies.get(unit__code="QN-HL")
    with pytest.raises(NotPermitted):
        recalling.return_(copy.pk, reason="x", by=world.eve)


def test_what_was_returned_already_is_not_recalled_there(world):
    document = world.issued()
    recalling.return_(document.copies.get(unit__code="QN-HL").pk, reason="x", by=world.gus)
    recalling.recall(document.pk, reason="y", by=world.ada)
    assert document.copies.get(unit__code="QN-HL").state == State.RETURNED


def test_the_scan_of_what_was_signed_on_paper_goes_to_the_recipients(world):
    document = world.signed()
    filing.add_scan(document.pk, uploads=[world.paper("ban-ky.pdf")], by=world.clo)
    issuing.issue(document.pk, by=world.clo)
    assert [paper.made for paper in document.copies.first().attachments.all()] == [Made.SCAN]


def test_a_scan_is_no_part_of_what_was_signed_and_needs_a_file(world):
    document = world.signed()
    with pytest.raises(Refused, match="Choose the scan"):
        filing.add_scan(document.pk, uploads=[], by=world.clo)
    with pytest.raises(NotPermitted):
        filing.add_scan(document.pk, uploads=[world.paper()], by=world.ada)


def test_a_draft_and_a_signed_document_are_printed_for_those_who_see_them(world):
    draft, signed = world.drafted(), world.signed()
    for document in (draft, signed):
        address = reverse("documents.document.paper", args=[document.pk, "pdf"])
        answer = world.browser(world.clo).get(address)
        assert answer.content.startswith(b"%PDF-")
        assert world.browser(world.hue).get(address).status_code == 404
    assert world.browser(world.clo).get(address.replace("pdf", "docx")).content.startswith(b"PK")
    assert world.browser(world.clo).get(address.replace("pdf", "exe")).status_code == 404


def test_a_draft_begins_with_the_template_of_its_type(world):
    page = world.browser(world.clo).get(f"{reverse('documents.document.draft')}?type=decision").content.decode()
    assert "Căn cứ Điều lệ Đảng;" in page
    assert "có hiệu lực từ ngày ký" in page
    assert "?type=plan" in page
