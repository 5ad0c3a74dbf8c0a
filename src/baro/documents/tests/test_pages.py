"""The pages of documents, as a browser meets them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.urls import reverse
from django.utils import timezone

from baro.documents import storing
from baro.documents.actions import handling
from baro.documents.actions.bringing import bring
from baro.documents.models import Attachment, Document
from baro.kernel import rulebook
from baro.ui.rulebook import Uploads


def _squeezed(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def _let_go(response) -> None:
    """Close a file that was sent, without closing the test's own database connection."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize(("ahead", "warned"), [(-1, True), (1, False)])
def test_an_answer_that_is_due_in_the_past_is_pointed_out(world, ahead, warned):
    day = timezone.localdate() + timedelta(days=ahead)
    document = world.registered(issued_on=timezone.localdate() - timedelta(days=9), reply_by=day)
    page = world.browser(world.clo).get(reverse("documents.document.correct", args=[document.pk]))
    assert ("This day is past" in page.text) is warned


def test_the_clerk_drops_a_paper_corrects_and_saves(world):
    client = world.browser(world.clo)
    response = client.post(
        reverse("documents.attachment.upload"), {"unit": world.unit("QN").pk, "uploads": [world.paper()]}
    )
    assert response.status_code == 302, _squeezed(response)[:2000]
    page = client.get(response["Location"])
    assert "giay.pdf" in page.content.decode()
    today = timezone.localdate()
    typed = {
        "unit": world.unit("QN").pk,
        "symbol": "84-KH/TW",
        "issued_on": today - timedelta(days=1),
        "issuer": "Ban Bí thư",
        "type": "plan",
        "abstract": "về một việc",
        "urgency": 1,
        "arrived_on": today,
    }
    saved = client.post(response["Location"], typed)
    document = Document.objects.get()
    assert (saved.status_code, saved["Location"]) == (302, document.get_absolute_url())
    assert document.attachments.count() == 1
    assert "84-KH/TW" in client.get(document.get_absolute_url()).content.decode()


def test_the_box_for_files_says_what_the_rulebook_takes_in(world, monkeypatch):
    today = rulebook.today
    seven = today(Uploads).model_copy(update={"largest_mib": 7})
    monkeypatch.setattr(rulebook, "today", lambda rule: seven if rule is Uploads else today(rule))
    page = _squeezed(world.browser(world.clo).get(reverse("documents.attachment.upload")))
    assert "PDF file, Word document, Excel workbook, JPEG image, PNG image; each up to 7 MB" in page


def test_a_file_that_is_gone_is_not_found(world):
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    storing.forget(paper.digest)
    client = world.browser(world.clo)
    for address in (
        reverse("documents.attachment", args=[paper.pk]),
        reverse("documents.attachment.sheet", args=[paper.pk, 1]),
    ):
        assert client.get(address).status_code == 404


def test_what_is_typed_wrong_is_said_beside_its_field(world):
    response = world.browser(world.clo).post(reverse("documents.document.register"), {"issued_on": "32/13/2026"})
    page = _squeezed(response)
    assert response.status_code == 422
    assert "“32/13/2026” is not a date" in page


def test_a_known_document_is_pointed_out_before_it_is_saved(world):
    first = world.registered()
    typed = {
        "unit": first.unit_id,
        "symbol": first.symbol,
        "issued_on": first.issued_on,
        "issuer": first.issuer,
        "type": first.type,
        "abstract": "x",
        "urgency": 0,
        "arrived_on": first.arrived_on,
    }
    client = world.browser(world.clo)
    response = client.post(reverse("documents.document.register"), typed)
    assert (response.status_code, Document.objects.count()) == (422, 1)
    assert "in the register already" in _squeezed(response)
    assert client.post(reverse("documents.document.register"), typed | {"also_if_known": "on"}).status_code == 302


@pytest.mark.parametrize("persona", ["ada", "chi", "clo"])
def test_the_page_of_a_document_offers_what_may_be_done(world, persona):
    document = world.registered()
    page = _squeezed(world.browser(getattr(world, persona)).get(document.get_absolute_url()))
    present = reverse("documents.document.present", args=[document.pk])
    assert (present in page) == (persona == "chi")


