"""A plan through the whole cycle in a real browser: proposed, given, asked of all, answered on a phone, reviewed."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from baro.kernel.periods import add_working_days
from tests.browser.conftest import Visitor, visiting

pytestmark = [pytest.mark.browser]
TODAY = timezone.localdate()
BOARD, OFFICE, WARD = "QN-BTCTU", "QN-VPTU", "QN-06688"


def _day(working_days: int) -> date:
    return add_working_days(TODAY, working_days)


CLAUSES = (
    f"1. Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy rà soát chi bộ, xong trước {_day(15):%d/%m/%Y}.",
    f"2. Ủy ban Kiểm tra Tỉnh ủy xây dựng kế hoạch giám sát chuyên đề, trình trước ngày {_day(20):%d/%m/%Y}.",
)
PLAN = "\n".join(CLAUSES)


def test_a_plan_runs_through_the_whole_cycle(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        plan = _issued(visitor)
        _proposed(visitor, plan)
        programme = _set_up(visitor, plan)
        cascade = _cascaded(visitor)
        _answered_on_a_phone(visitor)
        _seen_in_the_matrix(visitor, cascade)
        _reviewed(visitor, programme)


def test_the_ladder_of_months_stands_on_the_page_of_a_late_task(chromium, address):
    """The demo lived through these months with a clock of its own; the worker's job climbed each morning."""
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("leader")
        visitor.go("/urging/")
        steps = visitor.page.locator("main tbody tr")
        assert steps.count() > 10
        steps.first.locator("a").first.click()
        visitor.page.wait_for_load_state()
        ladder = visitor.page.locator("#urging")
        assert ladder.count() == 1, "the step leads to the ladder of its task"
        visitor.picture("15-ladder")


def _issued(visitor: Visitor) -> str:
    """A plan with two clauses, drafted, signed and issued."""
    visitor.be("drafter")
    visitor.go("/documents/draft/")
    visitor.send(type="plan", abstract="về củng cố tổ chức cơ sở đảng", body=PLAN, recipients=WARD)
    plan = visitor.path
    visitor.approved(plan)
    visitor.be("leader")
    visitor.go(plan)
    visitor.press("documents.document.sign")
    visitor.page.locator("main form button.btn-primary").click()
    visitor.page.wait_for_url(f"**{plan}")
    visitor.be("clerk")
    visitor.go(plan)
    visitor.press("documents.document.issue")
    return plan


def _proposed(visitor: Visitor, plan: str) -> None:
    """Both clauses are proposed with owner, helper and day; the leader gives them in one act."""
    visitor.be("leader")
    visitor.go(plan)
    visitor.press("documents.document.propose", step="tasks")
    visitor.picture("10-proposed")
    body = visitor.page.locator("main").inner_text()
    assert "Ban Tổ chức Tỉnh ủy" in body
    visitor.send(
        product_0="Danh sách chi bộ khó khăn", product_1="Kế hoạch giám sát", authority="Ban Thường vụ Tỉnh ủy"
    )
    visitor.go(plan)
    tasks = visitor.page.locator("main a[href^='/tasks/']:not([href*='assign'])")
    assert tasks.count() >= 2, "both clauses are tasks of the plan"


def _set_up(visitor: Visitor, plan: str) -> str:
    """A programme of the plan, clause by clause."""
    number = plan.strip("/").split("/")[-1]
    visitor.go(f"/programmes/set-up/?source={number}")
    visitor.send(title="Củng cố tổ chức cơ sở đảng", unit=OFFICE, first_on=TODAY, last_on=_day(60), clauses=PLAN)
    assert re.fullmatch(r"/programmes/\d+/", visitor.path), visitor.page.locator("main").inner_text()[:800]
    visitor.picture("11-programme")
    assert visitor.page.locator("svg").count() >= 1, "the days are drawn"
    return visitor.path


def _cascaded(visitor: Visitor) -> str:
    """One figure is asked of every commune."""
    visitor.be("chief")
    visitor.go("/cascades/draft/")
    visitor.send(
        work="Báo cáo số chi bộ khó khăn trên địa bàn",
        product="Số chi bộ khó khăn",
        authority="Ban Thường vụ Tỉnh ủy",
        asks="number",
        below="QN",
        kind="commune_committee",
        due_on=_day(10),
    )
    cascade = visitor.path
    visitor.press("cascades.cascade.send")
    visitor.picture("12-before-sending")
    visitor.send()
    assert visitor.path == cascade, visitor.page.locator("main").inner_text()[:800]
    return cascade


def _answered_on_a_phone(visitor: Visitor) -> None:
    """The secretary of a ward finds it first, answers it and hands it in, on a phone."""
    visitor.page.set_viewport_size({"width": 390, "height": 800})
    visitor.be("commune")
    visitor.go("/tasks/?mine=to_accept&order=-assigned_at")
    visitor.page.get_by_text("Báo cáo số chi bộ khó khăn trên địa bàn").first.click()
    visitor.page.wait_for_load_state()
    visitor.press("cascades.recipient.answer")
    visitor.picture("13-answer-on-a-phone")
    visitor.send(field_f1="4")
    visitor.page.set_viewport_size({"width": 1360, "height": 900})


def _seen_in_the_matrix(visitor: Visitor, cascade: str) -> None:
    """Who gave it sees one answer, and that the cells add up to all communes."""
    visitor.be("chief")
    visitor.go(f"{cascade}matrix/")
    visitor.picture("14-matrix")
    whole = visitor.page.locator("main tbody tr").first.locator("td").all_inner_texts()
    numbers = [int(text) for text in map(str.strip, whole) if text.isdigit()]
    assert numbers[0] == sum(numbers[1:]) > 50


def _reviewed(visitor: Visitor, programme: str) -> None:
    """The office writes the interim review around its figures; the leader approves it."""
    visitor.go(f"/reviews/begin/?programme={programme.strip('/').split('/')[-1]}")
    visitor.send(title="Sơ kết đợt đầu", unit=OFFICE, first_on=TODAY - timedelta(days=1), last_on=TODAY)
    review = visitor.path
    assert re.fullmatch(r"/reviews/\d+/", review), visitor.page.locator("main").inner_text()[:800]
    visitor.press("programmes.review.write")
    for area in visitor.page.locator("main form textarea").all():
        area.fill("Các đơn vị đã triển khai, phân công rõ người, rõ việc, rõ thời hạn.")
    visitor.send()
    visitor.go(review)
    visitor.press("programmes.review.submit")
    visitor.be("leader")
    visitor.go(review)
    visitor.picture("16-review")
    visitor.press("programmes.review.approve")
    assert visitor.page.locator("#state .tone-good").count() == 1
