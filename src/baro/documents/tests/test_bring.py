"""Bringing files: what is kept, what is refused, that nothing half-written stays."""

from __future__ import annotations

import asyncio
import errno
import io
from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from baro.documents import storing
from baro.documents.actions import bringing
from baro.documents.actions.bringing import bring
from baro.documents.actions.recognising import recognise
from baro.documents.models import Attachment, ReadingState
from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.ui.jobs import go_on
from baro.ui.rulebook import Uploads
from tests.world import small_pdf

BUTTON = 'href="/documents/incoming/bring/"'


def _kept(settings) -> list[Path]:
    return [path for path in Path(settings.FILES).rglob("*") if path.is_file()]


def test_a_paper_is_kept_by_its_digest_and_waits_to_be_read(world, settings):
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    assert storing.place_of(paper.digest).read_bytes().startswith(b"%PDF")
    assert (paper.state, paper.pages, paper.text) == (ReadingState.WAITING, 1, "")
    assert len(_kept(settings)) == 1
    read = recognise(paper.pk)
    assert (read.state, "Bao cao" in read.text) == (ReadingState.READ, True)


def test_the_same_file_twice_is_kept_once(world, settings):
    for _ in range(2):
        bring(world.paper(), world.unit("QN"), by=world.clo)
    assert (len(_kept(settings)), Attachment.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("name", "content"),
    [("trống.pdf", b""), ("thư.docx", b"MZ\x90\x00" + b"\x00" * 200), ("giấy.pdf", b"%PDF-1.4\n%%EOF\n")],
)
def test_what_is_no_document_is_refused_and_leaves_nothing(world, settings, name, content):
    with pytest.raises(Refused, match=name.split(".")[0]):
        bring(SimpleUploadedFile(name, content), world.unit("QN"), by=world.clo)
    assert (_kept(settings), Attachment.objects.count()) == ([], 0)


def test_a_name_cannot_lead_elsewhere_or_turn_around(world):
    paper = bring(world.paper("../../etc/\u202efdp.exe.pdf"), world.unit("QN"), by=world.clo)
    assert "/" not in paper.name
    assert "\u202e" not in paper.name


def test_a_full_disk_is_said_and_leaves_nothing(world, settings, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storing.os, "fsync", full)
    with pytest.raises(Refused, match="disk of the server is full"):
        bring(world.paper(), world.unit("QN"), by=world.clo)
    assert (_kept(settings), Attachment.objects.count()) == ([], 0)


def test_files_are_not_brought_to_a_stranger(world, settings):
    with pytest.raises(NotPermitted):
        bring(world.paper(), world.unit("QN-CX"), by=world.gus)
    assert _kept(settings) == []


def _photo(colour):
    written = io.BytesIO()
    Image.new("RGB", (300, 400), colour).save(written, "JPEG")
    return SimpleUploadedFile("image.jpg", written.getvalue(), content_type="image/jpeg")


def test_pages_that_a_phone_took_become_one_paper_in_their_order(world):
    sent = {"unit": world.unit("QN").pk, "photos": [_photo(colour) for colour in ("red", "green", "blue")]}
    answer = world.browser(world.clo).post(reverse("documents.attachment.upload"), sent)
    paper = Attachment.objects.get()
    assert (answer.status_code, paper.media_type, paper.pages) == (302, "application/pdf", 3)
    pages = pdfium.PdfDocument(storing.place_of(paper.digest).read_bytes())
    middles = [page.render(scale=0.2).to_pil().convert("RGB").getpixel((10, 10)) for page in pages]
    assert [pixel.index(max(pixel)) for pixel in middles] == [0, 1, 2]


@pytest.mark.parametrize("photos", [[], [SimpleUploadedFile("image.jpg", b"\xff\xd8\xff cut off")]])
def test_without_a_file_or_a_whole_photo_nothing_is_kept_and_it_is_said_why(world, photos, settings):
    sent = {"unit": world.unit("QN").pk, "photos": photos}
    answer = world.browser(world.clo).post(reverse("documents.attachment.upload"), sent)
    said = "damaged or incomplete image" if photos else "or photograph its pages"
    assert (answer.status_code, said in answer.content.decode(), _kept(settings)) == (422, True, [])


@pytest.mark.parametrize("place", ["documents.incoming", "ui.my_work", "ui.palette"])
def test_who_keeps_a_register_finds_where_to_bring_a_paper(world, place):
    assert BUTTON in world.browser(world.clo).get(reverse(place)).content.decode()
    assert BUTTON not in world.browser(world.fay).get(reverse(place)).content.decode()


def test_an_empty_register_offers_to_bring_the_first_paper(world):
    page = world.browser(world.clo).get(reverse("documents.incoming")).content.decode()
    assert page.count(BUTTON) == 2


