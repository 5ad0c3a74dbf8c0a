"""Whoever cannot be served now is told so in a sentence, on a page of ours, and sends the same once more."""

import re
from threading import Event, Thread

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone, translation

from baro.config.limits import limit_waiting
from baro.documents.models import Document
from baro.kernel import rulebook
from baro.ui import budgets, faults
from baro.ui.faults import Away, Busy, busy_with
from baro.ui.rulebook import WebLimits

SENTENCES = {
    "55P03": "Somebody else is changing this at the same moment.",
    "40P01": "Somebody else is changing this at the same moment.",
    "57014": "This took too long and was broken off.",
    "53100": "The database has no room left",
    "57P01": "The database does not answer just now",
    "25P03": "The database does not answer just now",
    "08006": "The database does not answer just now",
}


def failed(state):
    error = OperationalError("it failed")
    error.__cause__ = psycopg.errors.lookup(state)("it failed")
    return error


@pytest.fixture
def away(monkeypatch):
    """A database that answers nobody."""

    def refuse(*_words, **_more):
        error = OperationalError("connection refused")
        raise error from psycopg.OperationalError("connection refused")

    def begin():
        for name in ("cursor", "ensure_connection", "connect"):
            monkeypatch.setattr(connection, name, refuse)

    yield begin
    monkeypatch.undo()


@pytest.mark.parametrize("state", SENTENCES)
def test_what_the_database_cannot_do_now_is_told_in_a_sentence(state):
    busy = busy_with(failed(state))

    assert isinstance(busy, Busy)
    assert str(busy).startswith(SENTENCES[state])


def test_a_database_that_is_silent_is_away_and_a_fault_of_ours_is_a_fault():
    silent = InterfaceError("closed")
    silent.__cause__ = psycopg.InterfaceError("the connection is closed")

    assert isinstance(busy_with(silent), Away)
    assert busy_with(failed("23505")) is None
    assert busy_with(DatabaseError("no cause")) is None
    assert busy_with(ZeroDivisionError()) is None


def test_pages_wait_for_nothing_longer_than_the_rulebook_says(db):
    with connection.cursor() as cursor:
        try:
            limit_waiting(connection)
            cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
            assert cursor.fetchone() == ("8s", "1min")
        finally:
            cursor.execute("SET lock_timeout TO DEFAULT; SET statement_timeout TO DEFAULT")
            cursor.execute("SET idle_in_transaction_session_timeout TO DEFAULT")


@pytest.fixture
def _locked(committed_world):
    """Somebody holds every row of the organisation's accounts and the counter of the register."""
    held, done = Event(), Event()

    def hold():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("LOCK TABLE documents_counter IN ACCESS EXCLUSIVE MODE")
                held.set()
                done.wait(20)
        finally:
            connection.close()

    holder = Thread(target=hold)
    holder.start()
    assert held.wait(10)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    yield
    done.set()
    holder.join()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout TO DEFAULT")


@pytest.mark.usefixtures("_locked")
def test_a_form_whose_record_is_held_comes_back_as_it_was_typed(committed_world):
    today = timezone.localdate().strftime("%d/%m/%Y")
    typed = {"type": "directive", "issuer": "Ban Bí thư", "symbol": "7-CT/TW", "abstract": "về thi đua", "urgency": "0"}
    typed |= {"issued_on": today, "arrived_on": today, "unit": str(committed_world.unit("QN").pk)}

    answer = committed_world.browser(committed_world.clo).post("/documents/incoming/register/", typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Somebody else is changing this at the same moment." in page
    assert "về thi đua" in page
    assert Document.objects.count() == 0


def test_without_a_database_every_page_says_so_and_keeps_what_was_typed(world, away):
    browser = world.browser(world.clo)
    browser.raise_request_exception = False
    away()

    page = browser.get("/documents/incoming/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert "The database does not answer just now, and nothing was changed." in page.content.decode()
    assert 'href="/documents/incoming/"' in page.content.decode()

    page = browser.post("/documents/incoming/register/?unit=1", {"abstract": 'về "thi đua"', "papers": ["1", "2"]})
    text = page.content.decode()
    assert page.status_code == 503
    assert '<form class="verbs" method="post" action="/documents/incoming/register/?unit=1">' in text
    assert 'name="abstract" value="về &quot;thi đua&quot;"' in text
    assert re.findall(r'name="papers" value="(\d)"', text) == ["1", "2"]
    assert text.count("csrfmiddlewaretoken") == 1


def test_files_are_to_be_chosen_again_and_the_page_says_so(world, away):
    browser = world.browser(world.clo)
    browser.raise_request_exception = False
    paper = world.paper()
    away()

    text = browser.post("/documents/incoming/bring/", {"uploads": paper}).content.decode()

    assert "only the files have to be chosen again" in text
    assert "<form" not in text


def test_a_piece_of_a_page_says_it_in_the_line_for_messages(world, away):
    browser = world.browser(world.clo, htmx=True)
    browser.raise_request_exception = False
    away()

    answer = browser.get("/documents/incoming/")

    assert (answer.status_code, answer.headers["HX-Retarget"]) == (503, "#said")
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "en", "ar"])
def test_every_page_of_a_fault_is_ours_and_in_the_language_of_its_reader(client, language, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    client.cookies["baro_language"] = language
    wrong_name = client.get("/accounts/login/", headers={"host": "evil.example"})
    too_many = client.post("/accounts/login/", {f"field{number}": "x" for number in range(9)})

    for answer, status in ((wrong_name, 400), (too_many, 413)):
        text = answer.content.decode()
        assert answer.status_code == status
        assert f'lang="{language}"' in text
        assert "plain-main" in text

    with translation.override(language):
        try:
            raise failed("40P01")
        except OperationalError:
            text = faults.server_error(RequestFactory().get("/")).content.decode()
    assert f'lang="{language}"' in text


def test_what_is_our_own_fault_is_an_apology_and_no_way_to_send_it_again():
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        answer = faults.server_error(RequestFactory().post("/", {"a": "b"}))

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_files_have_a_budget_and_its_end_is_told(world, monkeypatch):
    browser = world.browser(world.clo)
    most = rulebook.in_force(WebLimits).body.files_made_per_minute
    monkeypatch.setattr(budgets.time, "time", lambda: 6_000_000.0)

    told = [browser.get("/documents/incoming/?as=csv") for _file in range(most + 1)]
    assert [answer.status_code for answer in told] == [200] * most + [429]
    assert f"You had {most} files made within a minute" in told[-1].content.decode()
    assert world.browser(world.chi).get("/documents/incoming/?as=csv").status_code == 200

    monkeypatch.setattr(budgets.time, "time", lambda: 6_000_060.0)
    assert browser.get("/documents/incoming/?as=csv").status_code == 200
