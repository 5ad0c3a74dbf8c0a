"""Search: by words, by who may see, without tone marks and vowel marks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from baro.kernel.registry import Registry
from baro.trail.words import fold
from baro.ui.frame import search as finding
from baro.ui.frame.search import Hit, Source, places_named, search


def titles(groups):
    return {hit.title for group in groups for hit in group.hits}


@pytest.mark.parametrize("words", ["Hà Lầm", "ha lam", "HA LAM", "lầm"])
def test_units_are_found_whatever_the_marks(world, words):
    assert "Đảng ủy phường Hà Lầm" in titles(search(world.ada, words, limit=5))


def test_people_are_found_and_lead_to_their_page(world):
    hits = [hit for group in search(world.ada, "fay", limit=5) for hit in group.hits]
    assert [hit.title for hit in hits] == ["Fay Bí Thư Chi Bộ"]
    assert hits[0].detail == "Bí thư chi bộ, Chi bộ khu phố 1"
    assert hits[0].url == reverse("org.person", args=[world.fay.person_id])


def test_what_is_called_so_stands_before_what_only_speaks_of_it(world, monkeypatch):
    text_only, both = [Hit("x", "", "/0")], [Hit("speaks of Fay", "", "/1"), Hit("Fay", "", "/2")]
    sources = Registry("the source")
    sources.add(*finding._sources)
    for code, order, hits in (("early", 0, text_only), ("late", 99, both)):
        sources.add(Source(code, code, "x", lambda *_asked, hits=hits: hits, order))
    monkeypatch.setattr(finding, "_sources", sources)
    groups = search(world.ada, "fay", limit=5)
    assert [group.code for group in groups] == ["late", "org.people", "early"]
    assert [hit.url for hit in groups[0].hits] == ["/2", "/1"]


def test_nobody_finds_what_they_may_not_see(world):
    assert "Đảng ủy phường Hà Lầm" not in titles(search(world.dov, "ha lam", limit=5))
    assert titles(search(world.stranger, "ha lam", limit=5)) == set()


@pytest.mark.parametrize("words", ["", "   ", "\x00", "'", "& | !", "(", ":*", "\\", "%", "a" * 500])
def test_signs_harm_no_search(world, words):
    assert isinstance(search(world.ada, words, limit=5), list)


def test_places_are_found_by_their_names(world):
    actor = world.browser(world.ada).get(reverse("org.units")).wsgi_request.actor
    assert [hit.url for hit in places_named(actor, "units").hits] == ["/cascades/sets/", "/units/"]


@pytest.mark.parametrize("words", ["Đảng ủy HÀ LẦM Ước", "مُدِيرٌ أحمد إلى آخر", "84-KH/TU"])
def test_python_and_the_database_fold_alike(db, words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT baro_fold(%s)", [words])
        assert cursor.fetchone()[0] == fold(words)


def test_the_page_and_the_palette_answer(world):
    client = world.browser(world.ada)
    assert b"H\xc3\xa0 L\xe1\xba\xa7m" in client.get(reverse("ui.search"), {"q": "ha lam"}).content
    piece = client.get(reverse("ui.palette"), {"q": "ha lam"})
    assert b"H\xc3\xa0 L\xe1\xba\xa7m" in piece.content
    assert b"<html" not in piece.content
