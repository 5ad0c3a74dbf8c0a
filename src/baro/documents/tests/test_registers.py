"""The registers in print: the book of what was issued and the book of what arrived, for who may open them."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pypdfium2
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions.correcting import cancel_number
from baro.documents.actions.recalling import recall
from baro.documents.registers import BOOKS

TODAY = timezone.localdate()


def _lines(world, book, unit="QN-VP", by=None):
    return list(BOOKS[book].lines(by or world.clo, world.unit(unit), TODAY, TODAY))


def _asked(**asked):
    return reverse("documents.registers") + "?" + "&".join(f"{name}={value}" for name, value in asked.items())


def _content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_book_of_what_was_issued_has_its_columns(world):
    recall(world.issued().pk, reason="sai ngày", by=world.clo)
    world.signed()
    first, second = _lines(world, "outgoing")
    assert first[0] == "01-TB/VPTU"
    assert "về lịch làm việc tháng tới" in first[2]
    assert "Ada Bí Thư" in first[3]
    assert "Hà Lầm" in first[4]
    assert first[-1] == "Recalled: sai ngày"
    assert second[-1] == "signed, not issued yet"


def test_of_many_recipients_the_first_are_named(world):
    world.issued(recipients=[world.unit(code) for code in ("QN-HL", "QN-CX", "QN-VP", "QN", "QN-HL-CB")])
    assert _lines(world, "outgoing")[0][4].endswith("and 1 more")


def test_the_book_of_what_arrived_keeps_cancelled_numbers(world):
    world.instructed(symbol="50-CT/TW")
    cancel_number(world.registered(symbol="51-CT/TW").pk, reason="vào sổ hai lần", by=world.clo)
    first, second = _lines(world, "incoming", "QN")
    assert (first[1], first[3], second[1], second[-1]) == ("1", "50-CT/TW", "2", "Number cancelled")
    assert "Hà Lầm" in first[6]


def test_of_a_secret_document_the_number_alone_is_printed(world):
    world.registered(symbol="7-BC/TW", secrecy="secret", abstract="")
    assert "Secret: kept here by number only" in _lines(world, "incoming", "QN")[0][5]


def test_strangers_read_no_line(world):
    world.issued()
    assert _lines(world, "outgoing", by=world.stranger) == []
    assert _lines(world, "outgoing", by=world.gus) == []


def test_the_page_shows_the_lines_and_offers_both_files(world):
    world.issued()
    asked = {"book": "outgoing", "register_code": "QN-VP"}
    browser = world.browser(world.clo)
    page = browser.get(_asked(**asked)).content.decode()
    assert "01-TB/VPTU" in page
    assert 'value="pdf"' in page
    pdf = browser.get(_asked(**asked, **{"as": "pdf"}))
    with pypdfium2.PdfDocument(_content(pdf)) as opened:
        words = opened[0].get_textpage().get_text_range()
        assert opened[0].get_width() > opened[0].get_height(), "it lies on its long side"
    assert "01-TB/VPTU" in "".join(words.split())
    book = openpyxl.load_workbook(BytesIO(_content(browser.get(_asked(**asked, **{"as": "xlsx"})))))
    rows = list(book.active.values)
    assert (len(rows[0]), rows[1][0]) == (7, "01-TB/VPTU")


def test_an_empty_book_says_so(world):
    page = world.browser(world.clo).get(_asked(book="incoming", days_from="1999-01-01", days_to="1999-02-01"))
    assert "No lines in these days" in page.content.decode()
