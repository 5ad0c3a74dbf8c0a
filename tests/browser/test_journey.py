"""The main job, end to end, in a real browser and in each language: a decision becomes finished, provable work."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baro.kernel.periods import add_working_days
from tests.browser.conftest import ROOT, Visitor, visiting

pytestmark = [pytest.mark.browser]
PAPERS = ROOT / "src" / "baro" / "demo" / "papers"
EXPECTED = tomllib.loads((PAPERS / "expected.toml").read_text(encoding="utf-8"))
OWNER_UNIT = "QN-06688"
# One paper for each language: a PDF, a Word file, and a scan that has to be recognised.
JOURNEYS = {
    "vi": "01-chi-thi-giao-viec.pdf",
    "en": "06-cong-van-bao-cao-chuyen-doi-so.docx",
    "ar": "10-cong-van-ubnd-khan-rung.png",
}


@pytest.mark.parametrize("language", JOURNEYS)
def test_a_directive_becomes_finished_work(chromium, address, language):
    with visiting(chromium, address, language) as visitor:
        document = _registered(visitor, JOURNEYS[language])
        _presented_and_instructed(visitor, document)
        task = _assigned(visitor, document)
        _worked_on(visitor, task)
        visitor.be("leader")
        visitor.go(task)
        visitor.press("tasks.task.approve")
        visitor.go(document)
        visitor.picture("08-carried-out")
        assert visitor.page.locator("#state .tone-good").count() == 1
        told = visitor.page.locator(".timeline-item").count()
        assert told >= 4, "the page tells who did what when"


def test_the_form_of_a_draft_warns_when_a_type_is_chosen_that_is_only_assumed_to_be_closed(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("clerk")
        visitor.go("/documents/draft/")
        visitor.page.locator("[name=unit]").select_option(label="Văn phòng Tỉnh ủy")
        visitor.page.locator("[name=type]").select_option("directive")
        expect(visitor.page.locator("#doubt .alert-warning")).to_contain_text("Văn phòng Tỉnh ủy")
        visitor.picture("09-warned")
        visitor.page.locator("[name=type]").select_option("notice")
        expect(visitor.page.locator("#doubt .alert-warning")).to_have_count(0)


def _registered(visitor: Visitor, paper: str) -> str:
    """The clerk drops the paper, finds it read, is told when it is known, and saves it."""
    visitor.be("clerk")
    visitor.press("documents.attachment.upload", step="bring")
    visitor.picture("01-bring")
    visitor.send(uploads=PAPERS / paper)
    symbol = visitor.page.locator("[name=symbol]")
    expect(symbol).to_be_visible(timeout=60_000)
    assert symbol.input_value() == EXPECTED[paper]["symbol"]
    assert visitor.page.locator("[name=type]").input_value() == EXPECTED[paper]["type_id"]
    visitor.picture("02-read")
    visitor.send(symbol=f"9{symbol.input_value()}", arrived_on=timezone.localdate())
    if (known := visitor.page.locator("input[type=checkbox][name=also_if_known]")).count():  # the same file
        known.check()
        visitor.send()
    assert re.fullmatch(r"/documents/\d+/", visitor.path), visitor.page.locator("main").inner_text()[:800]
    return visitor.path


def _presented_and_instructed(visitor: Visitor, document: str) -> None:
    """The chief proposes who leads until which working day, and the leader agrees in one press."""
    visitor.be("chief")
    visitor.go(document)
    visitor.press("documents.document.present")
    due = add_working_days(timezone.localdate(), 10)
    visitor.send(proposal="Xây dựng kế hoạch, báo cáo kết quả.", lead=OWNER_UNIT, due_on=due.isoformat())
    visitor.be("leader")
    visitor.go(document)
    visitor.picture("03-minute")
    visitor.press("documents.document.agree")
    assert visitor.path == document, visitor.page.locator("main").inner_text()[:800]


def _assigned(visitor: Visitor, document: str) -> str:
    """From the instruction a task in its words; what is not clear is refused with a link to each missing field."""
    number = document.strip("/").split("/")[-1]
    visitor.go(f"/tasks/assign/?source={number}")
    visitor.send()
    missing = visitor.page.locator(".error-summary a")
    assert missing.count() >= 1, "the product is missing"
    visitor.picture("04-not-clear")
    missing.last.click()
    assert visitor.page.evaluate("document.activeElement.name") == "product"
    visitor.send(product="Kế hoạch được ban hành")
    visitor.go(document)
    visitor.picture("05-with-task")
    link = visitor.page.locator("main a[href^='/tasks/']:not([href*='assign'])").first
    return str(link.get_attribute("href"))


def _worked_on(visitor: Visitor, task: str) -> None:
    """The owner finds it on the start page, takes it on, reports with a file, hands it in."""
    visitor.be("commune")
    visitor.picture("06-my-work")
    assert visitor.page.locator("main a[href='/tasks/?mine=to_accept&order=due_on']").count() == 1
    visitor.go(task)
    visitor.press("tasks.task.accept")
    visitor.go(task)
    visitor.press("tasks.task.report")
    visitor.send(
        percent=60, words="Đã xây dựng dự thảo kế hoạch.", files=PAPERS / "04-ke-hoach-cai-cach-hanh-chinh.pdf"
    )
    visitor.go(task)
    visitor.press("tasks.task.hand_in")
    visitor.send(result="Kế hoạch đã được ban hành.")
    visitor.go(task)
    visitor.picture("07-handed-in")


@pytest.mark.parametrize("language", ["vi"])
def test_a_notice_is_drafted_sent_back_signed_issued_and_arrives(chromium, address, language):
    with visiting(chromium, address, language) as visitor:
        visitor.be("drafter")
        visitor.go("/documents/draft/")
        visitor.send(
            type="notice", abstract="về lịch tiếp công dân", body="Văn phòng thông báo lịch.", recipients=OWNER_UNIT
        )
        document = visitor.path
        assert visitor.page.locator("a[href$='/sign/']").count() == 0, "nobody signs their own draft"
        visitor.approved(document)
        visitor.be("leader")
        visitor.go(document)
        visitor.press("documents.document.send_back")
        visitor.send(reason="Bổ sung thời gian.")
        visitor.be("drafter")
        visitor.go(document)
        visitor.press("documents.document.revise")
        visitor.send(body="Văn phòng thông báo lịch, bắt đầu từ 8 giờ.")
        visitor.go(document)
        visitor.approved(document)
        visitor.be("leader")
        visitor.go(document)
        visitor.press("documents.document.sign")
        visitor.picture("09-sign")
        visitor.page.locator("main form button.btn-primary").click()
        visitor.page.wait_for_url(f"**{document}")
        symbol = visitor.page.locator("h1 .code").inner_text()
        assert re.fullmatch(r"\d{2,}-TB/\w+", symbol), symbol
        visitor.be("clerk")
        visitor.go(document)
        visitor.press("documents.document.issue")
        visitor.be("commune-clerk")
        visitor.go("/documents/incoming/?mine=to_register")
        visitor.page.get_by_text(symbol).first.click()
        visitor.page.wait_for_load_state()
        visitor.press("documents.document.take_in")
        assert visitor.page.locator("#state").count() == 1


def test_every_figure_of_2024_opens_exactly_its_rows(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("leader")
        visitor.go("/figures/?unit=QN&year=2024")
        visitor.picture("10-figures")
        links = visitor.page.locator("td[data-label='2024'] a[href*='/documents.issued.']")
        shown = [(a.inner_text().strip(), str(a.get_attribute("href"))) for a in links.all()]
        values = [int(value) for value, _path in shown if value.isdigit()]
        assert values == [8, 3, 8, 9, 2, 7, 103, 126, 269]
        for value, path in shown:
            visitor.go(path)
            count = re.search(r"\d+", visitor.page.locator(".count").first.inner_text())
            assert count, path
            assert int(count.group()) == int(value), path
