"""Forms: what is wrong stands on top and beside its field, what was typed stays."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baro.org.models import Account, Unit
from baro.ui.forms.choices import choosable_of
from baro.ui.forms.drawing import drawn_field
from baro.ui.forms.form import Form

pytestmark = pytest.mark.urls("baro.ui.tests.pages")


@pytest.fixture
def client(world):
    return world.browser(world.ada)


def written(response):
    return unescape(response.content.decode())


def test_a_good_form_is_carried_out_by_the_actor(client):
    response = client.post(reverse("try.letter"), {"title": "Hello", "day": "2026-03-01", "lead_code": "QN-HL"})
    assert response.status_code == 302
    assert unquote(response["Location"]) == "/written/?Hello|2026-03-01|Đảng ủy phường Hà Lầm||Ada Bí Thư"


def test_an_empty_post_is_a_post(client):
    response = client.post(reverse("try.letter"), {})
    assert response.status_code == 422
    assert "<title>Error:" in written(response)


@pytest.mark.parametrize(("day", "said"), [("31/12/9999", "too far ahead"), ("01/01/1066", "too long ago")])
def test_a_day_that_nobody_means_is_refused_in_every_form(client, day, said):
    assert said in written(client.post(reverse("try.letter"), {"title": "a", "day": day}))


def test_each_error_links_to_its_field_and_is_tied_to_it(client):
    page = written(client.post(reverse("try.letter"), {"title": "x" * 30, "day": "31/02/2026"}))
    sentence = "“31/02/2026” is not a date; write it as 31/03/2026 or choose it from the calendar."
    assert f'<a href="#id_day">Deadline: {sentence}</a>' in page
    assert page.index('href="#id_title"') < page.index('href="#id_day"')
    box = re.search(r'<input[^>]*id="id_day"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in box
    assert 'aria-describedby="id_day_error"' in box
    assert 'value="31/02/2026"' in box
    assert 'id="id_day_error"' in page


@pytest.mark.parametrize("day", ["01/03/2026", "2026-03-01", "01-03-2026"])
def test_days_are_read_as_they_are_written_here(client, day):
    assert "|2026-03-01|" in unquote(client.post(reverse("try.letter"), {"title": "a", "day": day})["Location"])


def test_a_refusal_stands_beside_the_fields_it_names_and_the_rest_on_top(client):
    page = written(client.post(reverse("try.letter"), {"title": "late"}))
    assert '<a href="#id_day">Say until when.</a>' in page
    assert "<h2>The letter is not clear.</h2>" in page
    assert "<li>Say which stamp.</li>" in page
    assert 'value="late"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "Title: Hãy điền mục này."), ({"title": "x" * 30}, "Tối đa 20 ký tự, hiện có 30. Hãy viết ngắn lại.")],
    ids=["nothing", "too much"],
)
def test_what_a_field_finds_is_said_in_words_of_the_house(world, client, typed, said):
    Account.objects.update(language="vi")
    assert said in written(client.post(reverse("try.letter"), typed))


def test_what_may_never_be_done_is_a_page_of_its_own(client):
    response = client.post(reverse("try.letter"), {"title": "never"})
    assert response.status_code == 403
    assert "Only the clerk writes letters." in written(response)


def test_fields_stand_under_their_legends(client):
    page = written(client.get(reverse("try.letter")))
    assert page.index("<legend>What</legend>") < page.index('id="id_title"') < page.index("<legend>Until when")


def test_several_units_are_chosen_by_code_and_by_typing(client):
    sent = {"title": "a", "also_code": ["QN-HL", "QN-CX"], "also": "qn-vp; Ban Thường vụ Tỉnh ủy"}
    assert "|QN-HL,QN-CX,QN-VP,QN-BTV|" in unquote(client.post(reverse("try.letter"), sent)["Location"])


def test_an_unknown_unit_is_named_with_the_remedy(client):
    response = client.post(reverse("try.letter"), {"title": "a", "lead": "Atlantis"})
    assert response.status_code == 422
    assert "“Atlantis” is not known here; type a part of the name and choose from the list." in written(response)
    assert 'value="Atlantis"' in written(response)


def test_a_name_that_fits_several_units_is_not_guessed(world, client):
    Unit.objects.filter(code="QN-CX").update(name="Đảng ủy phường Hà Lầm")
    response = client.post(reverse("try.letter"), {"title": "a", "lead": "Đảng ủy phường Hà Lầm"})
    assert "fits 2 entries" in written(response)


def test_what_was_chosen_is_still_chosen_after_an_error(client):
    page = written(client.post(reverse("try.letter"), {"lead_code": "QN-HL", "also_code": ["QN-CX"]}))
    assert 'name="lead_code" value="QN-HL"' in page
    assert 'name="also_code" value="QN-CX"' in page


@pytest.mark.parametrize(("typed", "found"), [("ha lam", ["QN-HL"]), ("qn-hl", ["QN-HL", "QN-HL-CB"]), ("zzz", [])])
def test_suggestions_know_words_without_tone_marks_and_codes(client, typed, found):
    page = client.get(reverse("ui.choices", args=["org.units"]), {"lead": typed}).content.decode()
    assert re.findall(r'data-value="([^"]+)"', page) == found


def test_posts_are_suggested_with_who_holds_them(world, client):
    page = client.get(reverse("ui.choices", args=["org.posts"]), {"q": "eve"}).content.decode()
    assert "Eve Bí Thư Phường" in page
    assert f'data-value="{world.eve.post_id}"' in page
    assert client.get(reverse("ui.choices", args=["no.such"])).status_code == 404


@pytest.mark.parametrize("asked", ["", "bi thu"])
def test_posts_of_ones_own_unit_and_below_it_are_offered_first_in_the_same_queries(
    world, asked, django_assert_num_queries
):
    search, own = choosable_of("org.posts").search, {str(world.post("QN-HL", "Bí thư").pk), str(world.fay.post_id)}
    with CaptureQueriesContext(connection) as top:
        from_above = search(world.ada, asked, 20)
    with django_assert_num_queries(len(top)):
        found = search(world.eve, asked, 20)
    own |= {str(world.post("QN-HL", "Văn thư").pk)} if not asked else set()
    assert {option.value for option in found[: len(own)]} == own
    rest = [option for option in from_above if option.value not in own]
    assert found[len(own) :] == rest, "beyond them the order is the one from above"


class TestManyRows:
    def ids(self, world):
        return [world.unit(code).pk for code in ("QN", "QN-HL", "QN-CX")]

    def test_the_result_says_how_many_and_why_the_others_were_refused(self, world, client):
        response = client.post(
            reverse("try.touch.many"), {"ids": [*self.ids(world), 999999], "next": "/units/?q=a"}, follow=True
        )
        page = " ".join(written(response).split())
        assert "1 changed; 2 refused; 1 no longer there." in page
        assert "2 refused: It is not the top." in page
        assert 'href="/units/?q=a"' in page

    def test_loading_the_result_again_does_nothing_again(self, world, client):
        goal = client.post(reverse("try.touch.many"), {"ids": self.ids(world)})["Location"]
        for _ in range(2):
            assert "1 changed; 2 refused" in " ".join(written(client.get(goal)).split())
        assert client.get(reverse("ui.outcome", args=["unknown"])).status_code == 404

    def test_a_form_is_asked_first_and_keeps_the_ticks(self, world, client):
        url, ids = reverse("try.reason.many"), self.ids(world)
        asked = client.post(url, {"ids": ids})
        assert asked.status_code == 200
        assert "3 rows are selected." in written(asked)
        assert written(asked).count('name="ids"') == 3
        assert client.post(url, {"ids": ids, "sure": "1"}).status_code == 422
        done = client.post(url, {"ids": ids, "sure": "1", "reason": "Because."}, follow=True)
        assert "It is not the top. Because." in written(done)

    @pytest.mark.parametrize("ids", [[], ["x"], ["1; drop"], ["9" * 30]])
    def test_without_proper_ticks_nothing_happens(self, client, ids):
        assert client.post(reverse("try.touch.many"), {"ids": ids}).status_code == 409

    def test_reading_the_address_leads_back(self, client):
        assert client.get(reverse("try.touch.many")).status_code == 302


class GuestForm(Form):
    known = forms.CharField(label="Somebody known", required=False)
    name = forms.CharField(label="or somebody new", required=False)
    pass_number = forms.CharField(label="Number of the pass", required=False)
    car = forms.CharField(label="Car", required=False)
    host = forms.CharField(label="Host")
    either = (("known", "name"),)
    seat = forms.CharField(label="Seat", required=False)
    needed_when = {"pass_number": "needed for a visitor", "seat": ""}


def test_what_is_needed_in_some_cases_is_not_called_optional():
    form = GuestForm()
    marks = {bound.name: re.findall(r'class="field-mark">([^<]*)<', drawn_field(bound)) for bound in form}
    assert marks == {
        "known": ["one of these is needed"],
        "name": ["one of these is needed"],
        "pass_number": ["needed for a visitor"],
        "car": ["optional"],
        "seat": [],
        "host": [],
    }