def test_the_whole_way_of_a_document_through_its_pages(world):
    document = world.registered()
    chi, ada = world.browser(world.chi), world.browser(world.ada)
    leader = world.post("QN", "Bí thư").pk
    chi.post(reverse("documents.document.present", args=[document.pk]), {"leader": leader, "proposal": "Giao Hà Lầm"})
    typed = {"instruction": "Chủ trì thực hiện", "lead": "QN-HL", "due_on": world.working_day, "informs": "QN-CX"}
    response = ada.post(reverse("documents.document.instruct", args=[document.pk]), typed)
    assert response.status_code == 302, _squeezed(response)[-3000:]
    document.refresh_from_db()
    assert document.state == "instructed"
    page = _squeezed(ada.get(document.get_absolute_url()))
    assert "Đảng ủy phường Hà Lầm" in page
    assert "Chủ trì thực hiện" in page


def test_an_outgoing_document_through_its_pages(world):
    clo, ada = world.browser(world.clo), world.browser(world.ada)
    typed = {
        "unit": world.unit("QN-VP").pk,
        "type": "notice",
        "urgency": 0,
        "abstract": "về lịch",
        "body": "Nội dung",
        "recipients": "QN-HL;QN-CX",
        "uploads": [world.paper()],
    }
    response = clo.post(reverse("documents.document.draft"), typed)
    assert response.status_code == 302, _squeezed(response)[-3000:]
    document = Document.objects.get()
    clo.post(reverse("documents.document.submit", args=[document.pk]))
    page = ada.get(reverse("documents.document.sign", args=[document.pk])).content.decode()
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest, page[-3000:]
    ada.post(reverse("documents.document.sign", args=[document.pk]), {"digest": digest.group(1)})
    clo.post(reverse("documents.document.issue", args=[document.pk]))
    document.refresh_from_db()
    assert (document.state, document.symbol, document.copies.count()) == ("issued", "01-TB/VPTU", 2)
    copy = document.copies.get(unit__code="QN-HL")
    assert "01-TB/VPTU" in world.browser(world.gus).get(reverse("documents.incoming")).content.decode()
    world.browser(world.gus).post(reverse("documents.document.take_in", args=[copy.pk]))
    copy.refresh_from_db()
    assert copy.arrival_number == 1


def test_a_paper_is_shown_to_those_who_see_its_document(world):
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    address = reverse("documents.attachment", args=[paper.pk])
    own = world.browser(world.clo).get(address)
    _let_go(own)
    assert own.status_code == 200
    assert world.browser(world.chi).get(address).status_code == 404
    world.registered(papers=[paper.pk])
    shown = world.browser(world.chi).get(address)
    _let_go(shown)
    assert (shown.status_code, shown["X-Content-Type-Options"]) == (200, "nosniff")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert world.browser(world.dov).get(address).status_code == 404
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("name", ["documents.incoming", "documents.outgoing"])
def test_filter_and_full_page_show_the_same_rows(world, name):
    world.issued()
    world.registered()
    url = reverse(name) + "?q=thong+bao"
    whole, part = world.browser(world.ada).get(url), world.browser(world.ada, htmx=True).get(url)
    assert whole.status_code == part.status_code == 200
    assert len(part.content) < len(whole.content)
    assert "<html" not in part.content.decode()


def test_a_finished_document_offers_and_explains_nothing_any_more(world):
    for document in (world.issued(), handling.file(world.registered().pk, by=world.chi)):
        page = world.browser(world.chi).get(document.get_absolute_url()).content.decode()
        assert "verb-off" not in page
        assert "why-not" not in page


def test_a_refusal_leads_on_to_the_document_and_changing_the_language_stays_with_it(world):
    document = world.issued()
    refused = world.browser(world.clo).post(reverse("documents.document.submit", args=[document.pk]))
    page = refused.content.decode()
    assert refused.status_code == 409
    assert f'href="{document.get_absolute_url()}"' in page
    assert f'name="next" value="{document.get_absolute_url()}"' in page


def test_an_address_that_only_takes_what_is_sent_says_so_on_a_page(world):
    document = world.drafted()
    answer = world.browser(world.clo).get(reverse("documents.document.submit", args=[document.pk]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing is shown at this address" in answer.content.decode()
    assert f'href="{document.get_absolute_url()}"' in answer.content.decode()
    assert b"<html" in world.browser(world.clo).get(reverse("ui.language")).content
