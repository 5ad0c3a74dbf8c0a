"""Registering several papers one after the other, and what the clerk reads when one is done."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.urls import reverse
from django.utils import timezone

from baro.documents.actions.bringing import bring
from baro.documents.models import Attachment, Document
from tests.world import small_pdf

REGISTER, BRING = reverse("documents.document.register"), reverse("documents.attachment.upload")


def line(world, **other):
    today = timezone.localdate()
    typed = {"unit": world.unit("QN").pk, "symbol": "50-CT/TW", "issuer": "Ban Bí thư", "urgency": 0}
    days = {"issued_on": today - timedelta(days=3), "arrived_on": today}
    return typed | days | {"type": "directive", "abstract": "về một việc"} | other


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_saving_tells_the_number_and_leads_to_the_next_paper(world):
    client = world.browser(world.clo)
    assert said(client.post(REGISTER, line(world), follow=True)) == ["Registered with incoming no. 1."]
    answer = client.post(REGISTER, line(world, symbol="51-CT/TW", and_next="1"), follow=True)
    assert answer.redirect_chain[-1][0] == BRING
    assert said(answer) == ["Registered with incoming no. 2."]


def test_a_file_that_was_only_uploaded_is_not_said_to_be_registered(world):
    client = world.browser(world.clo)
    answer = client.post(BRING, {"unit": world.unit("QN").pk, "uploads": [world.paper()]}, follow=True)
    assert said(answer) == ["Uploaded. Nothing is in the register yet: compare the fields with the file, then save."]
    assert not Document.objects.exists()


def test_files_that_are_documents_of_their_own_come_one_by_one(world):
    client = world.browser(world.clo)
    files = [world.paper(f"{at}.pdf", small_pdf(f"So {at}-CT/TW")) for at in range(3)]
    sent = client.post(BRING, {"unit": world.unit("QN").pk, "uploads": files, "each_alone": "on"})
    address = sent["Location"]
    for at in range(3):
        asked = parse_qs(urlsplit(address).query)
        assert (len(asked["papers"]), len(asked.get("then", []))) == (1, 2 - at)
        address = client.post(address, line(world, symbol=f"{at}-CT/TW"))["Location"]
    assert Document.objects.filter(attachments__isnull=False).count() == 3
    assert address == Document.objects.latest("pk").get_absolute_url()


def test_the_days_that_a_paper_names_stay_with_the_document_and_are_offered(world):
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    day = world.working_day
    words = "Báo cáo kết quả trước ngày này."
    kept = {"symbol": "50-CT/TW", "deadlines": [{"day": day.isoformat(), "sentence": words}]}
    Attachment.objects.filter(pk=paper.pk).update(proposal=kept)
    document = world.registered(papers=[paper.pk])
    page = world.browser(world.chi).get(document.get_absolute_url()).content.decode()
    assert words in page
    asked = world.browser(world.chi).get(reverse("documents.document.present", args=[document.pk]))
    assert words in asked.content.decode().split('data-baro-into="id_due_on"')[1]


def test_a_secret_paper_is_registered_without_its_files_when_the_clerk_says_so(world):
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    client, address = world.browser(world.clo), f"{REGISTER}?papers={paper.pk}"
    typed = line(world, secrecy="confidential", abstract="")
    refused = client.post(address, typed).content.decode()
    assert "Register it without its files" in refused
    client.post(address, typed | {"without_files": "on"})
    assert Document.objects.get().attachments.count() == 0
