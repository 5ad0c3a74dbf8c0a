"""Forms say which of their fields are needed, and the navigation leads to every place by keyboard."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.ui.forms import Form
from baro.ui.frame.navigation import all_places, colliding, places_of
from tests.addresses import addresses

assert addresses(), "every page is read by now, and with it its forms"


def _forms(above=Form):
    return [found for below in above.__subclasses__() for found in (below, *_forms(below))]


@pytest.mark.parametrize("form", sorted(set(_forms()), key=str), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_what_a_form_says_is_needed_in_some_cases_is_a_field_that_may_stay_empty(form):
    named = {name for names in form.either for name in names} | set(form.needed_when)
    wrong = sorted(name for name in named if name not in form.base_fields or form.base_fields[name].required)
    assert not wrong, f"`either` and `needed_when` name fields of the form that are not required: {wrong}"


@pytest.mark.parametrize("place", all_places(), ids=lambda place: place.code)
def test_every_place_of_the_navigation_has_letters_of_its_own_or_none(place):
    assert len(place.chord) <= 2
    assert set(place.chord[:1]) <= set("abcdefhilmnopqrstuvwyz"), "g begins, and j, k and x move in a list"
    assert set(place.chord) <= set("abcdefghijklmnopqrstuvwxyz")
    assert not [one for one in colliding(all_places()) if f" {place.code} " in f" {one} "], "choose other letters"


@pytest.mark.parametrize("persona", ["ada", "kim", "fay"])
def test_every_place_of_the_navigation_that_has_letters_stands_in_the_list_of_keys(world, persona):
    def letters(place):
        return " ".join(f"<kbd>{letter.upper()}</kbd>" for letter in place.chord)

    response = world.browser(getattr(world, persona)).get(reverse("ui.my_work"))
    page = response.content.decode()
    keys = page[page.index('<dl class="keys">') :]
    found = [one for one in places_of(response.wsgi_request.actor) if one.chord]
    rows = [f"<dt>{one.label}</dt><dd><kbd>G</kbd> {letters(one)}</dd>" for one in found]
    assert not [row for row in rows if row not in keys]
    assert keys.count("<kbd>G</kbd>") == page.count("data-baro-chord=") == len(rows) > 0
