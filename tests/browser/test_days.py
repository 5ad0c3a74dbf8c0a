"""A day is typed as it is written here, or chosen from a calendar in the language of the page, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.browser]
ABSENCE = "/absences/declare/"


@pytest.mark.parametrize(
    "seen", [("vi", 1360, "Tháng 12", "ArrowRight"), ("ar", 390, "ديسمبر", "ArrowLeft")], ids=["vi", "ar"]
)
def test_a_day_is_chosen_by_keyboard(chromium, address, seen):
    language, width, month, onward = seen
    with visiting(chromium, address, language, width=width) as visitor:
        visitor.be("leader")
        visitor.go(ABSENCE)
        field, calendar = visitor.page.locator("[name=first]"), visitor.page.locator(".day-calendar")
        field.fill("24122026")
        field.press("Alt+ArrowDown")
        expect(calendar).to_be_visible()
        expect(field).to_have_value("24/12/2026")
        expect(calendar.locator("calendar-select-month select option:checked")).to_have_attribute("label", month)
        expect(calendar.get_by_role("button", name="24")).to_be_focused()
        assert not visitor.faults()
        visitor.picture(f"day-{width}")
        visitor.page.keyboard.press(onward)
        expect(calendar.get_by_role("button", name="25")).to_be_focused()
        visitor.page.keyboard.press("Enter")
        expect(field).to_have_value("25/12/2026")
        expect(field).to_be_focused()
        field.press("Alt+ArrowDown")
        expect(calendar.get_by_role("button", name="25")).to_be_focused()
        visitor.page.keyboard.press("Escape")
        expect(calendar).to_be_hidden()
        expect(field).to_have_value("25/12/2026")


def test_a_filter_takes_a_day_in_any_spelling_and_shows_it_as_it_is_written_here(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("clerk")
        visitor.go("/documents/incoming/?days_from=2026-01-05")
        visitor.page.locator(".filters-more > summary").click()
        expect(visitor.page.locator("#filters [name=days_from]")).to_have_value("05/01/2026")
        visitor.page.locator("#filters [name=days_to]").fill("1-2-2026")
        visitor.page.locator("#filters [name=days_to]").press("Tab")
        expect(visitor.page.locator(".chips")).to_contain_text("05/01/2026 – 01/02/2026")
