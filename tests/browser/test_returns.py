"""A return in a real browser: asked of all, filled in on a phone, returned, corrected, summed."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Visitor, visiting

pytestmark = [pytest.mark.browser]
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1360, "height": 900}
CELL = "supervision.members.supervised"


def test_a_return_is_filled_in_on_a_phone_returned_corrected_and_summed(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        round_ = _opened(visitor)
        mine = _filled_in_on_a_phone(visitor, members="12")
        _returned(visitor, mine)
        _corrected(visitor, mine)
        _summed(visitor, round_)


def _opened(visitor: Visitor) -> str:
    """The chief of the office asks every unit for the supervision of the period that ended last."""
    visitor.be("chief")
    visitor.go("/returns/rounds/open/")
    choices = visitor.page.locator("[name=period] option").evaluate_all("all => all.map(one => one.value)")
    year = next(code for code in choices if len(code) == 4)
    visitor.send(unit="QN", form="supervision", period=year)
    assert re.fullmatch(r"/returns/rounds/\d+/", visitor.path), visitor.page.locator("main").inner_text()[:800]
    return visitor.path


def _filled_in_on_a_phone(visitor: Visitor, *, members: str) -> str:
    """The secretary of a ward finds it among what waits, fills it in and hands it up."""
    visitor.page.set_viewport_size(PHONE)
    visitor.be("commune")
    visitor.go("/returns/?waits=to_fill&form=supervision")
    visitor.page.locator("main tbody a").first.click()
    visitor.page.wait_for_load_state()
    mine = visitor.path
    _fill(visitor, members)
    visitor.picture("20-return-on-a-phone")
    visitor.press("returns.return.hand_up", step="hand-up")
    visitor.page.locator("[name=zeros]").check()
    visitor.send()
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", visitor.page.locator("main").inner_text()), "it has a code"
    visitor.page.set_viewport_size(DESK)
    return mine


def _fill(visitor: Visitor, members: str) -> None:
    visitor.press("returns.return.fill")
    field = visitor.page.locator(f"[name='cell_{CELL}']")
    field.fill(members)
    visitor.page.locator("[name='cell_supervision.members.well']").fill(members)
    visitor.page.locator("main form button.btn-primary").last.click()
    visitor.page.wait_for_url(re.compile(r"/returns/\d+/$"))


def _returned(visitor: Visitor, mine: str) -> None:
    visitor.be("chief")
    visitor.go(mine)
    visitor.press("returns.return.send_back", step="send-back")
    visitor.send(reason="Thiếu số liệu của chi bộ khu phố 2")
    assert visitor.page.locator("#state .tone-warn").count() == 1


def _corrected(visitor: Visitor, mine: str) -> None:
    visitor.be("commune")
    visitor.go(mine)
    assert "chi bộ khu phố 2" in visitor.page.locator("body").inner_text()
    _fill(visitor, "15")
    visitor.press("returns.return.hand_up", step="hand-up")
    visitor.page.locator("[name=zeros]").check()
    visitor.send()


def _summed(visitor: Visitor, round_: str) -> None:
    """The province sees fifteen, and the cells behind it."""
    visitor.be("chief")
    visitor.go(f"{round_}table/")
    visitor.picture("21-round")
    visitor.page.locator(f"#sums a[href*='{CELL}']").click()
    visitor.page.wait_for_load_state()
    assert visitor.page.locator("main tbody tr").count() == 1
    assert "15" in visitor.page.locator("main tbody tr").inner_text()
