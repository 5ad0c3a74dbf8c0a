"""The organisation on any day: what stood where, who led it, and what changed between two days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merged, merger
from baro.directory.web.tree.trees import Picture
from baro.org.actions.founding import Founding, found
from baro.org.actors import Actor
from baro.org.models import Post, TenureKind, UnitKind
from baro.org.posts.actions.appointing import appoint
from baro.org.reorganising.actions import signing as reorganising
from baro.ui.words.cells import written_day
from tests.powers.given import by_two
from tests.signing import sign_as_seen

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


def page(world, who="kim", *, htmx=False, **asked):
    response = world.browser(getattr(world, who), htmx=htmx).get(reverse("org.tree"), asked)
    assert response.status_code == 200
    return response.content.decode()


def names(picture, code):
    return [branch.facts.code for branch in picture.level(picture.named(code))]


def test_the_tree_shows_the_level_below_the_top(world):
    assert names(Picture(TODAY, world.kim), "QN") == ["QN-BTV", "QN-VP", "QN-CX", "QN-HL"]
    shown = page(world)
    assert "Đảng ủy phường Hà Lầm" in shown
    assert "Eve Bí Thư Phường" in shown, "the head of the day stands beside the unit"
    assert "Chi bộ khu phố 1" not in shown, "what stands below is loaded when it is opened"


def test_a_branch_is_loaded_alone_for_htmx_and_shown_whole_without(world):
    piece = page(world, htmx=True, under="QN-HL")
    assert "Chi bộ khu phố 1" in piece
    assert "<html" not in piece
    assert "Chi bộ khu phố 1" in page(world, under="QN-HL")


def test_a_chart_puts_kinds_of_a_single_unit_into_one_row(world):
    answer = world.browser(world.kim).get(reverse("org.tree"), {"chart": "on"})
    rows = [(heading, [b.facts.code for b in branches]) for heading, branches in answer.context["side"].rows]
    assert rows == [("", ["QN-BTV", "QN-VP"]), ("Commune committee", ["QN-CX", "QN-HL"])]
    assert "Ada Bí Thư" in answer.text, "the head of the unit on top"
    assert "chart=on" in answer.text, "what is opened from a chart is a chart"


def test_the_posts_of_the_unit_are_shown_as_they_were_held_that_day(world):
    assert "Gus Văn Thư Phường" in page(world, under="QN-HL")
    assert "Gus Văn Thư Phường" not in page(world, under="QN-CX")


def test_before_and_after_a_merger_two_trees_are_shown(world):
    merged(world)
    assert names(Picture(YESTERDAY, world.kim), "QN") == ["QN-BTV", "QN-VP", "QN-CX", "QN-HL"]
    assert names(Picture(TODAY, world.kim), "QN") == ["QN-BTV", "QN-VP", "QN-HL"]
    both = page(world, on=YESTERDAY.isoformat(), beside=TODAY.isoformat())
    assert "closed later" in both
    assert "new" in both
    chart = page(world, on=YESTERDAY.isoformat(), beside=TODAY.isoformat(), chart="on")
    assert "closed later" in chart


def test_the_counts_by_kind_stand_beside_each_other(world):
    merged(world)
    before, after = Picture(YESTERDAY, world.kim), Picture(TODAY, world.kim)
    assert before.kinds(before.named("QN"))["commune_committee"] == 2
    assert after.kinds(after.named("QN"))["commune_committee"] == 1


def test_what_stands_below_is_counted_for_each_unit(world):
    picture = Picture(TODAY, world.kim)
    assert {b.facts.code: b.below for b in picture.level(picture.named("QN"))}["QN-HL"] == 1
    assert picture.top_level(picture.tops())[0].below == 5


def test_who_acts_in_a_vacant_head_post_is_named_as_acting(world):
    post = Post.objects.get(unit__code="QN-HL", name="Bí thư")
    appoint(post.pk, world.ben.person_id, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))
    picture = Picture(TODAY, world.kim)
    heads = {b.facts.code: b.head for b in picture.level(picture.named("QN"))}
    assert heads["QN-HL"].name == "Eve Bí Thư Phường", "the holder stands before who acts"


@pytest.mark.parametrize("words", ["ha lam", "Hà Lầm", "QN-HL"])
def test_units_are_found_without_tone_marks(world, words):
    shown = page(world, q=words)
    assert "Đảng ủy phường Hà Lầm" in shown
    assert "Đảng ủy phường Cao Xanh" not in shown


def test_a_kind_is_found_wherever_it_stands(world):
    assert "Chi bộ khu phố 1" in page(world, kind="cell")


def test_a_signed_reorganisation_before_the_chosen_day_is_announced(world):
    later = TODAY + timedelta(days=40)
    reform = merger(world, day=TODAY + timedelta(days=20))
    assert reform.title not in page(world, on=later.isoformat()), "a draft binds nobody"
    sign_as_seen(reform.pk, by=world.ada)
    assert reform.title in page(world, on=later.isoformat())
    assert reform.title not in page(world)


def test_what_a_signed_plan_closes_bears_a_mark_on_days_from_then_on(world):
    reform = merger(world, day=TODAY + timedelta(days=20))
    sign_as_seen(reform.pk, by=world.ada)
    mark = "closed by a signed plan"
    assert page(world, on=(TODAY + timedelta(days=20)).isoformat()).count(mark) == 2
    assert mark not in page(world, on=(TODAY + timedelta(days=19)).isoformat())
    reorganising.take_back(reform.pk, "x", by=world.ada)
    assert mark not in page(world, on=(TODAY + timedelta(days=20)).isoformat())


def test_the_slider_leads_to_a_day_of_change(world):
    merged(world)
    response = world.browser(world.kim).get(reverse("org.tree"), {"at": "1"})
    assert response["Location"].endswith(f"?on={TODAY.isoformat()}")


def test_the_slider_names_the_chosen_day_and_what_happened_on_it(world):
    reform = merged(world)
    typed = TODAY + timedelta(days=3)
    assert f'for="stop">{written_day(typed)}</output>' in page(world, on=typed.isoformat())
    assert f'for="stop">{written_day(TODAY)} · {reform.title}</output>' in page(world)


def test_of_two_days_only_what_changed_is_shown_wherever_it_stands(world):
    merged(world)
    asked = {"on": YESTERDAY.isoformat(), "beside": TODAY.isoformat(), "changed": "on"}
    answer = world.browser(world.kim).get(reverse("org.tree"), asked)
    before, after = ([branch.facts.name for branch in side.shown] for side in answer.context["sides"])
    assert before == ["Đảng ủy phường Cao Xanh", "Đảng ủy phường Hà Lầm", "Chi bộ khu phố 1"]
    assert after == ["Đảng ủy phường Hà Lầm mới", "Chi bộ khu phố 1"], "the cell stands below another ward"
    assert "moved" in answer.text
    assert "changed=on" in answer.text, "the way to the units above goes on showing what changed"


def test_of_two_days_only_kinds_whose_number_changed_are_counted_on_demand(world):
    merged(world)
    asked = {"on": YESTERDAY.isoformat(), "beside": TODAY.isoformat()}
    get = world.browser(world.kim).get
    everything = get(reverse("org.tree"), asked).context["kinds"]
    assert {line.kind for line in everything} > {UnitKind.COMMUNE_COMMITTEE, UnitKind.CELL, UnitKind.OFFICE}
    changed = get(reverse("org.tree"), asked | {"changed": "on"}).context["kinds"]
    assert [(line.kind, line.count, line.other) for line in changed] == [(UnitKind.COMMUNE_COMMITTEE, 2, 1)]


def test_where_nothing_changed_that_is_said(world):
    shown = page(world, on=YESTERDAY.isoformat(), beside=TODAY.isoformat(), changed="on")
    assert "Nothing is otherwise on the other day." in shown
    assert "Units by kind on both days" not in shown
    assert "Only what changed" not in page(world, changed="on"), "there is nothing to compare with"


def test_a_unit_that_did_not_exist_that_day_is_said_to_be_missing(world):
    assert "did not exist on this day" in page(world, under="QN-HL", on="2019-01-01")


def test_what_is_no_day_is_said_and_today_is_shown(world):
    shown = page(world, on="soon")
    assert "is not a date" in shown
    assert "Đảng ủy phường Hà Lầm" in shown


def test_dov_sees_his_own_branch_only(world):
    shown = page(world, "dov")
    assert "Đảng ủy phường Cao Xanh" in shown
    assert "Đảng ủy phường Hà Lầm" not in shown


def test_the_page_costs_the_same_however_many_units_there_are(world):
    client, url = world.browser(world.kim), reverse("org.tree")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    cells = [Founding(f"C{n}", f"Chi bộ {n}", UnitKind.CELL, "QN") for n in range(30)]
    found(cells, since=TODAY, by=Actor.system("test"))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many), "\n".join(q["sql"][:150] for q in many)
    assert len(few) <= 16
