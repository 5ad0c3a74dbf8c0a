"""Papers to compare with: every page stands beside what is typed about it."""

from __future__ import annotations

import io
import re

import docx
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from baro.documents import sheets, storing
from baro.documents.actions.bringing import bring
from baro.documents.reading.tests import hostile
from baro.documents.shown import MOST_SHEETS


def _brought(world, name, content):
    return bring(world.paper(name, content), world.unit("QN"), by=world.clo)


def _sheets(page):
    return re.findall(r'<div class="sheet"><img src="([^"]+)"', page)


def _register(world, *papers):
    asked = {"papers": [paper.pk for paper in papers], "unit": world.unit("QN").pk}
    return world.browser(world.clo).get(reverse("documents.document.register"), asked).content.decode()


def test_every_page_stands_beside_the_form_and_the_fields_are_marked_on_it(world):
    paper = _brought(world, "chi-thi.pdf", hostile.pdf(pages=3))
    page = _register(world, paper)
    assert _sheets(page) == [reverse("documents.attachment.sheet", args=[paper.pk, n]) for n in (1, 2, 3)]
    assert f'data-pdf="{reverse("documents.attachment", args=[paper.pk])}"' in page
    (marks,) = re.findall(r'data-paper-marks="([^"]+)"', page)
    assert all(f'name="{name}"' in page for name in marks.split())


def test_what_draws_the_pages_is_among_the_files_of_the_pages(world):
    page = _register(world, world.brought())
    named = re.findall(r'data-(?:baro-module|paper-library|paper-worker)="/static/([^"]+)"', page)
    assert [name for name in named if not finders.find(name)] == []
    assert len(named) == 3
    for part in ("cmaps/UniGB-UTF16-H.bcmap", "fonts/LiberationSans-Regular.ttf", "decoders/jbig2_nowasm_fallback.js"):
        assert finders.find(f"pdf/{part}"), part


def test_a_picture_stands_as_it_was_brought(world):
    paper = _brought(world, "anh.png", hostile.picture(40, 60))
    page = _register(world, paper)
    assert _sheets(page) == [reverse("documents.attachment", args=[paper.pk])]
    assert "data-pdf" not in page


def test_a_long_paper_says_how_many_pages_are_only_in_the_file(world):
    page = _register(world, _brought(world, "dai.pdf", hostile.pdf(pages=MOST_SHEETS + 2)))
    assert len(_sheets(page)) == MOST_SHEETS
    assert "2 more pages: open the file to see them." in page


def test_several_files_say_that_they_make_one_document(world):
    page = _register(world, world.brought(), _brought(world, "phu-luc.pdf", hostile.pdf()))
    assert "2 files, one document" in page


@pytest.mark.parametrize(
    ("reader", "made", "address"),
    [
        ("chi", "registered", "documents.document"),
        ("chi", "registered", "documents.document.present"),
        ("ada", "presented", "documents.document.instruct"),
        ("chi", "instructed", "tasks.task.assign"),
    ],
)
def test_the_paper_is_at_hand_wherever_something_is_decided_about_it(world, reader, made, address):
    paper = world.brought()
    document = getattr(world, made)(papers=[paper.pk])
    args, asked = ([], {"source": document.pk}) if address.startswith("tasks") else ([document.pk], {})
    page = world.browser(getattr(world, reader)).get(reverse(address, args=args), asked).content.decode()
    assert _sheets(page) == [reverse("documents.attachment.sheet", args=[paper.pk, 1])]


def _letter():
    """A Word document that would run, lead and fetch something, if a page of ours let it."""
    written, document = io.BytesIO(), docx.Document()
    document.add_paragraph("QUYẾT ĐỊNH <script>alert(1)</script>").alignment = WD_ALIGN_PARAGRAPH.CENTER
    rows = document.add_table(1, 2).rows
    rows[0].cells[0].text, rows[0].cells[1].text = "Số 12-QĐ/TU", "Hạ Long, ngày 05 tháng 10 năm 2026"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to("javascript:alert(2)", RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(document.add_paragraph().add_run("bấm vào đây")._r)
    document.paragraphs[-1]._p.append(link)
    document.save(written)
    return written.getvalue()


def test_a_word_document_is_shown_and_nothing_of_it_runs_or_leads_elsewhere(world):
    paper = _brought(world, "qd.docx", _letter())
    address = reverse("documents.attachment.words", args=[paper.pk])
    assert f'hx-get="{address}"' in _register(world, paper)
    for htmx in (True, False):
        shown = world.browser(world.clo, htmx=htmx).get(address).content.decode()
        piece = shown[shown.index('<div class="words"') : shown.index("words-note")]
        assert '<p class="is-centred">QUYẾT ĐỊNH &lt;script&gt;alert(1)&lt;/script&gt;</p>' in piece
        assert "<td><p>Số 12-QĐ/TU</p></td>" in piece
        assert "bấm vào đây" in piece
        assert not re.search("<script|javascript:|href", piece)
        assert ("<!doctype html>" in shown) is not htmx


def test_the_words_of_a_word_document_are_made_once_and_of_no_other_file(world, monkeypatch):
    paper = _brought(world, "qd.docx", _letter())
    first = sheets.words(paper)
    storing.words_of(paper.digest).write_bytes(b"<p>Another one</p>" + bytes(sheets.SEAL_BYTES))
    assert sheets.words(paper) == first
    monkeypatch.setattr(sheets, "confined", None)
    assert sheets.words(paper) == first
    assert world.browser(world.clo).get(f"/documents/papers/{world.brought().pk}/words/").status_code == 404


def test_what_was_made_of_a_paper_goes_with_it(world):
    paper = _brought(world, "qd.docx", _letter())
    sheets.words(paper)
    storing.forget(paper.digest)
    assert not storing.words_of(paper.digest).exists()
