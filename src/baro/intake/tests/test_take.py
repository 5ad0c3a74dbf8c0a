"""A clerk takes the papers, and registers them as every paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents.models import Document
from baro.intake.actions import arriving
from baro.intake.jobs import read_paper
from baro.intake.models import Delivery
from baro.intake.tests.filling import delivery
from baro.kernel.errors import Refused


def _registered(world, way: str) -> Document:
    """What Clo saves in the form to which taking led."""
    today = timezone.localdate()
    line = {
        "unit": world.unit("QN").pk,
        "symbol": "12-BC/ĐU",
        "issued_on": today - timedelta(days=2),
        "arrived_on": today,
        "issuer": "Đảng ủy phường Cẩm Phả",
        "type": "report",
        "abstract": "kết quả quý III",
        "urgency": 0,
    }
    answer = world.browser(world.clo).post(way, line)
    assert answer.status_code == 302, answer.context["form"].errors
    return Document.objects.latest("pk")


def test_the_papers_are_taken_with_what_was_read_and_become_a_document(world):
    found = delivery(world)
    read_paper(found.papers.get().file_id)
    way = arriving.take(found.pk, by=world.clo)
    taken = found.papers.get().taken
    assert f"papers={taken.pk}" in way
    assert taken.brought_by_id == world.clo.post_id
    assert "Bao cao ket qua" in taken.text
    document = _registered(world, way)
    assert list(document.attachments.all()) == [taken]
    assert list(Delivery.objects.registered()) == [found]
    assert not Delivery.objects.waiting().exists()
    page = world.browser(world.clo).get(found.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in page
    with pytest.raises(Refused, match="in the register already"):
        arriving.take(found.pk, by=world.clo)
    with pytest.raises(Refused, match="in the register already"):
        arriving.set_aside(found.pk, reason="?", by=world.clo)


def test_who_takes_it_again_goes_on_with_the_same_papers(world):
    found = delivery(world)
    assert arriving.take(found.pk, by=world.clo) == arriving.take(found.pk, by=world.clo)


def test_what_brought_no_paper_is_not_taken(world):
    found = delivery(world, files={"virus.exe": b"MZ"})
    with pytest.raises(Refused, match="None of its files was taken in"):
        arriving.take(found.pk, by=world.clo)


def test_the_clerk_finds_it_opens_its_file_and_goes_to_the_form(world):
    found = delivery(world)
    clo = world.browser(world.clo)
    assert "Came by mail or scanner" in clo.get(reverse("ui.my_work")).content.decode()
    assert "Báo cáo quý III" in clo.get(reverse("intake.deliveries"), {"mine": "on"}).content.decode()
    page = clo.get(found.get_absolute_url()).content.decode()
    file = reverse("intake.delivery.paper", args=[found.pk, 1])
    assert file in page
    answer = clo.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert clo.get(reverse("intake.delivery.paper", args=[found.pk, 2])).status_code == 404
    answer = clo.post(reverse("intake.delivery.take", args=[found.pk]))
    assert answer.url.startswith(reverse("documents.document.register"))
    assert "bao-cao.pdf" in clo.get(answer.url).content.decode()
