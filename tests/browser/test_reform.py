"""The reform of 1 July 2025, prepared in the demo: its effects are seen, signed and carried out in the browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import served, visiting

pytestmark = [pytest.mark.browser]
BEFORE, AFTER = "2025-06-30", "2025-07-01"


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The demo province as it was two days after the reform was prepared."""
    with served(tmp_path_factory.mktemp("before"), "--port", "8701", "--until", "2025-06-20") as where:
        yield where


def numbers(visitor: Any, table: str) -> list[list[str]]:
    """The numbers of a table, row by row."""
    rows = visitor.page.locator(f"{table} tbody tr").all()
    return [[cell.strip() for cell in row.locator("td.cell-number").all_inner_texts()] for row in rows]


def communes(visitor: Any) -> list[str]:
    """How many commune committees stand on each of the two days of the page."""
    row = visitor.page.locator("main table tr", has=visitor.page.get_by_role("rowheader", name="Đảng ủy cấp xã"))
    return [cell.strip() for cell in row.first.locator("td").all_inner_texts()]


def test_the_reform_is_seen_signed_and_carried_out(chromium, before):
    with visiting(chromium, before, "vi") as visitor:
        visitor.be("leader")
        visitor.page.locator("main a[href^='/reorganisations/?mine=']").first.click()
        visitor.page.locator("main tbody a[href^='/reorganisations/']").first.click()
        visitor.page.wait_for_url("**/reorganisations/*/")
        plan = visitor.path
        visitor.page.locator("#effects a").click()
        visitor.page.locator("#effects table").first.wait_for()
        foreseen = [row[0] for row in numbers(visitor, "#effects table")]
        assert foreseen[:2] == ["184", "54"], "closed and founded"
        visitor.picture("reform-1-preview")
        visitor.press("org.reorganisation.sign")
        assert not visitor.faults()
        visitor.page.locator("main form.form-foot button.btn-primary").click()
        visitor.page.wait_for_url(f"**{plan}")

        visitor.be("organiser")
        visitor.go(plan)
        visitor.press("org.reorganisation.carry_out")
        visitor.page.wait_for_url(f"**{plan}")
        assert numbers(visitor, "main table.counts") == [[count, count] for count in foreseen], "as foreseen and signed"
        visitor.picture("reform-2-carried-out")
        assert not visitor.faults()

        visitor.go(f"/organisation/?on={BEFORE}&beside={AFTER}")
        assert communes(visitor) == ["171", "54"]
        visitor.picture("reform-3-two-days")
        assert not visitor.faults()
