"""Keys lead to places and open the search, also while an Arabic layout is on."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
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
