"""A form does its deed once, however often it is sent."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone

from baro.documents.models import Document
from baro.tasks.models import Task
from baro.ui.forms import once
from baro.ui.models import SentForm

REGISTER, DRAFT, ASSIGN = "/documents/incoming/register/", "/documents/draft/", "/tasks/assign/many/"


def key_on(browser, address):
    return re.search(r'name="once" value="([^"]+)"', browser.get(address).content.decode()).group(1)


def letter(world, key, **other):
    today = timezone.localdate().strftime("%d/%m/%Y")
    typed = {"type": "directive", "issuer": "Ban Bí thư", "symbol": "7-CT/TW", "abstract": "về thi đua", "urgency": "0"}
    days = {"issued_on": today, "arrived_on": today, "unit": str(world.unit("QN").pk)}
    return {**typed, **days, "also_if_known": "on", "once": key} | other


def test_a_form_that_is_sent_twice_leads_to_what_came_of_it_and_says_so(world):
    browser = world.browser(world.clo)
    sent = letter(world, key_on(browser, REGISTER))

    first, second = browser.post(REGISTER, sent), browser.post(REGISTER, sent, follow=True)

    assert Document.objects.count() == 1
    assert second.redirect_chain[0][0] == first.url == Document.objects.get().get_absolute_url()
    assert "nothing was done twice" in second.content.decode()


def test_two_forms_do_two_deeds(world):
    browser = world.browser(world.clo)
    for _form in range(2):
        browser.post(REGISTER, letter(world, key_on(browser, REGISTER)))

    assert Document.objects.count() == 2


def test_a_form_that_was_refused_takes_its_key_back_and_does_its_deed_once_mended(world):
    browser = world.browser(world.clo)
    key = key_on(browser, REGISTER)

    refused = browser.post(REGISTER, letter(world, key, issuer=""))
    assert refused.status_code == 422
    assert 'name="once"' in refused.content.decode()
    assert browser.post(REGISTER, letter(world, key)).status_code == 302
    assert (Document.objects.count(), SentForm.objects.count()) == (1, 1)


def test_a_deed_that_is_taken_back_takes_its_key_back(world):
    browser = world.browser(world.clo)
    key = key_on(browser, REGISTER)
    browser.post(REGISTER, letter(world, key))

    again = letter(world, key_on(browser, REGISTER), also_if_known="")
    assert "is in the register already" in browser.post(REGISTER, again).content.decode()
    assert SentForm.objects.count() == 1


def test_the_key_of_one_account_is_nothing_to_another(world):
    key = key_on(world.browser(world.clo), REGISTER)
    world.browser(world.clo).post(REGISTER, letter(world, key))
    gus = {"unit": str(world.unit("QN-HL").pk)}

    assert world.browser(world.gus).post(REGISTER, letter(world, key, **gus)).status_code == 302
    assert Document.objects.count() == 2


@pytest.mark.parametrize("key", ["", "forged", "a:b:c", "x" * 5000, "\x00"])
def test_what_has_no_key_of_ours_is_carried_out_whenever_it_is_sent(world, key):
    browser = world.browser(world.clo)
    for _time in range(2):
        assert browser.post(REGISTER, letter(world, key)).status_code == 302

    assert (Document.objects.count(), SentForm.objects.count()) == (2, 0)


def test_a_form_that_nobody_remembers_is_not_taken_and_comes_back_with_a_new_key(world, monkeypatch):
    browser = world.browser(world.clo)
    before = signing.time.time() - timedelta(days=4).total_seconds()
    with monkeypatch.context() as earlier:
        earlier.setattr(signing.time, "time", lambda: before)
        old = once.SIGNER.sign("old")

    answer = browser.post(REGISTER, letter(world, old))

    assert answer.status_code == 422
    assert "This form was open for too long." in answer.content.decode()
    assert f'value="{old}"' not in answer.content.decode()
    assert Document.objects.count() == 0


def test_a_beginning_and_a_bulk_deed_are_done_once(world):
    browser = world.browser(world.ben)
    draft = {"once": key_on(browser, DRAFT), "type": "directive", "abstract": "về thi đua", "body": "Kính gửi"}
    draft |= {"unit": str(world.unit("QN-VP").pk), "urgency": "0", "recipients": ["Đảng ủy phường Hà Lầm"]}
    told = [browser.post(DRAFT, draft) for _time in range(2)]
    assert {answer.status_code for answer in told} == {302}
    assert told[0].url == told[1].url == Document.objects.get().get_absolute_url()

    browser = world.browser(world.ada)
    many = {"once": key_on(browser, ASSIGN), "units": ["Đảng ủy phường Hà Lầm"]}
    many |= {
        "work": "Báo cáo",
        "authority": "Chánh Văn phòng",
        "product": "Một báo cáo",
        "due_on": world.working_day.strftime("%d/%m/%Y"),
    }
    told = [browser.post(ASSIGN, many) for _time in range(2)]
    assert {answer.status_code for answer in told} == {302}
    assert Task.objects.count() == 1
    assert told[0].url == told[1].url


def test_of_two_at_the_same_moment_one_does_the_deed_and_both_are_led_to_it(committed_world):
    world, together = committed_world, Barrier(4)
    browser = world.browser(world.clo)
    sent = letter(world, key_on(browser, REGISTER))
    browsers = [world.browser(world.clo) for _one in range(4)]

    def press(one):
        try:
            together.wait(10)
            return one.post(REGISTER, sent).url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        led = set(hands.map(press, browsers))

    assert led == {Document.objects.get().get_absolute_url()}


def test_forms_are_forgotten_when_they_cannot_be_sent_again(world):
    account = world.account(world.clo)
    now = timezone.now()
    for key, days in (("old", 3.1), ("young", 2.9)):
        SentForm.objects.create(account=account, key=key, at=now - timedelta(days=days))

    once.forget(now)

    assert [form.key for form in SentForm.objects.all()] == ["young"]
