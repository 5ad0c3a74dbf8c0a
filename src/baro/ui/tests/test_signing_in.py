"""Signing in under attack, and sign-ins that end: what section B and G of an attack on purpose found, kept out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baro.kernel import rulebook
from baro.org.accounts.actions import signing_in, slowing
from baro.org.accounts.visits import Visit
from baro.org.actors import Actor
from baro.org.models import Account, EndOfSignIn, SignIn, SignInAttempt
from baro.org.rulebook import SigningIn
from baro.trail.models import Event
from baro.ui.frame import visitors

PASSWORD = "bốn con voi xanh"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOME, NEIGHBOUR, ELSEWHERE = "203.0.113.7", "203.0.113.99", "198.51.100.5"


@pytest.fixture
def account(world):
    account = world.account(world.ada)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on when it is told to."""
    now = timezone.now()
    passed = [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: now + passed[0])

    def go_on(**more):
        passed[0] += timedelta(**more)

    return go_on


def sign_in(account, password=PASSWORD, *, address=HOME, client=None, **headers):
    """Somebody at the sign-in page; returns the answer."""
    typed = {"login": getattr(account, "username", account), "password": password}
    browser = client or Client(headers={"User-Agent": FIREFOX, "Accept-Language": "en"})
    return browser.post(reverse("account_login"), typed, REMOTE_ADDR=address, **headers)


def told(account, word):
    return Event.objects.about(account).done(f"org.account.{word}")


@pytest.fixture
def lines(caplog):
    """What was told to whoever watches, newest last."""
    return lambda: [json.loads(record.message) for record in caplog.records if record.name == "baro.security"]


class TestWaiting:
    def test_five_wrong_passwords_from_elsewhere_close_nothing_to_the_owner(self, account):
        for _ in range(20):
            sign_in(account, "wrong", address=ELSEWHERE)
        assert sign_in(account, address=ELSEWHERE).status_code == 429
        assert sign_in(account, address=HOME).status_code == 302

    def test_the_sixth_attempt_is_told_how_long_to_wait_and_the_wait_doubles(self, account, clock):
        rule, waits = rulebook.today(SigningIn), []
        for _ in range(rule.free_failures):
            assert sign_in(account, "wrong").status_code == 200
        for _ in range(4):
            refused = sign_in(account)
            assert refused.status_code == 429
            waits.append(int(refused["Retry-After"]))
            assert f"try again in {waits[-1]} seconds" in refused.content.decode()
            clock(seconds=waits[-1])
            assert sign_in(account, "wrong").status_code == 200
        assert waits == [rule.first_wait_seconds * 2**times for times in range(4)]
        assert rule.wait_after(1000) == timedelta(seconds=rule.longest_wait_seconds)

    def test_who_waited_signs_in_and_starts_anew(self, account, clock):
        for _ in range(5):
            sign_in(account, "wrong")
        clock(seconds=5)
        assert sign_in(account).status_code == 302
        assert not SignInAttempt.objects.exists()

    def test_knocking_while_one_waits_does_not_lengthen_the_wait(self, account, clock):
        for _ in range(5):
            sign_in(account, "wrong")
        for _ in range(50):
            assert sign_in(account, "wrong").status_code == 429
        clock(seconds=5)
        assert sign_in(account).status_code == 302

    def test_many_attempts_at_one_moment_are_no_way_around(self, committed_world):
        free, passed = rulebook.today(SigningIn).free_failures, []

        def attempt(_number):
            with suppress(slowing.MustWait):
                slowing.attempt("ada", "203.0.113.0/24")
                passed.append(True)
            connection.close()

        with ThreadPoolExecutor(12) as pool:
            list(pool.map(attempt, range(48)))
        assert len(passed) == free

    def test_a_neighbour_in_the_same_network_waits_as_well(self, account):
        for _ in range(5):
            sign_in(account, "wrong")
        assert sign_in(account, address=NEIGHBOUR).status_code == 429

    def test_a_wide_spray_over_many_names_is_slowed_for_its_network_alone(self, account):
        for number in range(rulebook.today(SigningIn).free_names):
            assert sign_in(f"name{number}", "wrong", address=ELSEWHERE).status_code == 200
        assert sign_in("another", "wrong", address=ELSEWHERE).status_code == 429
        assert sign_in(account, address=HOME).status_code == 302

    def test_a_wrong_password_is_forgotten_in_time(self, account, clock):
        for _ in range(5):
            sign_in(account, "wrong")
        clock(hours=rulebook.today(SigningIn).forgotten_after_hours)
        assert sign_in(account, "wrong").status_code == 200

    def test_known_and_unknown_names_get_the_same_answer_before_and_while_waiting(self, account):
        def answers(name):
            found = [sign_in(name, "wrong", address=ELSEWHERE) for _ in range(6)]
            return [(one.status_code, _without_keys(one, name)) for one in found]

        assert answers(account.username) == answers("personX".ljust(len(account.username), "X"))

    def test_what_is_typed_as_a_name_is_not_kept(self, db):
        sign_in("my secret password", "x")
        (kept,) = SignInAttempt.objects.all()
        assert "secret" not in str(kept.__dict__)


