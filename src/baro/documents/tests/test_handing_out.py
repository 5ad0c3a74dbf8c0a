"""What is handed out is the file that was brought, with a warning of what it carries."""

from __future__ import annotations

import logging
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baro.documents import sheets, storing
from baro.documents.actions.bringing import bring
from baro.documents.reading.refusals import refusal
from baro.documents.reading.tests import hostile
from baro.documents.reading.tests.hostile import word
from baro.kernel.errors import Refused
from tests.world import small_pdf

CHANGED = "it is no longer the one that was brought"
WARNING = "Other files are embedded in it"


@pytest.fixture
def paper(world):
    """A paper that nobody registered yet."""
    return bring(world.paper(), world.unit("QN"), by=world.clo)


@pytest.fixture
def carrying(world):
    """A paper in which another file is embedded."""
    content = word(**{"word/embeddings/a.bin": b"\xd0\xcf\x11\xe0" + bytes(500)})
    return bring(SimpleUploadedFile("thu.docx", content), world.unit("QN-VP"), by=world.clo)


def _replaced(paper):
    storing.place_of(paper.digest).write_bytes(small_pdf("Another one"))


@pytest.mark.parametrize(("page", "more"), [("documents.attachment", []), ("documents.attachment.sheet", [1])])
def test_a_file_that_was_replaced_is_not_handed_out(world, paper, page, more, caplog):
    _replaced(paper)
    answer = world.browser(world.clo).get(reverse(page, args=[paper.pk, *more]))
    assert (answer.status_code, CHANGED in answer.content.decode()) == (409, True)
    assert [record.levelno for record in caplog.records if paper.digest in record.message] == [logging.ERROR]


def test_its_text_is_not_read_either(paper):
    from baro.documents.actions.recognising import recognise

    _replaced(paper)
    assert CHANGED in recognise(paper.pk).problem


def test_a_picture_of_a_page_that_was_replaced_is_drawn_anew(paper):
    drawn = sheets.drawn(paper, 1).read()
    place = storing.sheet_of(paper.digest, 1)
    place.write_bytes(hostile.picture(9, 9) + place.read_bytes()[-sheets.SEAL_BYTES :])
    assert sheets.drawn(paper, 1).read() == drawn
    other = storing.sheet_of(paper.digest, 2)
    other.write_bytes(place.read_bytes())  # the seal is of one page of one file
    assert sheets._kept(other) is None


def test_a_page_that_cannot_be_drawn_is_tried_again_only_later(paper, monkeypatch):
    tried = []

    def fails(*_args, **_options):
        tried.append(1)
        raise refusal("too_slow", "giay.pdf", seconds=4)

    monkeypatch.setattr(sheets, "confined", fails)
    for _ in range(3):
        with pytest.raises(Refused):
            sheets.drawn(paper, 1)
    assert len(tried) == 1
    os.utime(storing.sheet_of(paper.digest, 1), (0, 0))
    with pytest.raises(Refused):
        sheets.drawn(paper, 1)
    assert len(tried) == 2


def test_the_files_that_changed_or_are_gone_are_found(world, paper):
    gone = bring(world.paper("b.pdf", small_pdf("b")), world.unit("QN"), by=world.clo)
    sound = bring(world.paper("c.pdf", small_pdf("c")), world.unit("QN"), by=world.clo)
    assert list(storing.files_that_changed()) == []
    _replaced(paper)
    storing.forget(gone.digest)
    assert set(storing.files_that_changed()) == {paper.digest, gone.digest}
    assert sound.digest not in set(storing.files_that_changed())


def test_what_a_paper_carries_is_said_where_it_is_registered_and_beside_its_document(world, carrying):
    assert carrying.warnings == ["embedded"]
    client = world.browser(world.clo)
    register = client.get(f"{reverse('documents.document.register')}?papers={carrying.pk}").content.decode()
    document = world.drafted(papers=[carrying.pk])
    assert WARNING in register
    assert WARNING in client.get(document.get_absolute_url()).content.decode()


def test_recipients_are_warned_as_well(world, carrying):
    copy = world.issued(papers=[carrying.pk]).copies.first()
    assert copy.attachments.get().warnings == ["embedded"]


def test_an_honest_paper_warns_of_nothing(world, paper):
    register = f"{reverse('documents.document.register')}?papers={paper.pk}"
    assert "alert-warning" not in world.browser(world.clo).get(register).content.decode().split("<aside")[-1]
