"""The page of personas: only in demo mode, only the personas."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import include, path

from baro.demo.personas import personas
from baro.demo.web import signing_in
from baro.org.actions.founding import Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.models import Account, SignIn, Tenure, UnitKind
from baro.trail.models import Event

ADDRESS = "/try/"
urlpatterns = [path("", include("baro.config.urls")), path("try/", signing_in.choose)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def office(settings):
    """The office with its clerk, who is a persona, and an account that is none."""
    settings.DEMO = True
    since, founder = date(2020, 9, 28), Actor.system("test")
    found([Founding("QN-VPTU", "Văn phòng Tỉnh ủy", UnitKind.OFFICE, suffix="VPTU")], since=since, by=founder)
    posts = [Opening("QN-VPTU", "Văn thư", "Trần Thu Oanh"), Opening("QN-VPTU", "Chuyên viên", "Lê Bá Kiên")]
    open_posts(posts, since=since, by=founder)
    for username, tenure in zip(("clerk", "somebody"), Tenure.objects.order_by("pk"), strict=True):
        Account.objects.create_user(username, person=tenure.person, acting_post=tenure.post)


def test_a_real_installation_has_no_such_page(office, settings):
    settings.DEMO = False
    assert Client().get(ADDRESS).status_code == 404
    assert Client().post(ADDRESS, {"username": "clerk"}).status_code == 404


def test_strangers_see_who_can_be_tried(office):
    page = Client().get(ADDRESS, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "Trần Thu Oanh" in page.content.decode()
    assert "Register an incoming directive" in page.content.decode()
    assert "Lê Bá Kiên" not in page.content.decode()


def test_one_click_signs_in(office):
    client = Client()
    answer = client.post(ADDRESS, {"username": "clerk"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(Account.objects.get(username="clerk").pk)


def test_taking_another_place_ends_the_one_before(office):
    client = Client()
    for _ in range(2):
        client.post(ADDRESS, {"username": "clerk"})
    told = Event.objects.about(Account.objects.get(username="clerk")).order_by("pk")
    assert [event.verb.word for event in told] == ["sign_in", "sign_out", "sign_in"]
    assert SignIn.objects.get().session_id == client.session.session_key


def test_it_leads_where_the_visitor_wanted_to_go_but_not_elsewhere(office):
    assert Client().post(f"{ADDRESS}?next=/tasks/", {"username": "clerk"})["Location"] == "/tasks/"
    assert Client().post(f"{ADDRESS}?next=https://example.org/", {"username": "clerk"})["Location"] == "/"


def test_nobody_but_a_persona_is_signed_in_by_a_click(office):
    client = Client()
    assert client.post(ADDRESS, {"username": "somebody"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_every_persona_says_what_can_be_tried():
    assert all(str(persona.tries).endswith(".") for persona in personas())
    assert len({persona.username for persona in personas()}) == 12
