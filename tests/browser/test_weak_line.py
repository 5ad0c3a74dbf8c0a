"""What was typed survives a lost line, a new sign-in and an ended session, and is sent once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, visiting

pytestmark = [pytest.mark.browser]
ABSENCE = "/absences/declare/"
SESSION = "baro_session"
# Not the same for two tests, because one absence excludes another.
DAYS = {"vi": ("03/05/2027", "04/05/2027"), "ar": ("07/06/2027", "08/06/2027"), "en": ("02/08/2027", "03/08/2027")}


@contextmanager
def typing_an_absence(chromium, address, language, *, width=1360) -> Iterator[Visitor]:
    """The leader, who typed two days and did not send them; what the browser says about the line is no trouble."""
    with visiting(chromium, address, language, width=width) as visitor:
        visitor.be("leader")
        visitor.go(ABSENCE)
        for name, day in zip(("first", "last"), DAYS[language], strict=True):
            visitor.page.locator(f"[name={name}]").fill(day)
        yield visitor
        visitor.troubles[:] = [said for said in visitor.troubles if not re.search("ERR_|htmx|401|403", said)]


def send(visitor):
    visitor.page.locator("main .form-foot button").click()


def is_there_still(visitor):
    for name, day in zip(("first", "last"), DAYS[visitor.language], strict=True):
        expect(visitor.page.locator(f"[name={name}]")).to_have_value(day)


@pytest.mark.parametrize(("language", "width"), [("vi", 390), ("ar", 1360)])
def test_on_a_lost_line_the_form_stays_says_so_and_is_sent_later(chromium, address, language, width):
    with typing_an_absence(chromium, address, language, width=width) as visitor:
        visitor.page.context.set_offline(True)
        send(visitor)
        expect(visitor.page.locator(".unsent")).to_be_visible()
        is_there_still(visitor)
        assert not visitor.faults()
        visitor.picture(f"unsent-{width}")
        visitor.page.context.set_offline(False)
        visitor.page.locator("[name=reason]").select_option("mission")
        visitor.page.locator(".unsent button").click()
        expect(visitor.page.locator(".message-success")).to_be_visible()
        assert visitor.page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('baro:'))") == []


def test_what_arrived_although_the_answer_was_lost_counts_once(chromium, address):
    with typing_an_absence(chromium, address, "en") as visitor:
        visitor.page.locator("[name=reason]").select_option("mission")
        visitor.page.route(f"**{ABSENCE}", lambda route: (route.fetch(), route.abort()), times=1)
        send(visitor)
        expect(visitor.page.locator(".unsent")).to_be_visible()
        visitor.page.locator(".unsent button").click()
        expect(visitor.page.locator(".message-info")).to_contain_text("nothing was done twice")


def test_a_form_that_was_open_while_its_person_signed_in_again_is_sent_once_more(chromium, address):
    with typing_an_absence(chromium, address, "en") as visitor:
        visitor.page.context.clear_cookies(name=SESSION)
        with visitor.page.context.new_page() as other:
            other.goto(address)
            other.locator("button[value=leader]").click()
            other.wait_for_url(re.compile("/my-work/"))
        send(visitor)
        expect(visitor.page.locator("#said")).to_contain_text("Send it once more")
        is_there_still(visitor)
        send(visitor)
        expect(visitor.page.locator(".error-summary")).to_be_focused()


def test_what_was_typed_waits_for_its_person_when_the_session_ends_and_for_nobody_else(chromium, address):
    with typing_an_absence(chromium, address, "vi") as visitor:
        visitor.page.context.clear_cookies(name=SESSION)
        send(visitor)
        visitor.page.locator("button[value=leader]").click()
        expect(visitor.page.locator(".kept")).to_be_visible()
        is_there_still(visitor)
        visitor.picture("kept")
        visitor.page.context.clear_cookies(name=SESSION)
        visitor.go(ABSENCE)
        visitor.page.locator("button[value=chief]").click()
        visitor.page.wait_for_url(re.compile(ABSENCE))
        expect(visitor.page.locator("[name=first]")).to_have_value("")
        assert visitor.page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('baro:'))") == []


def test_what_is_under_way_is_shown_until_the_answer_is_there_and_pressing_again_sends_nothing(chromium, address):
    with typing_an_absence(chromium, address, "en") as visitor:
        held = []

        def hold(route):
            held.append(route)

        visitor.page.route(f"**{ABSENCE}", hold)
        page, button = visitor.page.locator("html"), visitor.page.locator("main .form-foot button")
        button.click()
        expect(button).to_have_attribute("aria-busy", "true")
        expect(page).to_have_class("is-underway")
        button.click()
        held[0].continue_()
        expect(visitor.page.locator(".error-summary")).to_be_focused()
        expect(page).not_to_have_class("is-underway")
        assert len(held) == 1
