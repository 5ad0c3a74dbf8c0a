"""Around every page: who acts, what strangers see, refusals, language, colours, uploads."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from baro.org.models import Account, Person, Tenure
from baro.org.posts.actions.appointing import appoint
from baro.ui.frame.context import frame
from baro.ui.frame.signing_in import ClosedToStrangers
from baro.ui.http import ACTING_AS
from tests.powers.given import by_two

pytestmark = pytest.mark.urls("baro.ui.tests.pages")


@pytest.fixture
def client_of_ada(world):
    return world.browser(world.ada)


def account_of(actor):
    return Account.objects.get(person_id=actor.person_id)


class TestWhoActs:
    def test_the_actor_is_the_person_in_their_post(self, world, client_of_ada, django_assert_num_queries):
        url = reverse("ui.choices", args=["org.units"])
        with django_assert_num_queries(5):  # session, account, tenures, mandates, and the units themselves
            request = client_of_ada.get(url).wsgi_request
        assert request.actor == world.ada.__class__(**{**_fields(world.ada), "account_id": request.user.pk})
        assert request.actor.request_id == request.request_id

    def test_an_account_without_a_post_is_told_so(self, world):
        person = Person.objects.create(name="Pia Ohne Amt")
        client = world.browser(world.ada.__class__(**{**_fields(world.ada), "person_id": person.pk}))
        response = client.get(reverse("org.units"))
        assert response.status_code == 403
        assert "not tied to any post" in response.content.decode()
        assert client.get(reverse("account_logout")).status_code == 200

    def test_a_tenure_that_ended_gives_nothing(self, world, client_of_ada):
        Tenure.objects.filter(person_id=world.ada.person_id).update(period=(date(2020, 9, 28), date(2024, 1, 1)))
        assert client_of_ada.get(reverse("org.units")).status_code == 403

    def test_a_closed_account_is_a_stranger(self, world, client_of_ada):
        Account.objects.update(is_active=False)
        assert client_of_ada.get(reverse("org.units")).status_code == 302

    def test_a_person_in_two_posts_chooses_the_one_to_act_in(self, world, client_of_ada):
        second = world.post("QN-HL", "Phó Bí thư")
        appoint(second.pk, world.ada.person_id, since=date(2024, 1, 1), by=by_two(world))
        client_of_ada.post(reverse("ui.acting"), {"post": second.pk})
        request = client_of_ada.get(reverse("org.units")).wsgi_request
        assert request.actor.post_id == second.pk
        assert next((p.pk, p.current) for p in frame(request)["posts"]) == (second.pk, True)

    def test_a_form_is_sent_in_the_post_in_which_its_page_was_shown(self, world, client_of_ada):
        first, second = world.ada.post_id, world.post("QN-HL", "Phó Bí thư").pk
        appoint(second, world.ada.person_id, since=date(2024, 1, 1), by=by_two(world))
        page = client_of_ada.get(reverse("org.units")).content.decode()
        assert f'name="{ACTING_AS}" value="{first}"' in page
        client_of_ada.post(reverse("ui.acting"), {"post": second})  # in another window
        sent = client_of_ada.post(reverse("ui.theme"), {"theme": "dark", ACTING_AS: first}).wsgi_request
        assert sent.actor.post_id == first
        assert client_of_ada.get(reverse("org.units")).wsgi_request.actor.post_id == second

    def test_a_form_of_a_post_that_was_lost_meanwhile_is_refused(self, world, client_of_ada):
        lost = world.eve.post_id
        answer = client_of_ada.post(reverse("ui.theme"), {"theme": "dark", ACTING_AS: lost})
        assert answer.status_code == 403
        assert "do not hold the post any more" in answer.content.decode()

    def test_who_holds_one_post_sends_nothing_of_it(self, world, client_of_ada):
        assert ACTING_AS not in client_of_ada.get(reverse("org.units")).content.decode()

    @pytest.mark.parametrize("post", ["", "x", "999999"])
    def test_nobody_acts_in_a_post_of_others(self, world, client_of_ada, post):
        chosen = post or world.eve.post_id
        assert client_of_ada.post(reverse("ui.acting"), {"post": chosen}).status_code == 403


def _fields(actor):
    return {name: getattr(actor, name) for name in actor.__slots__}


class TestStrangers:
    def test_are_led_to_the_sign_in_and_back(self, client, db):
        response = client.get(reverse("org.units") + "?q=a")
        assert response.status_code == 302
        assert response["Location"].endswith("login/?next=/units/%3Fq%3Da")

    def test_a_fragment_makes_the_page_go_to_the_sign_in(self, client, db):
        page = {"HX-Request": "true", "HX-Current-URL": "http://testserver/tasks/7/report/?a=b"}
        response = client.post(reverse("try.letter"), headers=page)
        back = f"{reverse('account_login')}?next=/tasks/7/report/%3Fa%3Db"
        assert (response.status_code, response["HX-Redirect"]) == (401, back)

    def test_a_picture_of_a_page_left_open_gives_the_visitor_no_new_key(self, client, db):
        response = client.get(reverse("org.units"), headers={"Sec-Fetch-Dest": "image"})
        assert response.status_code == 401
        assert not response.cookies, "it would replace the key of the sign-in page's form"

    def test_may_choose_language_and_colours(self, client, world):
        world.account(world.ada)  # before the first account everybody is led to the set-up
        client.post(reverse("ui.language"), {"language": "ar", "next": reverse("account_login")})
        client.post(reverse("ui.theme"), {"theme": "dark"})
        page = client.get(reverse("account_login")).content.decode()
        assert '<html lang="ar" dir="rtl"' in page
        assert client.cookies["baro_theme"].value == "dark"

    def test_cannot_make_themselves_an_account(self, rf):
        assert not ClosedToStrangers().is_open_for_signup(rf.get("/"))


class TestSwitches:
    def test_language_is_kept_in_the_account_and_the_address_stays(self, world, client_of_ada):
        response = client_of_ada.post(reverse("ui.language"), {"language": "ar", "next": "/units/?q=a"})
        assert response["Location"] == "/units/?q=a"
        assert account_of(world.ada).language == "ar"
        assert '<html lang="ar" dir="rtl"' in client_of_ada.get("/units/").content.decode()

    def test_colours_are_kept_in_the_account(self, world, client_of_ada):
        client_of_ada.post(reverse("ui.theme"), {"theme": "dark"})
        assert account_of(world.ada).theme == "dark"
        assert 'data-bs-theme="dark"' in client_of_ada.get("/units/").content.decode()

    @pytest.mark.parametrize(("switch", "sent"), [("ui.language", {"language": "xx"}), ("ui.theme", {"theme": "pink"})])
    def test_what_is_not_offered_is_refused(self, client_of_ada, switch, sent):
        assert client_of_ada.post(reverse(switch), sent).status_code == 409

    def test_nobody_is_led_away_from_here(self, client_of_ada):
        response = client_of_ada.post(reverse("ui.theme"), {"theme": "dark", "next": "https://elsewhere.example/"})
        assert response["Location"] == "/"


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "status", "sentence"),
        [("try.not_now", 409, "The register is closed today."), ("try.never", 403, "Only the clerk does this.")],
    )
    def test_are_pages_and_fragments_with_their_status_and_sentence(self, world, client_of_ada, name, status, sentence):
        page = client_of_ada.get(reverse(name))
        piece = world.browser(world.ada, htmx=True).get(reverse(name))
        assert (page.status_code, piece.status_code) == (status, status)
        assert sentence in page.content.decode()
        assert sentence in piece.content.decode()
        assert b"<html" in page.content
        assert b"<html" not in piece.content
        assert piece["HX-Retarget"] == "#said"

    def test_who_has_no_password_sets_one_on_a_page_of_ours(self, world, client_of_ada):
        account = account_of(world.ada)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        client_of_ada.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        page = client_of_ada.get(reverse("account_change_password"), follow=True)
        assert page.redirect_chain[-1][0] == reverse("account_set_password")
        assert "topbar" in page.content.decode()
        assert "Set a password" in page.content.decode()


class TestSafety:
    def test_no_page_runs_anything_from_elsewhere(self, client_of_ada):
        response = client_of_ada.get(reverse("org.units"))
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "private, no-store"
        assert b" onclick=" not in response.content
        assert b" style=" not in response.content

    def test_too_large_a_request_is_answered_with_a_sentence(self, world, client_of_ada, settings):
        settings.UPLOAD_LIMIT_MB = 1
        large = world.paper(content=b"x" * (2 * 1024 * 1024))
        form = "http://testserver/documents/draft/"
        response = client_of_ada.post(reverse("try.upload"), {"file": large}, headers={"Referer": form})
        assert response.status_code == 413
        assert "at most 1 MB can be sent at once" in response.content.decode()
        assert f'href="{form}"' in response.content.decode()

    def test_what_fits_is_taken(self, world, client_of_ada):
        assert client_of_ada.post(reverse("try.upload"), {"file": world.paper(content=b"x" * 2048)}).content == b"2048"

    def test_limited_upload_is_the_first_that_sees_the_bytes(self):
        assert settings.FILE_UPLOAD_HANDLERS[0] == "baro.ui.frame.uploads.LimitedUpload"


class TestCompressedPages:
    def test_a_page_is_compressed_and_no_secret_of_it_stays_the_same(self, client_of_ada):
        drawn = []
        for _time in range(2):
            answer = client_of_ada.get(reverse("try.letter"), HTTP_ACCEPT_ENCODING="gzip")
            assert (answer["Content-Encoding"], answer["Vary"].count("Accept-Encoding")) == ("gzip", 1)
            drawn.append(gzip.decompress(answer.content).decode())
        for name in ("csrfmiddlewaretoken", "once"):
            first, second = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for page in drawn)
            assert first != second, f"{name} is the same each time"

    def test_a_browser_that_does_not_ask_for_it_gets_the_page_as_it_is(self, client_of_ada):
        assert "Content-Encoding" not in client_of_ada.get(reverse("try.letter")).headers

    def test_a_file_is_left_as_it_is(self, client_of_ada):
        address = reverse("org.units") + "?as=csv"
        answer = client_of_ada.get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert (answer["Content-Type"].partition(";")[0], "Content-Encoding" in answer.headers) == ("text/csv", False)


class TestStaleForms:
    """A form whose key is of an earlier sign-in."""

    @pytest.fixture
    def strict(self, world, client_of_ada):
        client_of_ada.handler.enforce_csrf_checks = True
        return client_of_ada

    def test_are_told_to_be_sent_once_more_and_get_the_key_and_whose_it_is(self, world, strict):
        url, htmx = reverse("try.letter"), {"HX-Request": "true"}
        answer = strict.post(url, {"title": "Hello"}, headers=htmx)
        assert (answer.status_code, answer["HX-Retarget"]) == (403, "#said")
        assert "Send it once more." in answer.text
        fresh = json.loads(answer["HX-Trigger"])["stale-form"]
        assert fresh["person"] == account_of(world.ada).pk
        sent = strict.post(url, {"title": "Hello", "csrfmiddlewaretoken": fresh["key"]}, headers=htmx)
        assert sent["HX-Redirect"].startswith("/written/?Hello")

    def test_lead_to_the_sign_in_when_the_session_is_over_too(self, strict):
        strict.cookies.pop(settings.SESSION_COOKIE_NAME)
        answer = strict.post(reverse("try.letter"), {"title": "Hello"}, headers={"HX-Request": "true"})
        assert (answer.status_code, "HX-Trigger" in answer.headers) == (401, False)
        assert "/login/?next=" in answer["HX-Redirect"]

    def test_are_a_page_of_their_own_without_scripts(self, strict):
        answer = strict.post(reverse("try.letter"), {"title": "Hello"})
        assert (answer.status_code, "HX-Trigger" in answer.headers) == (403, False)
        assert "load the page again" in answer.text


@pytest.mark.parametrize("address", ["/nowhere/", "/units/999999/"])
def test_who_is_signed_in_keeps_menu_and_search_where_nothing_is(world, client_of_ada, address):
    page = client_of_ada.get(address)
    assert page.status_code == 404
    assert page.text.count("<h1>") == 1
    for piece in ('class="sidenav"', 'id="palette"', 'class="bottombar"'):
        assert piece in page.text


def test_a_stranger_finds_no_menu_where_nothing_is(client, db):
    page = client.get("/nowhere/")
    assert (page.status_code, "sidenav" in page.text) == (404, False)
