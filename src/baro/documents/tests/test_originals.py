"""Papers to compare with: every page stands beside what is typed about it."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from baro.documents.actions.bringing import bring
from baro.documents.models import MOST_SHEETS
from baro.documents.reading.tests import hostile


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
