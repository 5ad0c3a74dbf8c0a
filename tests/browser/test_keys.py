"""Keys lead to places and open the search, also while an Arabic layout is on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.browser]
PRESSED = """([key, code, ctrlKey]) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key, code, ctrlKey, bubbles: true}))"""


@pytest.mark.parametrize(("go", "tasks", "find"), [("g", "t", "k"), ("ل", "ف", "ن")], ids=["latin", "arabic"])
def test_a_key_means_the_letter_on_it_whatever_the_layout_writes(chromium, address, go, tasks, find):
    with visiting(chromium, address, "ar") as visitor:
        visitor.be("leader")

        def press(key, code, *, control=False):
            visitor.page.evaluate(PRESSED, [key, code, control])

        press(find, "KeyK", control=True)
        assert visitor.page.locator("dialog#palette").is_visible()
        visitor.page.keyboard.press("Escape")
        press(go, "KeyG")
        press(tasks, "KeyT")
        visitor.page.wait_for_url(re.compile("/tasks/"))


def test_work_is_walked_opened_and_begun_by_keys_alone(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("chief")
        keyboard, rows = visitor.page.keyboard, visitor.page.locator("[data-baro-rows] > li")
        keyboard.press("j")
        keyboard.press("j")
        keyboard.press("k")
        expect(rows.first).to_have_class(re.compile(r"\bat\b"))
        expect(rows.first.locator("a").first).to_be_focused()
        visitor.picture("row-at-hand")
        keyboard.press("Enter")
        visitor.page.wait_for_url(re.compile(r"/\d+/$"))


def test_one_key_leads_to_the_main_action_and_a_form_can_be_typed_into_at_once(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("clerk")
        visitor.go("/documents/outgoing/")
        main = visitor.page.locator("#main .page-head-actions .btn-primary")
        goal = main.get_attribute("href")
        visitor.page.keyboard.press("a")
        visitor.page.wait_for_url(f"**{goal}")
        expect(
            visitor.page.locator("main form.form :is(input:not([type=hidden]), textarea, select)").first
        ).to_be_focused()
        visitor.page.keyboard.press("Control+Enter")
        expect(visitor.page.locator(".error-summary")).to_be_focused()


def test_the_palette_offers_what_can_be_done_here_and_a_deed_at_once_is_only_pointed_at(chromium, address):
    with visiting(chromium, address, "vi") as visitor:
        visitor.be("cell")
        visitor.go("/tasks/?mine=to_accept")
        visitor.page.locator("[data-baro-rows] a").first.click()
        visitor.page.wait_for_url(re.compile(r"/tasks/\d+/$"))
        task, accept = visitor.path, visitor.page.locator("main form[action$='/accept/'] button")
        visitor.page.keyboard.press("Control+k")
        visitor.page.locator("#palette-words").fill(accept.inner_text().strip().lower())
        first = visitor.page.locator("#palette-hits [role=option]").first
        expect(first).to_have_text(accept.inner_text().strip())
        visitor.page.keyboard.press("Enter")
        expect(accept).to_be_focused()
        assert visitor.path == task, "nothing is done by the palette alone"
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.locator(".message-success")).to_be_visible()


def test_keys_of_a_page_are_told_and_another_role_is_one_click_away(chromium, address):
    with visiting(chromium, address, "en") as visitor:
        visitor.be("leader")
        visitor.page.keyboard.press("?")
        keys = visitor.page.locator("dialog#keys")
        for told in ("Next, previous row", "Main action of this page", "Search anywhere"):
            expect(keys.get_by_text(told)).to_be_visible()
        visitor.page.keyboard.press("Escape")
        visitor.page.locator("details.menu:has(.face) > summary").click()
        visitor.page.get_by_text("Change the role").click()
        visitor.page.wait_for_url(re.compile("/welcome/"))
