"""The navigation: short for each role, under headings, and led to by letters that can be told apart."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from baro.ui.frame import navigation as places
from baro.ui.frame.navigation import Heading, Menu, Place, colliding, heading, menu, place

HERE = "ui.notices"


@pytest.fixture
def declared(monkeypatch):
    """No places and headings but those of the test."""
    for registry in (places._places, places._headings):
        monkeypatch.setattr(registry, "_declared", {})


def _place(code, order=1, **options):
    return Place(code, code.title(), "x", HERE, order, **options)


def _shown(found):
    return [(section.label, [entry.label for entry in section.entries], section.folded) for section in found.sections]


def _reader(world, name):
    return world.browser(getattr(world, name)).get("/").wsgi_request.actor


def test_the_places_of_a_part_stand_under_its_heading_and_the_rest_before_all(world, declared):
    heading(Heading("late", "Late", 2), Heading("early", "Early", 1))
    place(_place("late.a"), _place("early.b", 2), _place("early.a", 1), _place("late.b", 2), _place("alone.a", 9))
    assert _shown(menu(_reader(world, "ada"), "/")) == [
        ("", ["Alone.A"], False),
        ("Early", ["Early.A", "Early.B"], False),
        ("Late", ["Late.A", "Late.B"], False),
    ]


def test_above_a_single_place_stands_no_heading(world, declared):
    heading(Heading("one", "One", 1))
    place(_place("one.a"), _place("one.b", permission="nobody.has"))
    assert _shown(menu(_reader(world, "ada"), "/")) == [("", ["One.A"], False)]


def test_a_place_is_open_to_who_holds_one_of_its_permissions(world, declared):
    place(_place("one.a", permission=("org.organise", "org.decide")), _place("one.b", permission="org.organise"))
    found = {name: [e.label for e in menu(_reader(world, name), "/").entries] for name in ("kim", "ada", "gus")}
    assert found == {"kim": ["One.A", "One.B"], "ada": ["One.A"], "gus": []}


def test_a_heading_is_folded_for_who_does_not_keep_it_unless_they_are_there(world, declared):
    heading(Heading("one", "One", 1, kept_by=("org.organise",)))
    place(_place("one.a"), _place("one.b", 2))
    page = reverse(HERE)
    folded = [menu(_reader(world, name), path).sections[0].folded for name in ("kim", "gus") for path in ("/", page)]
    assert folded == [False, False, True, False]


def test_a_cell_secretary_sees_five_entries_and_finds_the_rest_behind_a_heading(world):
    found = menu(_reader(world, "fay"), "/")
    shown = [entry.label for section in found.sections if not section.folded for entry in section.entries]
    assert (len(shown), shown[1:]) == (5, ["Tasks", "Incoming documents", "Outgoing documents", "What concerns me"])
    folded = [section.label for section in found.sections if section.folded]
    assert folded == ["Meetings", "Programmes", "Follow-up", "Organisation and people"]


def test_who_keeps_the_organisation_has_it_open_before_them(world):
    folded = [section.label for section in menu(_reader(world, "kim"), "/").sections if section.folded]
    assert folded == ["Meetings"], "which the keeper neither calls nor brings anything to"


def test_there_may_be_more_places_than_letters(world, declared):
    place(*(_place(f"many.{number:03}", number) for number in range(100)))
    assert len(menu(_reader(world, "ada"), "/").entries) == 100


def test_a_code_is_declared_once(declared):
    place(_place("one.a"))
    with pytest.raises(ValueError, match=r"the place one\.a is declared twice"):
        place(_place("one.a"))


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("a", "b", False),
        ("a", "a", True),
        ("a", "ab", True),
        ("ab", "ac", False),
        ("", "", False),
    ],
)
def test_letters_that_cannot_be_told_apart_are_named(first, second, wrong):
    found = colliding([_place("one.a", chord=first), _place("one.b", chord=second)])
    assert bool(found) is wrong
    assert all("one.a" in said and "one.b" in said for said in found)


def test_two_letters_stand_beside_each_other_in_the_list_of_keys(world, declared):
    place(_place("one.a", chord="ab"), _place("one.b", chord=""))
    shown: Menu = menu(_reader(world, "ada"), "/")
    keys = render_to_string("ui/components/keys_dialog.html", {"places": shown})
    assert "<dt>One.A</dt><dd><kbd>G</kbd> <kbd>A</kbd> <kbd>B</kbd></dd>" in keys
    assert "One.B" not in keys
    assert 'data-baro-chord="ab"' in render_to_string("ui/components/sidenav.html", {"places": shown})
