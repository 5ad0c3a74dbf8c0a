"""What a collective decides becomes work: from a proposal on a unit's page to a signed resolution and its tasks."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baro.kernel.periods import add_working_days
from tests.browser.conftest import Visitor, visiting

pytestmark = [pytest.mark.browser]
STANDING, TITLE = "QN-BTV", "Chủ trương xây dựng nhà văn hóa cộng đồng"
CLAUSES = "1. Thống nhất chủ trương xây dựng nhà văn hóa cộng đồng.\n2. Văn phòng Tỉnh ủy xây dựng kế hoạch thực hiện."


@pytest.mark.parametrize(("language", "width"), [("vi", 1360)])
def test_a_proposal_becomes_a_signed_resolution_and_its_tasks(chromium, address, language, width):
    with visiting(chromium, address, language, width=width) as visitor:
        _proposed(visitor)
        meeting = _on_the_agenda(visitor)
        _decided(visitor, meeting)
        resolution = _signed(visitor, _drafted(visitor))
        task = _assigned(visitor, resolution)
        visitor.go(resolution)
        visitor.picture("meeting-06-resolution")
        assert visitor.page.locator(f"main a[href='{task}']").count()


def _proposed(visitor: Visitor) -> None:
    """The secretary of a ward puts it to the standing committee, from the committee's own page."""
    visitor.be("commune")
    visitor.go(f"/units/?q={STANDING}")
    visitor.page.get_by_role("link", name="Ban Thường vụ Tỉnh ủy").first.click()
    visitor.page.wait_for_load_state()
    visitor.picture("meeting-01-unit")
    visitor.page.locator("#meetings a[href*='/meetings/items/propose/']").click()
    visitor.page.wait_for_load_state()
    visitor.send(title=TITLE, detail="Đề nghị cho chủ trương, bố trí đất và kinh phí.", length=20)
    assert visitor.page.locator("h1").inner_text() == TITLE


def _on_the_agenda(visitor: Visitor) -> str:
    """The chief of office finds it in the pool beside today's agenda."""
    visitor.be("chief")
    visitor.go("/meetings/?which=ahead&order=day")
    visitor.page.get_by_role("link", name="ứng phó mưa bão").click()
    visitor.page.wait_for_load_state()
    meeting = visitor.path
    visitor.page.locator("#agenda a", has_text=TITLE).click()
    visitor.page.wait_for_load_state()
    visitor.page.locator("[name=meeting]").select_option(value=meeting.strip("/").split("/")[-1])
    visitor.send()
    visitor.go(meeting)
    visitor.picture("meeting-02-agenda")
    assert visitor.page.locator("#agenda .duty-title", has_text=TITLE).count() == 1
    return meeting


def _decided(visitor: Visitor, meeting: str) -> None:
    """Opened, everybody there, the item taken up, voted on by hands and concluded; the view of the chair leads."""
    visitor.press("meetings.meeting.begin")
    assert visitor.path == f"{meeting}room/"
    visitor.press("meetings.meeting.attend")
    visitor.page.locator("[data-baro-module*=all_here]").click()
    visitor.picture("meeting-03-there")
    visitor.send()
    visitor.go(f"{meeting}room/")
    visitor.press("meetings.meeting.take_up")
    visitor.page.get_by_label(TITLE).check()
    visitor.send()
    assert visitor.page.locator(".room-title").inner_text() == TITLE
    assert re.fullmatch(r"\d+:\d\d", visitor.page.locator(".room-clock").inner_text())
    visitor.picture("meeting-03-room")
    visitor.page.locator(".room-item a[href*='/votes/open/']").click()
    visitor.page.wait_for_load_state()
    visitor.page.locator("[name=way][value=hands]").check()
    visitor.send(matter="ordinary")
    visitor.press("meetings.vote.count")
    visitor.send(yes=10, no=1)
    visitor.press("meetings.vote.close")
    assert "10" in visitor.page.locator("#main").inner_text()
    visitor.picture("meeting-04-vote")
    visitor.go(f"{meeting}room/")
    visitor.press("meetings.item.conclude")
    visitor.page.locator("[name=conclusion][value=adopted]").check()
    visitor.send(decision=CLAUSES)


def _drafted(visitor: Visitor) -> str:
    """The decision as the draft of a resolution of the committee."""
    visitor.press("meetings.item.hand_on")
    visitor.send(type="resolution", abstract="về chủ trương xây dựng nhà văn hóa cộng đồng")
    visitor.page.locator(".facts a[href^='/documents/']").click()
    visitor.page.wait_for_load_state()
    return visitor.path


def _signed(visitor: Visitor, draft: str) -> str:
    """Submitted by the chief, whose own step of approving falls away, and signed by the secretary of the committee."""
    visitor.press("documents.document.submit")
    visitor.be("leader")
    visitor.go(draft)
    visitor.press("documents.document.sign")
    visitor.page.locator("main form button.btn-primary").click()
    visitor.page.wait_for_url(f"**{draft}")
    visitor.picture("meeting-05-signed")
    symbol = visitor.page.locator("h1 .code").inner_text()
    assert re.fullmatch(r"\d{2,}-NQ/\w+", symbol), symbol
    return draft


def _assigned(visitor: Visitor, resolution: str) -> str:
    """A task from the second clause, with one owner and one leader who answers for it."""
    visitor.go(f"/tasks/assign/?source={resolution.strip('/').split('/')[-1]}")
    _choose(visitor, "unit", "Văn phòng Tỉnh ủy")
    _choose(visitor, "owner_post", "Chánh Văn phòng")
    _choose(visitor, "accountable_post", "Bí thư Tỉnh ủy")
    due = add_working_days(timezone.localdate(), 20).isoformat()
    said = {"work": "Xây dựng kế hoạch thực hiện", "product": "Kế hoạch được ban hành", "authority": "Ban Thường vụ"}
    visitor.send(**said, due_on=due)
    assert re.fullmatch(r"/tasks/\d+/", visitor.path), visitor.page.locator("main").inner_text()[:800]
    return visitor.path


def _choose(visitor: Visitor, name: str, words: str) -> None:
    """Type a part of a name, and choose the first that is offered for all of it."""
    field = visitor.page.locator(f"[name={name}]")
    with visitor.page.expect_response(lambda answer: words in unquote_plus(answer.url)):
        field.press_sequentially(words)
    visitor.page.wait_for_timeout(200)  # until then what was offered for its first letters stands there
    offered = visitor.page.locator(f"#{field.get_attribute('aria-controls')} [role=option]:visible")
    expect(offered.first).to_be_visible()
    offered.first.click()
