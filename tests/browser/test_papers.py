"""Comparing with the original: what was read is marked on it, and leads to its field."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, visiting

pytestmark = [pytest.mark.browser]
PAPERS = ROOT / "src" / "baro" / "demo" / "papers"


@pytest.mark.parametrize("paper", ["01-chi-thi-giao-viec.pdf", "08-to-trinh-dang-uy-phuong.docx"])
def test_what_was_read_is_marked_on_the_paper_beside_the_form(chromium, address, paper):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("clerk")
        visitor.press("documents.attachment.upload", step="bring")
        visitor.send(uploads=PAPERS / paper)
        symbol, mark = visitor.page.locator("[name=symbol]"), visitor.page.locator(".paper-mark[data-field=symbol]")
        expect(symbol).to_be_visible(timeout=60_000)
        expect(mark).to_have_count(1, timeout=30_000)
        mark.click()
        expect(symbol).to_be_focused()
        symbol.fill("999-XX/YY")
        symbol.press("Tab")
        expect(mark).to_have_count(0)
        before = visitor.page.locator(".sheet").first.bounding_box()
        visitor.page.locator("[data-paper=larger]").click()
        expect(visitor.page.locator(".viewer-zoom")).to_have_text("125%")
        after = visitor.page.locator(".sheet").first.bounding_box()
        assert after["width"] == pytest.approx(before["width"] * 1.25, rel=0.02)
        assert visitor.faults() == []


def test_on_a_phone_the_paper_lies_folded_above_the_form(chromium, address):
    with visiting(chromium, address, "vi", width=390) as visitor:
        visitor.be("clerk")
        visitor.go("/documents/incoming/bring/")
        visitor.send(uploads=PAPERS / "01-chi-thi-giao-viec.pdf")
        symbol, paper = visitor.page.locator("[name=symbol]"), visitor.page.locator(".viewer")
        expect(symbol).to_be_visible(timeout=60_000)
        expect(visitor.page.locator("[data-paper-pane]")).to_be_hidden()
        assert paper.bounding_box()["y"] < symbol.bounding_box()["y"]
        paper.locator("summary").click()
        expect(visitor.page.locator(".sheet canvas").first).to_be_visible(timeout=30_000)
