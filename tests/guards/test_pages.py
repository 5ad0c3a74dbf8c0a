"""Every list and every address, for everybody: what is listed may be seen, strangers find nothing, writes are POSTs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from baro.documents.models import Document
from baro.kernel.verbs import all_verbs
from baro.org.models import Post, Unit
from baro.tasks.models import Task
from baro.ui.forms import Form
from baro.ui.lists import all_lists
from baro.ui.places import all_places, places_of

LISTS = [kind for kind in all_lists() if kind.__module__.startswith("baro.")]
# Addresses that a stranger may open, and why.
PUBLIC = {
    "account_login": "signing in",
    "demo.personas": "the demo's way of signing in",
    "demo.sign_in": "the demo's way of signing in",
    "ui.language": "the sign-in page speaks three languages",
    "ui.theme": "the sign-in page has its colours",
}


def _named(patterns, found=None):
    found = {} if found is None else found
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            _named(pattern.url_patterns, found)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found[pattern.name] = pattern
    return found


ADDRESSES = _named(get_resolver().url_patterns)


@pytest.mark.parametrize("kind", LISTS, ids=lambda k: k.code)
def test_a_list_costs_the_same_for_one_row_and_for_twenty(world, kind):
    client, url = world.browser(world.ada), reverse(kind.code)
    world.instructed()
    world.issued()
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(9):
        world.instructed()
        world.issued()
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many), "\n".join(q["sql"][:150] for q in many)


@pytest.mark.parametrize("kind", LISTS, ids=lambda k: k.code)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_can_be_taken_along(world, kind, form):
    world.issued()
    response = world.browser(world.ada).get(reverse(kind.code), {"as": form})
    assert response.status_code == 200
    assert b"".join(response.streaming_content if response.streaming else [response.content])


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - set(PUBLIC)))
def test_a_stranger_is_led_to_the_sign_in(client, db, name):
    pattern = ADDRESSES[name]
    url = reverse(name, args=[1] * len(pattern.pattern.converters))
    response = client.get(url)
    assert response.status_code in (302, 404, 405), f"{name} answers a stranger with {response.status_code}"
    if response.status_code == 302:
        assert "login" in response["Location"] or response["Location"].startswith("/"), response["Location"]


@pytest.mark.parametrize("verb", [v for v in all_verbs() if v.at_once and not v.automatic], ids=str)
def test_a_deed_that_asks_nothing_is_done_by_post_only(world, verb):
    assert world.browser(world.ada).get(reverse(verb.code, args=[1])).status_code == 405


@pytest.mark.parametrize("verb", [v for v in all_verbs() if not v.at_once and not v.automatic], ids=str)
def test_a_deed_that_asks_something_has_a_page_to_ask_on(world, verb):
    pattern = ADDRESSES[verb.code]
    url = reverse(verb.code, args=[1] * len(pattern.pattern.converters))
    assert world.browser(world.ada).get(url).status_code != 405, f"{verb.code}: its button leads to a page that is none"


@pytest.mark.parametrize("persona", ["ada", "chi", "clo", "eve", "gus", "dov", "fay"])
@pytest.mark.parametrize("model", [Document, Task, Unit, Post], ids=lambda m: m.__name__)
def test_what_is_visible_lies_in_reach_or_concerns_the_actor(world, persona, model):
    world.instructed()
    world.issued()
    actor = getattr(world, persona)
    stranger = model.objects.visible_to(world.stranger)
    assert not stranger.exists()
    assert model.objects.visible_to(actor).count() <= model._base_manager.count()


def test_dov_opens_nothing_of_ha_lam(world):
    document = world.instructed()
    client = world.browser(world.dov)
    for name in (
        "documents.document",
        "documents.document.present",
        "documents.document.instruct",
        "documents.document.sign",
    ):
        assert client.get(reverse(name, args=[document.pk])).status_code == 404


def _forms(above=Form):
    return [found for below in above.__subclasses__() for found in (below, *_forms(below))]


@pytest.mark.parametrize("form", sorted(set(_forms()), key=str), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_what_a_form_says_is_needed_in_some_cases_is_a_field_that_may_stay_empty(form):
    named = {name for names in form.either for name in names} | set(form.needed_when)
    wrong = sorted(name for name in named if name not in form.base_fields or form.base_fields[name].required)
    assert not wrong, f"`either` and `needed_when` name fields of the form that are not required: {wrong}"


@pytest.mark.parametrize("place", all_places(), ids=lambda place: place.code)
def test_every_place_of_the_navigation_has_a_letter_of_its_own(place):
    assert len(place.chord) == 1
    assert place.chord in "abcdefhilmnopqrstuvwyz", "g begins, and j, k and x move in a list: choose another letter"
    assert [other.code for other in all_places() if other.chord == place.chord] == [place.code]


@pytest.mark.parametrize("persona", ["ada", "kim", "fay"])
def test_every_place_of_the_navigation_stands_in_the_list_of_keys(world, persona):
    response = world.browser(getattr(world, persona)).get(reverse("ui.work"))
    page = response.content.decode()
    keys = page[page.index('<dl class="keys">') :]
    found = places_of(response.wsgi_request.actor)
    rows = [f"<dt>{one.label}</dt><dd><kbd>G</kbd> <kbd>{one.chord.upper()}</kbd></dd>" for one in found]
    assert not [row for row in rows if row not in keys]
    assert keys.count("<kbd>G</kbd>") == page.count("data-baro-chord=") == len(rows) > 0
