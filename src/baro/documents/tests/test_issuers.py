"""Issuers are proposed by the names under which they are known, and found by a part of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents import issuers, proposing
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.reading.text import Reading

pytestmark = pytest.mark.django_db

HEAD = """UBND TỈNH VĨNH DỤ
SỞ VÍ DỤ
Số: {symbol}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Vĩnh Dụ, ngày 05 tháng 10 năm 2026
V/v gửi báo cáo
Kính gửi: Các đơn vị.
"""


def _read(paper: Attachment, text: str) -> str:
    """Let a paper have a text, and give the address of the form that proposes what stands there."""
    kept = proposing.as_kept(Reading(text, pages=1, needs_ocr=False, truncated=False))
    Attachment.objects.filter(pk=paper.pk).update(state=ReadingState.READ, text=text, proposal=kept)
    return f"{reverse('documents.document.register')}?unit={paper.unit_id}&papers={paper.pk}"


def test_an_issuer_is_known_by_the_newest_spelling_of_the_register(world):
    world.registered(issuer="Sở Ví dụ tỉnh", symbol="1/SVD-VP")
    world.registered(issuer="Sở Ví dụ", symbol="2/SVD-VP")
    assert issuers.known_name("SỞ VÍ DỤ", world.clo) == "Sở Ví dụ"
    assert issuers.known_name("SỞ KHÁC HẲN", world.clo) == ""
    assert issuers.known_name("", world.clo) == ""


def test_an_issuer_of_the_organisation_is_known_without_a_register(world):
    name = world.unit("QN-HL").name
    assert issuers.known_name(name.upper(), world.clo) == name


def test_the_form_proposes_the_known_name_and_says_how_each_field_was_read(world):
    world.registered(issuer="Sở Ví dụ", symbol="2/SVD-VP")
    text = HEAD.format(symbol="1 45/SVD-VP").replace("ngày 05", "ngày O5")
    page = world.browser(world.clo).get(_read(world.brought(), text)).content.decode()
    assert re.search(r'name="issuer" value="Sở Ví dụ"', page)
    assert "Read from the paper (95% sure)" in page
    assert "Not read. Type it from the paper." in page
    assert "Not certain (60% sure)" in page


def test_a_part_of_the_name_finds_it_and_any_other_name_may_be_typed(world):
    world.registered(issuer="Sở Ví dụ", symbol="2/SVD-VP")
    browser = world.browser(world.clo)
    found = browser.get(reverse("ui.choices", args=["documents.issuers"]), {"issuer": "vi du"}).content.decode()
    assert "Sở Ví dụ" in found
    today = timezone.localdate()
    line = {
        "unit": world.unit("QN").pk,
        "symbol": "3/ABC-VP",
        "issuer": "Một nơi chưa ai biết",
        "issued_on": today - timedelta(days=1),
        "arrived_on": today,
        "type": "official_letter",
        "abstract": "về một việc",
        "urgency": 0,
    }
    assert browser.post(reverse("documents.document.register"), line).status_code == 302
    assert Document.objects.filter(issuer="Một nơi chưa ai biết").exists()
    too_long = browser.post(reverse("documents.document.register"), {**line, "issuer": "a" * 201, "symbol": "4/A-B"})
    assert too_long.status_code == 422


def test_a_clerk_of_another_unit_is_not_told_whose_letters_arrived_here(world):
    world.registered(issuer="Sở Ví dụ", symbol="2/SVD-VP")
    assert "Sở Ví dụ" not in issuers.of_registers(world.dov).values()
