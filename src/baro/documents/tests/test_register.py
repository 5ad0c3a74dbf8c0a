"""Registering: who may, which number, what is pointed out, what it leaves behind."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from baro.documents.jobs import recognise_paper
from baro.documents.models import Attachment, Document, ReadingState
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice
from baro.ui.models import Work
from tests.world import small_pdf


def test_the_incoming_number_comes_from_the_counter_of_the_register(world):
    numbers = [world.registered().arrival_number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_every_year_counts_from_one(world):
    last_year = timezone.localdate().replace(month=1, day=2) - timedelta(days=30)
    world.registered()
    assert world.registered(issued_on=last_year, arrived_on=last_year).arrival_number == 1


def test_the_deed_is_told_and_the_chief_of_office_is_noticed(world):
    document = world.registered()
    event = Event.objects.about(document)[0]
    assert event.sentence == "Clo Văn Thư, Văn thư, Văn phòng Tỉnh ủy registered the document as incoming no. 1"
    assert [n.post_id for n in Notice.objects.filter(event=event)] == [world.chi.post_id]


def test_a_known_document_is_pointed_out(world):
    world.registered()
    with pytest.raises(Refused, match=r"in the register already, as no\. 1"):
        world.registered(also_if_known=False)
    assert world.registered(also_if_known=True).arrival_number == 2


def test_only_the_clerk_registers(world):
    with pytest.raises(NotPermitted, match="Only the clerk"):
        world.registered(by=world.ben)
    assert not Document.objects.exists()


def test_a_refusal_gives_the_number_back(world):
    with pytest.raises(NotPermitted):
        world.registered(by=world.dov)
    assert world.registered().arrival_number == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"arrived_on": timezone.localdate() + timedelta(days=1)}, "arrived_on"),
        ({"issued_on": timezone.localdate() + timedelta(days=1)}, "issued_on"),
        ({"reply_by": timezone.localdate() - timedelta(days=30)}, "reply_by"),
    ],
)
def test_dates_that_contradict_each_other_are_refused_beside_their_field(world, wrong, field):
    with pytest.raises(Refused) as refusal:
        world.registered(**wrong)
    assert field in refusal.value.fields


def test_a_secret_document_keeps_no_paper(world):
    from baro.documents.actions.bringing import bring

    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    with pytest.raises(Refused) as refusal:
        world.registered(secrecy="confidential", abstract="", papers=[paper.pk])
    assert "without_files" in refusal.value.fields
    entered = world.registered(secrecy="confidential", abstract="", papers=[paper.pk], without_files=True)
    assert not entered.attachments.exists()


def test_the_words_of_the_paper_are_found_without_tone_marks(world):
    document = world.registered()
    found = Document.objects.filter(search__finds="chuyen doi so")
    assert [d.pk for d in found] == [document.pk]
    assert not Document.objects.filter(search__finds="khong co").exists()


def test_a_document_older_than_the_rulebook_is_registered_and_shown(world):
    document = world.registered(issued_on=date(1975, 4, 30))
    page = world.browser(world.clo).get(document.get_absolute_url())
    assert (page.status_code, "Directive" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("issued_on", date(1, 1, 1), "too long ago"),
        ("arrived_on", date(1850, 1, 1), "too long ago"),
        ("reply_by", date(9999, 12, 31), "too far ahead"),
    ],
)
def test_dates_that_nobody_means_are_refused_beside_their_field(world, name, day, said):
    with pytest.raises(Refused) as refusal:
        world.registered(**{name: day})
    assert said in refusal.value.fields[name]


def _line(world, **other):
    today = timezone.localdate()
    typed = {"unit": world.unit("QN").pk, "symbol": "50-CT/TW", "issuer": "Ban Bí thư Trung ương Đảng", "urgency": 0}
    days = {"issued_on": today - timedelta(days=3), "arrived_on": today}
    return typed | days | {"type": "directive", "abstract": "về một việc"} | other


def test_to_register_all_the_same_is_asked_only_when_it_is_known_with_the_way_to_it(world):
    known, client = world.registered(), world.browser(world.clo)
    url, box, link = (
        reverse("documents.document.register"),
        'name="also_if_known"',
        f'href="{known.get_absolute_url()}"',
    )
    assert box not in client.get(url).content.decode()
    asked = client.post(url, _line(world)).content.decode()
    assert (box in asked, link in asked) == (True, True)
    assert client.post(url, _line(world, also_if_known="on")).status_code == 302


def _way_past_waiting(page):
    """The address that a page offers on which somebody waits until the paper is read."""
    return unescape(re.search(r'href="([^"]+)">Do not wait', page)[1])


def test_a_paper_that_was_read_proposes_what_stands_in_it(world):
    letter = world.paper("thu.pdf", small_pdf("So 84-KH/TU"))
    client = world.browser(world.clo)
    brought = client.post(reverse("documents.attachment.upload"), {"unit": world.unit("QN").pk, "uploads": [letter]})
    paper = Attachment.objects.get()
    assert "84-KH/TU" not in client.get(brought["Location"]).content.decode()
    recognise_paper(paper.pk, Work.objects.get().pk)
    assert 'value="84-KH/TU"' in client.get(brought["Location"]).content.decode()


def test_going_back_after_registering_leads_to_what_was_registered(world):
    client = world.browser(world.clo)
    brought = client.post(
        reverse("documents.attachment.upload"), {"unit": world.unit("QN").pk, "uploads": [world.paper()]}
    )
    client.post(brought["Location"], _line(world))
    document = Document.objects.get()
    for answer in (client.get(brought["Location"]), client.post(brought["Location"], _line(world))):
        page = answer.content.decode()
        assert f"already, as no. {document.arrival_number}" in page
        assert f'href="{document.get_absolute_url()}"' in page
    assert Document.objects.count() == 1


def test_what_is_missing_is_named_by_its_field(world):
    page = world.browser(world.clo).post(reverse("documents.document.register"), {}).content.decode()
    summary = page.split("error-summary")[1].split("</ul>")[0]
    assert "Issuer: This field is required." in summary
    assert "Abstract: This field is required." in summary


def test_a_paper_without_text_is_pointed_out_and_the_bell_keeps_its_count(world):
    client = world.browser(world.clo)
    brought = client.post(
        reverse("documents.attachment.upload"), {"unit": world.unit("QN").pk, "uploads": [world.paper()]}
    )
    plain = _way_past_waiting(client.get(brought["Location"]).content.decode())
    for state, text in ((ReadingState.READ, " "), (ReadingState.WAITING, "")):
        Attachment.objects.update(state=state, text=text)
        page = client.get(plain)
        assert (page.status_code, "has no readable text" in page.content.decode()) == (200, True)


def test_a_secret_document_has_no_abstract_not_even_by_a_mistake_in_the_code(world):
    with pytest.raises(Refused) as refusal:
        world.registered(secrecy="confidential", abstract="kế hoạch riêng")
    assert "abstract" in refusal.value.fields
    secret = world.registered(secrecy="confidential", abstract="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=secret.pk).update(abstract="kế hoạch riêng")
    page = world.browser(world.clo).get(secret.get_absolute_url()).content.decode()
    assert "kept here by number only" in page


def test_the_form_asks_for_no_abstract_of_a_secret_document(world):
    browser, url = world.browser(world.clo), reverse("documents.document.register")
    line = _line(world, secrecy="confidential", abstract="")
    assert browser.post(url, line).status_code == 302
    assert browser.post(url, _line(world, abstract="", symbol="9-CV/X")).status_code == 422


def test_a_file_is_not_made_when_a_filter_asks_for_what_is_not_there(world):
    world.registered()
    browser, url = world.browser(world.clo), reverse("documents.incoming")
    refused = browser.get(url, {"type": "gone", "as": "csv"})
    assert (refused.status_code, refused["Content-Type"].split(";")[0]) == (409, "text/html")
    assert "The file was not made" in refused.content.decode()
    assert browser.get(url, {"type": "directive", "as": "csv"}).status_code == 200
    assert browser.get(url, {"type": "gone"}).status_code == 200


def test_letters_are_composed_before_they_are_counted(world):
    abstract = "ế" * 400
    line = _line(world, abstract=unicodedata.normalize("NFD", abstract), symbol="7\u200b-CT/TW")
    assert world.browser(world.clo).post(reverse("documents.document.register"), line).status_code == 302
    assert Document.objects.get().abstract == abstract
    assert Document.objects.get().symbol == "7-CT/TW"