def _without_keys(answer, name):
    """The page without what differs each time: the key of its form, and the name that was typed."""
    page = answer.content.decode().replace(name, "")
    key = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return page.replace(key, "")


class TestProxies:
    def test_x_forwarded_for_from_a_stranger_is_not_believed(self, account):
        for number in range(5):
            sign_in(account, "wrong", address=ELSEWHERE, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        assert sign_in(account, address=ELSEWHERE, HTTP_X_FORWARDED_FOR=HOME).status_code == 429

    def test_behind_a_trusted_proxy_every_visitor_has_their_own_address(self, account, settings):
        settings.TRUSTED_PROXIES = environment_networks("127.0.0.0/8")
        for _ in range(5):
            sign_in(account, "wrong", address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"{HOME}, {ELSEWHERE}")
        assert sign_in(account, address="127.0.0.1", HTTP_X_FORWARDED_FOR=ELSEWHERE).status_code == 429
        assert sign_in(account, address="127.0.0.1", HTTP_X_FORWARDED_FOR=HOME).status_code == 302
        assert SignIn.objects.get().network == "203.0.113.0/24"

    @pytest.mark.parametrize(("peer", "status"), [("127.0.0.1", 200), (ELSEWHERE, 301)])
    def test_that_it_came_by_https_is_believed_of_a_trusted_proxy_alone(self, client, account, settings, peer, status):
        settings.TRUSTED_PROXIES = environment_networks("127.0.0.0/8")
        settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
        said = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PROTO": "https"}
        assert client.get(reverse("account_login"), **said).status_code == status

    @pytest.mark.parametrize(
        ("peer", "claimed", "believed"),
        [
            ("198.51.100.5", "203.0.113.7", "198.51.100.5"),
            ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
            ("10.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
            ("10.0.0.1", "1.2.3.4, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
            ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
            ("10.0.0.1", "2001:db8::7", "2001:db8::7"),
            ("10.0.0.1", "203.0.113.7, <script>", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("", "203.0.113.7", ""),
        ],
    )
    def test_the_last_address_that_is_no_trusted_proxy_is_believed(self, settings, peer, claimed, believed):
        settings.TRUSTED_PROXIES = environment_networks("10.0.0.0/8")
        assert visitors.believed(peer, claimed) == believed


def environment_networks(text):
    from ipaddress import ip_network

    return (ip_network(text),)


class TestTold:
    def test_signing_in_and_out_is_an_event_and_a_line_each(self, account, lines):
        client = Client(headers={"User-Agent": FIREFOX})
        sign_in(account, client=client)
        client.post(reverse("account_logout"), REMOTE_ADDR=HOME)
        for word in ("sign_in", "sign_out"):
            event = told(account, word).get()
            assert event.person_id == account.person_id
            assert "203.0.113.0/24" in event.sentence
            assert "Firefox, Linux" in event.sentence
            assert HOME not in str(event.facts)
        assert [(line["event"], line["account"], line["address"]) for line in lines()] == [
            ("sign_in", account.username, HOME),
            ("sign_out", account.username, HOME),
        ]
        assert not SignIn.objects.exists()

    def test_a_wrong_password_is_told_of_a_known_account_alone(self, account, lines):
        before = Event.objects.count()
        sign_in(account, "wrong")
        sign_in("nobody at all", "wrong")
        assert told(account, "fail_sign_in").get().actor_title == "Baro"
        assert Event.objects.count() == before + 1
        assert [(line["event"], line["account"]) for line in lines()] == [
            ("sign_in_failed", account.username),
            ("sign_in_failed", None),
        ]

    def test_a_closed_account_is_refused_as_a_wrong_password(self, account):
        Account.objects.update(is_active=False)
        assert sign_in(account).status_code == 200
        assert told(account, "fail_sign_in").count() == 1

    def test_no_secret_is_in_a_line_or_an_event(self, account, caplog):
        client = Client(headers={"User-Agent": "<script>secret</script>"})
        sign_in(account, "my other password", client=client)
        sign_in("my password typed as name", client=client)
        sign_in(account, client=client)
        keys = [session.session_key for session in Session.objects.all()]
        client.post(reverse("ui.sign_ins_end_others"))
        client.post(reverse("account_logout"))
        written = caplog.text + " ".join(str(event.facts) + str(event.subjects) for event in Event.objects.all())
        secrets = [PASSWORD, "my other password", "my password typed", "script", account.password, *keys]
        assert len(keys) == 1
        assert "sign_out" in written
        assert not [secret for secret in secrets if secret in written]

    def test_who_is_refused_a_record_is_told_in_a_line(self, world, lines):
        document = world.registered()
        world.browser(world.dov).get(document.get_absolute_url())
        (line,) = [line for line in lines() if line["event"] == "denied"]
        assert (line["status"], line["keys"], line["post"]) == (404, {"pk": document.pk}, world.dov.post_id)

    def test_a_page_that_nobody_has_is_no_denial(self, world, lines):
        world.browser(world.dov).get("/no/such/page/")
        assert not [line for line in lines() if line["event"] == "denied"]


@pytest.fixture
def browser(account):
    """Ada at her browser, signed in with her password."""
    client = Client(headers={"User-Agent": FIREFOX, "Accept-Language": "en"})
    sign_in(account, client=client)
    return client


PAGE = "/sign-ins/"


class TestLimits:
    def test_a_sign_in_that_nobody_used_for_too_long_is_over(self, account, browser, clock):
        rule = rulebook.today(SigningIn)
        clock(hours=rule.idle_hours, seconds=-1)
        assert browser.get(PAGE).status_code == 200
        clock(hours=rule.idle_hours)
        answer = browser.get(PAGE)
        assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache"'), "what was typed waits for Ada"
        assert not SignIn.objects.exists()
        assert not Session.objects.exists()
        assert "not used for too long" in told(account, "end_sign_in").get().sentence

    def test_a_sign_in_ends_after_its_longest_time_however_much_it_is_used(self, account, browser, clock):
        rule = rulebook.today(SigningIn)
        for _ in range(rule.longest_days * 24 // 6 - 1):
            clock(hours=6)
            assert browser.get(PAGE).status_code == 200
        clock(hours=6)
        assert browser.get(PAGE).status_code == 302
        assert "as long as it may" in told(account, "end_sign_in").get().sentence

    def test_a_session_that_does_not_say_when_it_began_is_over(self, browser):
        session = browser.session
        del session["since"]
        session.save()
        assert browser.get(PAGE).status_code == 302

    def test_reading_soon_again_writes_nothing_and_later_that_it_was_used(self, browser, clock):
        began = SignIn.objects.get().seen_at
        clock(minutes=4)
        browser.get(PAGE)
        assert SignIn.objects.get().seen_at == began
        clock(minutes=2)
        browser.get(PAGE)
        assert SignIn.objects.get().seen_at >= began + timedelta(minutes=6)

    def test_every_night_those_that_nobody_came_back_to_are_ended(self, account, browser, clock):
        from baro.org import jobs

        sign_in("nobody at all", "wrong")
        clock(days=2)
        jobs.end_sign_ins(int(timezone.now().timestamp()))
        assert not SignIn.objects.exists()
        assert not Session.objects.exists()
        assert not SignInAttempt.objects.exists()
        assert told(account, "end_sign_in").count() == 1


class TestOwnSignIns:
    def test_are_seen_with_place_and_browser_and_this_one_is_marked(self, account, browser):
        sign_in(account, address=ELSEWHERE)
        page = browser.get(PAGE).content.decode()
        assert page.index("203.0.113.0/24") < page.index("this one") + 400
        assert "198.51.100.0/24" in page
        assert "Firefox, Linux" in page
        assert page.count("this one") == 1

    def test_one_that_is_ended_is_refused_at_once(self, account, browser):
        other = Client()
        sign_in(account, client=other, address=ELSEWHERE)
        assert other.get(PAGE).status_code == 200
        ended = SignIn.objects.get(network="198.51.100.0/24")
        browser.post(reverse("ui.sign_in_end", args=[ended.pk]))
        assert other.get(PAGE).status_code == 302
        assert browser.get(PAGE).status_code == 200
        assert not Session.objects.filter(pk=ended.session_id).exists()
        assert "from another browser" in told(account, "end_sign_in").get().sentence

    def test_all_others_are_ended_together(self, account, browser):
        others = [Client() for _ in range(3)]
        for other in others:
            sign_in(account, client=other, address=ELSEWHERE)
        browser.post(reverse("ui.sign_ins_end_others"))
        assert [other.get(PAGE).status_code for other in others] == [302] * 3
        assert browser.get(PAGE).status_code == 200
        assert told(account, "end_sign_in").count() == 3

    def test_what_ended_meanwhile_is_not_ended_again(self, account, browser):
        hers = list(SignIn.objects.all())
        browser.post(reverse("account_logout"))
        assert signing_in.end(hers, EndOfSignIn.IDLE, Visit(), by=Actor.system("test")) == 0
        assert not told(account, "end_sign_in").exists()

    def test_nobody_ends_those_of_others(self, world, browser):
        hers = SignIn.objects.get()
        assert world.browser(world.dov).post(reverse("ui.sign_in_end", args=[hers.pk])).status_code == 404
        assert browser.get(PAGE).status_code == 200

    def test_are_there_for_who_holds_no_post(self, world):
        client = world.browser(world.stranger)
        assert client.get(PAGE).status_code == 200
        assert client.post(reverse("account_logout")).status_code == 302

    def test_changing_the_password_ends_all_others_at_once(self, account, browser):
        other = Client()
        sign_in(account, client=other, address=ELSEWHERE)
        new = "năm con voi vàng"
        typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        browser.post(reverse("account_change_password"), typed, REMOTE_ADDR=HOME)
        assert Session.objects.count() == SignIn.objects.count() == 1
        assert browser.get(PAGE).status_code == 200
        assert other.get(PAGE).status_code == 302
        assert told(account, "change_password").count() == 1
        assert "the password was changed" in told(account, "end_sign_in").get().sentence


class TestCookies:
    def test_signing_out_clears_what_the_browser_keeps(self, browser):
        answer = browser.post(reverse("account_logout"))
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert "Clear-Site-Data" not in browser.get(reverse("account_login"))

    def test_end_with_the_browser(self, browser):
        assert browser.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""

    def test_behind_tls_are_of_this_host_alone(self, account, settings, with_tls):
        for name, value in with_tls.items():
            setattr(settings, name, value)
        client = Client(headers={"Accept-Language": "en"})
        asked = {"secure": True, "REMOTE_ADDR": HOME}
        client.get(reverse("account_login"), **asked)
        client.post(reverse("account_login"), {"login": account.username, "password": PASSWORD}, **asked)
        client.post(reverse("ui.language"), {"language": "vi"}, **asked)
        client.post(reverse("ui.theme"), {"theme": "dark"}, **asked)
        assert len(client.cookies) == 5
        for name, cookie in client.cookies.items():
            assert name.startswith("__Host-baro_")
            assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
            assert cookie["httponly"]

    def test_static_files_are_for_our_own_pages(self):
        assert settings.WHITENOISE_ALLOW_ALL_ORIGINS is False

    def test_proxies_that_nobody_named_are_warned_of(self, settings):
        settings.BEHIND_TLS = True
        assert [found.id for found in visitors.proxies_are_named(None)] == ["baro.W001"]
        settings.TRUSTED_PROXIES = environment_networks("127.0.0.1")
        assert not visitors.proxies_are_named(None)


@pytest.fixture(scope="session")
def with_tls():
    """The settings of cookies as an installation behind TLS has them."""
    names = [name for name in dir(settings) if "COOKIE_NAME" in name or "COOKIE_SECURE" in name]
    shown = f"{{n: getattr(s, n) for n in {names} if hasattr(s, n)}}"
    code = f"import json; from baro.config import settings as s; print(json.dumps({shown}))"
    told = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"BARO_TLS": "1"}, capture_output=True, check=True
    )
    return json.loads(told.stdout)


class TestContact:
    def test_is_named_where_the_operator_named_one(self, client, settings):
        assert client.get("/.well-known/security.txt").status_code == 404
        settings.SECURITY_CONTACT = "mailto:safety@example.org"
        told = client.get("/.well-known/security.txt").content.decode()
        assert told.startswith("Contact: mailto:safety@example.org\nExpires: 20")

    @pytest.mark.parametrize(
        ("name", "given", "said"),
        [
            ("TRUSTED_PROXIES", "proxy.example.org", "BARO_TRUSTED_PROXIES names networks"),
            ("TRUSTED_PROXIES", "10.0.0.1/8", "BARO_TRUSTED_PROXIES names networks"),
            ("SECURITY_CONTACT", "safety@example.org", "begins with mailto:"),
            ("SECURITY_CONTACT", "mailto:a@b.c\nPolicy: x", "begins with mailto:"),
        ],
    )
    def test_a_wrong_setting_is_told_in_a_sentence(self, name, given, said):
        tried = subprocess.run(
            [sys.executable, "-c", "import baro.config.settings"],
            env=os.environ | {f"BARO_{name}": given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said in tried.stderr.splitlines()[-1]
