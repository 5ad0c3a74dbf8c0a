"""Signing in with a second factor, and through the organisation's own identity provider."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from baro.installation.tests.filling import invited
from baro.org.accounts.actions import second_factors
from baro.org.accounts.sealing import opened
from baro.org.models import Account
from baro.trail.models import Event

PASSWORD = "một câu dài khó đoán 7"


@pytest.fixture
def gus(world):
    account = invited(world)
    account.set_password(PASSWORD)
    account.save()
    return account


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signed_in(account: Account) -> Client:
    browser = Client()
    browser.post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    return browser


def code_of(secret: str, *, ahead: int = 0) -> str:
    """The code that the app shows now; one of the half minute after it was not used yet."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + ahead))


def with_an_app(account: Account) -> str:
    """Add an app as its owner does; gives its secret."""
    browser = signed_in(account)
    asked = browser.get("/accounts/keys/totp/activate/").headers["Location"]
    assert asked.startswith("/accounts/again/"), "a weighty deed asks again who it is"
    browser.post(asked, {"password": PASSWORD})
    page = browser.get("/accounts/keys/totp/activate/")
    secret = page.context["form"].secret
    assert browser.post("/accounts/keys/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_an_app_is_added_sealed_and_told(gus, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        secret = with_an_app(gus)
    kept = Authenticator.objects.get(user=gus, type="totp").data["secret"]
    assert kept != secret
    assert opened(kept) == secret
    told = [event.sentence for event in Event.objects.about(gus).done("org.account.add_key")]
    assert any("authenticator app" in sentence for sentence in told)


def test_with_an_app_the_password_alone_does_not_sign_in(gus):
    secret = with_an_app(gus)
    browser = signed_in(gus)
    assert browser.get("/my-work/").status_code == 302
    wrong = browser.post("/accounts/keys/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in browser.session
    assert wrong.status_code == 200
    browser.post("/accounts/keys/authenticate/", {"code": code_of(secret, ahead=1)})
    assert browser.session["_auth_user_id"] == str(gus.pk)


def test_a_recovery_code_opens_once(gus):
    with_an_app(gus)
    codes = Authenticator.objects.get(user=gus, type="recovery_codes").wrap().get_unused_codes()
    for _ in range(2):
        browser = signed_in(gus)
        browser.post("/accounts/keys/authenticate/", {"code": codes[0]})
    assert "_auth_user_id" not in browser.session


def test_guessing_codes_is_slowed(gus):
    with_an_app(gus)
    browser = signed_in(gus)
    for _ in range(6):
        answer = browser.post("/accounts/keys/authenticate/", {"code": "000000"})
    assert "try again in" in answer.content.decode()


def test_who_lost_everything_is_let_in_by_whoever_keeps_the_accounts(gus, world):
    with_an_app(gus)
    second_factors.forget(gus.pk, reason="mất điện thoại", by=world.kim)
    assert signed_in(gus).session["_auth_user_id"] == str(gus.pk)
    assert Event.objects.about(gus)[0].verb_code != ""


def test_what_was_sent_waits_until_one_showed_who_one_is(world):
    account = invited(world)
    keeper = Account.objects.create(username="kim", person_id=world.kim.person_id)
    keeper.set_password(PASSWORD)
    keeper.save()
    browser, address = signed_in(keeper), f"/administration/accounts/{account.pk}/invite/"
    asked = browser.post(address, {"email": "gus@x.example"}).headers["Location"]
    assert asked.startswith("/accounts/again/")
    browser.post(asked, {"password": PASSWORD})
    account.refresh_from_db()
    assert account.email == "gus@x.example"


@pytest.fixture
def provider(settings):
    """A real identity provider, run on this machine; gives its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)], stderr=subprocess.PIPE
    )
    address = f"http://localhost:{port}"
    for _ in range(200):
        with suppress(requests.ConnectionError):
            requests.get(f"{address}/.well-known/openid-configuration", timeout=2).raise_for_status()
            break
        time.sleep(0.1)
    own = {"provider_id": "own", "name": "SSO", "client_id": "baro", "secret": "s", "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [own]}}
    yield address
    process.terminate()
    process.communicate(timeout=20)


def through(provider: str, sub: str, **claims: str) -> tuple[Client, str]:
    """Sign in there as somebody; gives the browser and where it is led."""
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()
    browser = Client()
    there = browser.post("/accounts/provider/own/login/").headers["Location"]
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=5).headers["Location"]
    answer = browser.get(back.removeprefix("http://testserver"))
    return browser, answer.headers.get("Location", "")


def test_whom_the_provider_names_signs_in_as_the_account_of_that_name(gus, provider):
    browser, goal = through(provider, "sub-1", preferred_username=gus.username)
    assert goal == "/"
    assert browser.session["_auth_user_id"] == str(gus.pk)
    assert "identity provider" in Event.objects.about(gus).done("org.account.add_key").last().sentence
    again, _goal = through(provider, "sub-1", preferred_username="somebody.else")
    assert again.session["_auth_user_id"] == str(gus.pk), "who was tied stays tied"


def test_who_has_no_account_here_gets_none_and_a_sentence(gus, provider):
    before = Account.objects.count()
    browser, goal = through(provider, "sub-2", preferred_username="la.ai")
    assert goal == "/accounts/login/"
    assert "no account of your name" in browser.get(goal).content.decode()
    assert Account.objects.count() == before


def test_a_closed_account_is_opened_by_no_provider(gus, provider):
    Account.objects.filter(pk=gus.pk).update(is_active=False)
    browser, _goal = through(provider, "sub-3", preferred_username=gus.username)
    assert "_auth_user_id" not in browser.session


def test_a_provider_that_is_down_is_told_in_a_sentence(gus, settings):
    own = {"provider_id": "own", "name": "SSO", "client_id": "baro", "secret": "s"}
    own["settings"] = {"server_url": f"http://localhost:{free_port()}"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [own]}}
    browser = Client()
    answer = browser.post("/accounts/provider/own/login/", follow=True)
    assert "does not answer" in answer.content.decode()
