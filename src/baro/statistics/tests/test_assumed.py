"""The page of what the rulebook only assumes."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from baro.kernel import rulebook
from baro.kernel.rulebook.body import Certainty
from baro.statistics.web.assumptions import said

PAGE = reverse("statistics.assumed")


def _shown(world, persona: str) -> str:
    return world.browser(getattr(world, persona)).get(PAGE).content.decode()


def test_every_assumption_of_the_rules_in_force_is_shown_with_its_source(world):
    found = rulebook.assumed_on(timezone.localdate())
    page = _shown(world, "chi")
    assert "documents.authority" in {one.version.partition("@")[0] for one in found}
    assert all(one.version in page and one.source in page for one in found)
    assert page.count("<li>", page.index("<main")) >= len(found)


@pytest.mark.parametrize("language", ["vi", "ar"])
def test_every_assumption_is_said_in_words_of_the_reader(language):
    with translation.override(language):
        for one in rulebook.assumed_on(timezone.localdate()):
            words = said(one.what)
            assert words or not one.place, f"say in words what {one} says"
            assert not re.search(r"[a-z]+_[a-z]+", words), f"{one} shows a code: {words}"
            assert not re.search(r"\b(the|taken|read|practice)\b", f"{words} {one.source}"), f"translate {one}"


def test_a_version_that_is_no_longer_in_force_is_not_shown(world):
    past = {one.version for one in rulebook.check().assumed} - {
        one.version for one in rulebook.assumed_on(timezone.localdate())
    }
    assert past
    assert not any(version in _shown(world, "chi") for version in past)


def test_what_was_read_is_not_among_them():
    rows = {one.version for one in rulebook.assumed_on(timezone.localdate()) if not one.place}
    assert all(rulebook.by_version(version).certainty is Certainty.ASSUMED for version in rows)


def test_who_keeps_the_organisation_finds_it_in_the_navigation_and_others_do_not(world):
    home = reverse("ui.my_work")
    for persona, found in (("kim", True), ("ada", False), ("clo", False)):
        page = world.browser(getattr(world, persona)).get(home).content.decode()
        assert (f'href="{PAGE}"' in page) == found, persona
