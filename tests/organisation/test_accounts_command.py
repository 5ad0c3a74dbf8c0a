"""`baro account`: given, closed, opened again, reset, and the first way into an empty installation."""

from __future__ import annotations

import signal

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation

from baro.config.command import baro
from baro.org.models import Account, Person
from baro.org.queries import actor_of
from baro.trail.models import Event

PASSWORD = "bốn con voi xanh"


@pytest.fixture
def run():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]

    def told(*words, password=PASSWORD):
        return CliRunner().invoke(baro, ["account", *words], input=f"{password}\n{password}\n")

    with translation.override("en"):
        yield told
    for number, how in zip(numbers, before, strict=True):
        signal.signal(number, how)


@pytest.fixture
def fay(world):
    """Fay, whose post only sees her cell."""
    person = Person.objects.get(pk=world.fay.person_id)
    person.number = "22-0001"
    person.save()
    return person


def deeds(name):
    told = Event.objects.about(Account.objects.get(username=name)).order_by("pk")
    return [event.verb_code.removeprefix("org.account.") for event in told]


def test_an_account_is_given_and_its_password_opens_it(run, fay):
    done = run("add", "fay", "--person", "22-0001")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, f"{fay} signs in as fay.")
    assert authenticate(None, username="fay", password=PASSWORD).person == fay
    assert deeds("fay") == ["add"]
    assert PASSWORD not in done.output
    assert not actor_of(fay.pk).holds_anywhere("org.organise")


def test_the_first_keeper_may_give_powers_to_all_below(run, world, fay):
    done = run("add", "fay", "--person", "22-0001", "--keeper")
    assert "keeps the organisation of" in done.stdout
    assert actor_of(fay.pk).holds("org.organise", world.unit("QN-HL-CB"))
    assert not actor_of(fay.pk).holds("org.organise", world.unit("QN-HL"))


@pytest.mark.parametrize(
    ("words", "password", "said"),
    [
        (("add", "fay", "--person", "99"), PASSWORD, "Nobody has the personnel number 99"),
        (("add", "fay", "--person", "22-0001"), "12345678", "too common"),
        (("add", "person1", "--person", "22-0001"), PASSWORD, "There is an account person1 already"),
        (("close", "nobody"), PASSWORD, "There is no account nobody."),
        (("open", "person1"), PASSWORD, "The account is open."),
        (("reset", "nobody"), PASSWORD, "There is no account nobody."),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_one_sentence(run, fay, words, password, said):
    Account.objects.create_user("person1")
    before = Account.objects.count()
    done = run(*words, password=password)
    assert done.exit_code == 2
    assert said in done.stderr
    assert Account.objects.count() == before


def test_nobody_gets_two_accounts_and_no_keeper_is_made_of_who_holds_no_post(run, fay):
    run("add", "fay", "--person", "22-0001")
    assert "has the account fay already" in run("add", "fay2", "--person", "22-0001").stderr
    Person.objects.create(name="Pia Ohne Amt", number="22-0002")
    assert "holds no post today" in run("add", "pia", "--person", "22-0002", "--keeper").stderr
    assert not Account.objects.filter(username="pia").exists()


def test_closing_ends_what_is_open_at_once_and_opening_lets_in_again(run, fay):
    run("add", "fay", "--person", "22-0001")
    client = Client()
    client.login(username="fay", password=PASSWORD)
    assert client.get("/my-work/").status_code == 200
    assert run("close", "fay").stdout == "The account fay is closed; sign-ins ended: 1.\n"
    assert client.get("/my-work/").status_code == 302
    assert not Session.objects.exists()
    assert "closed already" in run("close", "fay").stderr
    assert not client.login(username="fay", password=PASSWORD)
    assert run("open", "fay").exit_code == 0
    assert client.login(username="fay", password=PASSWORD)
    assert deeds("fay") == ["add", "sign_in", "end_sign_in", "close", "fail_sign_in", "open", "sign_in"]


def test_another_password_ends_what_the_old_one_opened(run, fay):
    run("add", "fay", "--person", "22-0001")
    client = Client()
    client.login(username="fay", password=PASSWORD)
    assert run("reset", "fay", password="năm con voi vàng").exit_code == 0
    assert client.get("/my-work/").status_code == 302
    assert authenticate(None, username="fay", password=PASSWORD) is None
    assert authenticate(None, username="fay", password="năm con voi vàng")


def test_nobody_stands_above_all_powers(db):
    from baro.kernel.errors import Refused

    with pytest.raises(Refused, match="baro account add"):
        Account.objects.create_superuser(username="root", password=PASSWORD)
