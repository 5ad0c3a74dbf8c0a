"""Recognising the text of scans: it joins what is known of a document, and reaches every copy of the file."""

from __future__ import annotations

import pytest

from baro.documents.actions import recognising
from baro.documents.actions.bringing import bring
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.reading.text import Reading
from baro.kernel.errors import Refused
from tests.world import small_pdf

SCAN = "anh.pdf"


@pytest.fixture(autouse=True)
def _quick_reader(monkeypatch):
    layer, reading, real = Reading("", 1, True, False), Reading("phòng cháy rừng", 1, False, False), recognising.read
    monkeypatch.setattr(
        recognising, "read", lambda file, of, most: layer if of.safe_name == SCAN else real(file, of, most)
    )
    monkeypatch.setattr(recognising, "recognise_text", lambda *_args, **_options: reading)


@pytest.fixture
def scan(world):
    """A paper whose text waits to be recognised."""
    return bring(world.paper(SCAN, small_pdf("A picture")), world.unit("QN-VP"), by=world.clo)


def _recognise(paper):
    return recognising.recognise(paper.pk)


def test_the_words_of_a_scan_join_those_of_the_other_papers(world, scan):
    written = bring(world.paper(), world.unit("QN-VP"), by=world.clo)
    _recognise(written)
    document = world.drafted(papers=[scan.pk, written.pk])
    _recognise(scan)
    for words in ("chay rung", "ket qua thuc hien"):
        assert Document.objects.filter(search__finds=words).get() == document


def test_recipients_find_by_words_that_were_recognised_after_the_issue(world, scan):
    document = world.issued(papers=[scan.pk])
    _recognise(scan)
    assert set(Document.objects.filter(search__finds="chay rung")) == {document, *document.copies.all()}
    assert set(Attachment.objects.values_list("state", flat=True)) == {ReadingState.READ}


def test_what_was_read_is_not_read_again(scan):
    _recognise(scan)
    Attachment.objects.filter(pk=scan.pk).update(text="đã sửa")
    assert _recognise(scan).text == "đã sửa"


def test_what_cannot_be_read_says_why(world, scan, monkeypatch):
    def broken(*_args, **_options):
        raise Refused("tesseract is missing")

    monkeypatch.setattr(recognising, "recognise_text", broken)
    _recognise(scan)
    scan.refresh_from_db()
    assert (scan.state, scan.problem) == (ReadingState.UNREADABLE, "tesseract is missing")
