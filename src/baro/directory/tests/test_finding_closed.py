"""Closed units are found by search and in the list, behind the open ones, and can be chosen nowhere."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merged
from baro.org.posts.actions.appointing import appoint, release
from baro.ui.forms.choosing_org import UNITS
from baro.ui.frame.search import search
from baro.ui.lists import list_of
from baro.ui.models import SavedView
from baro.ui.words.cells import written_day
from tests.powers.given import by_two

NEW, OLD = "Đảng ủy phường Hà Lầm mới", "Đảng ủy phường Hà Lầm"


@pytest.fixture
def town(world):
    merged(world)
    return world


def hits(actor, words, code="org.units"):
    return [hit for group in search(actor, words, limit=9) if group.code == code for hit in group.hits]


def test_search_finds_a_closed_unit_behind_the_open_ones_and_leads_to_its_page(town):
    found = hits(town.kim, OLD)
    assert [hit.title for hit in found] == [NEW, OLD], "although the closed one is called just so"
    closed = found[1]
    assert closed.detail == f"Commune committee · closed on {written_day(timezone.localdate())}, followed by {NEW}"
    assert closed.url == reverse("org.unit", args=[town.unit("QN-HL").pk])
    assert town.browser(town.kim).get(closed.url).status_code == 200


def test_the_list_of_units_finds_closed_ones_only_by_words(town):
    def listed(query):
        return [unit.name for unit in list_of("org.units")(town.kim, QueryDict(query)).records]

    assert listed("q=ha+lam") == [NEW, OLD]
    assert OLD not in listed("")
    shown = town.browser(town.kim).get(reverse("org.units"), {"q": "cao xanh"}).text
    assert f"closed on {written_day(timezone.localdate())}, followed by {NEW}" in shown


def test_forms_offer_open_units_only(town):
    assert [option.title for option in UNITS.search(town.kim, "ha lam", 9)] == [NEW]


def test_who_does_not_see_the_closed_unit_does_not_find_it(world):
    merged(world)
    assert hits(world.fay, "cao xanh") == []


def test_people_are_found_by_name_and_post_and_after_their_last_post(world):
    kim, hue = world.kim, world.hue
    assert [hit.title for hit in hits(kim, "cao xanh hue", "org.people")] == ["Hue Văn Thư Láng Giềng"]
    release(hue.post_id, hue.person_id, last=timezone.localdate() - timedelta(days=1), reason="x", by=kim)
    assert [hit.title for hit in hits(kim, "hue", "org.people")] == ["Hue Văn Thư Láng Giềng"]
    assert hits(kim, "cao xanh hue", "org.people") == [], "that post is hers no more"
    assert hits(world.gus, "hue", "org.people") == []


def test_who_is_called_so_stands_before_who_works_there(world):
    kim = world.kim
    appoint(world.post("QN-HL", "Phó Bí thư").pk, world.ben.person_id, since=timezone.localdate(), by=by_two(world))
    found = [hit.title for hit in hits(kim, "phuong", "org.people")]
    assert found[:2] == ["Eve Bí Thư Phường", "Gus Văn Thư Phường"]
    assert "Ben Chuyên Viên" in found


def test_a_view_that_was_kept_for_a_closed_unit_shows_what_stands_for_it_today(world):
    client = world.browser(world.kim)
    client.post(reverse("ui.view_save"), {"list_code": "tasks.list", "name": "Cao Xanh", "query": "unit_code=QN-CX"})
    view = SavedView.objects.get(name="Cao Xanh")
    merged(world)
    page = client.get(reverse("tasks.list"), {"view": view.pk})
    (chip,) = page.context["list"].chips
    assert (chip.text, page.context["list"].mistakes) == (NEW, [])
    assert f"“Đảng ủy phường Cao Xanh” was closed; “{NEW}” is shown instead" in html.unescape(page.text)
    assert list(client.get(f"{reverse('tasks.list')}{chip.off}").context["list"].chips) == []


def test_a_code_that_nobody_ever_had_stays_a_mistake(town):
    shown = list_of("org.units")(town.kim, QueryDict("under_code=QN-0"))
    assert "is not known here" in shown.mistakes[0]
    assert shown.form.followed == []