@pytest.mark.parametrize(
    "step", ["documents.attachment.upload", "documents.document.register", "documents.document.draft"]
)
def test_who_has_no_register_is_told_before_anything_is_typed(world, step):
    answer = world.browser(world.fay).get(reverse(step))
    assert answer.status_code == 403
    assert "is not among the duties of your post" in answer.content.decode()


def test_a_program_is_refused_beside_the_box_with_what_to_ask_for(world):
    program = SimpleUploadedFile("thư.pdf", b"MZ" + bytes(200))
    sent = {"unit": world.unit("QN").pk, "uploads": [program]}
    page = world.browser(world.clo).post(reverse("documents.attachment.upload"), sent).content.decode()
    beside = page.split('id="id_uploads_error"')[1].split("</p>")[0]
    assert "is a Windows program and not a document; ask its sender" in beside


def _limited(monkeypatch, **most):
    rule = rulebook.today(Uploads).model_copy(update=most)
    monkeypatch.setattr(bringing.rulebook, "today", lambda _rule: rule)


def _papers(world, count):
    return [world.paper(f"{number}.pdf", small_pdf(f"paper {number}")) for number in range(count)]


def test_each_paper_is_read_by_a_job_and_one_person_has_one_read_at_a_time(world, queued):
    papers = bringing.bring_all(_papers(world, 2), world.unit("QN"), by=world.clo)
    jobs = list(queued.jobs.values())
    assert [job["args"]["attachment_id"] for job in jobs] == [paper.pk for paper in papers]
    assert {job["lock"] for job in jobs} == {f"documents.reading:{world.clo.person_id}"}


def test_what_a_dead_worker_was_reading_is_read_by_another(world, queued):
    bringing.bring_all(_papers(world, 2), world.unit("QN"), by=world.clo)
    begun, waiting = queued.jobs.values()
    begun |= {"status": "doing", "worker_id": 7}
    asyncio.run(go_on(0))
    assert (begun["status"], waiting["status"]) == ("todo", "todo")


def test_what_workers_died_of_three_times_is_left(world, queued):
    bringing.bring_all(_papers(world, 1), world.unit("QN"), by=world.clo)
    (paper,) = queued.jobs.values()
    for _worker in range(3):
        paper |= {"status": "doing", "worker_id": 7}
        asyncio.run(go_on(0))
    assert paper["status"] == "failed"


def test_more_files_than_one_form_may_bring_are_refused(world, settings, monkeypatch):
    _limited(monkeypatch, most_files_at_once=2)
    with pytest.raises(Refused, match="At most 2 files are taken in at once"):
        bringing.bring_all(_papers(world, 3), world.unit("QN"), by=world.clo)
    assert _kept(settings) == []


def test_a_person_brings_only_so_many_files_an_hour(world, monkeypatch):
    _limited(monkeypatch, most_files_an_hour=3)
    bringing.bring_all(_papers(world, 2), world.unit("QN"), by=world.clo)
    with pytest.raises(Refused, match="At most 3 files an hour are taken in from one person"):
        bringing.bring_all(_papers(world, 2), world.unit("QN"), by=world.clo)
    Attachment.objects.update(brought_at=timezone.now() - timedelta(minutes=61))
    assert len(bringing.bring_all(_papers(world, 2), world.unit("QN"), by=world.clo)) == 2


def test_a_person_brings_only_so_much_a_day(world, monkeypatch):
    _limited(monkeypatch, most_mib_a_day=3)
    bringing.bring_all(_papers(world, 1), world.unit("QN"), by=world.clo)
    Attachment.objects.update(size=3 * 1024 * 1024, brought_at=timezone.now() - timedelta(hours=23))
    with pytest.raises(Refused, match="At most 3 MB a day are taken in from one person"):
        bringing.bring_all(_papers(world, 1), world.unit("QN"), by=world.clo)


def test_the_papers_that_recipients_got_do_not_count_as_brought_again(world, monkeypatch):
    paper = bring(world.paper(), world.unit("QN-VP"), by=world.clo)
    copies = world.issued(papers=[paper.pk]).copies.count()
    _limited(monkeypatch, most_files_an_hour=2)
    assert copies >= 1
    assert len(bringing.bring_all(_papers(world, 1), world.unit("QN-VP"), by=world.clo)) == 1


def test_nothing_is_kept_when_the_scanner_cannot_be_asked(world, settings):
    settings.CLAMAV = "/nowhere/clamd.ctl"
    with pytest.raises(Refused, match="the scanner for malware does not answer"):
        bring(world.paper(), world.unit("QN"), by=world.clo)
    assert (_kept(settings), Attachment.objects.count()) == ([], 0)
