"""What came is kept once, with what can be taken in, and the clerks are told."""

from __future__ import annotations

import pytest
from django.http import Http404

from baro.documents.models import Attachment, ReadingState
from baro.intake.actions import arriving
from baro.intake.jobs import read_paper
from baro.intake.messages import came_of
from baro.intake.models import Delivery
from baro.intake.rulebook import Receiving
from baro.intake.tests.filling import delivery, mail
from baro.kernel import rulebook
from baro.trail.models import Event, Notice


def test_an_e_mail_comes_once_with_its_paper_and_the_clerk_is_told(world):
    found = delivery(world)
    assert (found.subject, found.words) == ("Báo cáo quý III", "Kính gửi Văn phòng")
    assert found.sender == "Văn thư Cẩm Phả <vanthu@campha.example>"
    assert [one.file.name for one in found.papers.all()] == ["bao-cao.pdf"]
    assert Event.objects.about(found)[0].sentence.startswith("“Báo cáo quý III” arrived from")
    assert Notice.objects.to(world.clo.post_id).filter(subject=f"intake.delivery:{found.pk}").exists()
    again = came_of(mail(), rulebook.today(Receiving))
    assert arriving.arrive(world.unit("QN"), again) is None
    assert Delivery.objects.count() == 1


def test_the_same_e_mail_comes_to_two_units(world):
    delivery(world)
    assert delivery(world, unit="QN-HL").unit == world.unit("QN-HL")


def test_a_file_that_is_not_what_it_should_be_is_left_out_with_the_reason(world):
    found = delivery(world, files={"virus.exe": b"MZ\x90", "cv.pdf": b"not a PDF"})
    assert not found.papers.exists()
    assert [line.partition(":")[0] for line in found.left_out.splitlines()] == ["virus.exe", "cv.pdf"]


def test_its_paper_is_read_by_a_job(world):
    paper = delivery(world).papers.get().file
    assert paper.state == ReadingState.WAITING
    read_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == ReadingState.READ
    assert "Bao cao ket qua" in paper.text


def test_only_those_who_register_for_the_unit_see_it(world):
    found = delivery(world)
    assert list(Delivery.objects.visible_to(world.clo)) == [found]
    for other in (world.gus, world.dov, world.eve):
        assert not Delivery.objects.visible_to(other).exists()
        with pytest.raises(Http404):
            arriving.set_aside(found.pk, reason="?", by=other)
    page = world.browser(world.dov)
    assert page.get(found.get_absolute_url()).status_code == 404
    assert page.get(f"{found.get_absolute_url()}papers/1/").status_code == 404
    assert not Attachment.objects.visible_to(world.dov).exists()
