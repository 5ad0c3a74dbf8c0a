"""Staffing against quota: every figure opens exactly its rows, on any day; what the old free words were stays shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from baro.directory.web.staffing.page import in_percent, with_sign
from baro.org.checks import check_of
from baro.org.models import Post, PostFacts, Quota, TenureKind
from baro.org.posts.actions.appointing import appoint, release
from baro.org.posts.actions.opening import count_as
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.staffing.counting import Occupancy, count_for, posts_counted
from baro.org.staffing.tests.test_give_quota import given
from baro.ui.words.cells import written_day
from tests.powers.given import by_two
from tests.signing import sign_as_seen

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def counted(world, *places, kind="civil_servant", since=TODAY - 9 * DAY):
    ids = [world.post(*place).pk for place in places]
    return count_as(ids, kind=kind, since=since, by=world.kim)


def ward(world):
    """Three civil servants' posts in Hà Lầm, one of them vacant; two of them may be held."""
    counted(world, ("QN-HL", "Bí thư"), ("QN-HL", "Văn thư"), ("QN-HL", "Phó Bí thư"))
    given(world, "QN-HL", number=2)


def board(world, **asked):
    return world.browser(world.kim).get(reverse("org.staffing"), asked).context["list"]


def test_the_page_of_a_unit_shows_its_staffing_by_kind(world):
    ward(world)
    page = world.browser(world.kim).get(world.unit("QN-HL").get_absolute_url())
    (line,) = page.context["staffing"]
    assert (line.name, line.posts, line.held, line.vacant, line.quota, line.left) == ("Civil servants", 3, 2, 1, 2, 0)


@pytest.mark.parametrize("what", Occupancy.values)
def test_every_figure_opens_exactly_its_rows(world, what):
    ward(world)
    counted(world, ("QN-CX", "Bí thư"))
    client = world.browser(world.kim)
    (line,) = client.get(world.unit("QN-HL").get_absolute_url()).context["staffing"]
    rows = client.get(line.links[what]).context["list"]
    assert rows.count == getattr(line, what)
    assert {row.unit_id for row in rows.records} == {world.unit("QN-HL").pk}
    (every,) = board(world).sums
    assert client.get(every.links[what]).context["list"].count == getattr(every, what)


def test_the_board_shows_units_with_counted_posts_or_a_quota(world):
    ward(world)
    given(world, "QN-CX", number=4, kind="cadre")
    rows = {row.code: (row.posts, row.held, row.quota) for row in board(world).records}
    assert rows == {"QN-HL": (3, 2, 2), "QN-CX": (0, 0, 4)}
    assert [row.code for row in board(world, kind="cadre").records] == ["QN-CX"]
    assert [row.code for row in board(world, under_code="QN-HL").records] == ["QN-HL"]


def test_two_days_are_compared_as_difference_and_cut_percent(world):
    ward(world)
    eve = world.eve
    release(eve.post_id, eve.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=by_two(world))
    for on, beside in ((TODAY, TODAY - DAY), (TODAY - DAY, TODAY)):
        compared = board(world, on=on, beside=beside)
        (row,), (line,) = compared.records, compared.sums
        assert (row.held_then, row.held, row.change) == (2, 1, -1), "from the earlier day to the later"
        assert (line.held_then, line.held, line.signed_change, line.percent) == (2, 1, "-1", "50.0%")
    assert world.browser(world.kim).get(line.links["then"]).context["list"].count == line.held_then == 2
    assert [in_percent(106, 76), in_percent(3, 0), in_percent(3, None)] == ["139.4%", "—", "—"]
    with override("vi"):
        assert in_percent(28, 110) == "25,4%"
    assert [with_sign(change) for change in (2, 0, -2)] == ["+2", "0", "-2"]


def test_the_days_that_are_compared_stand_in_the_heads(world):
    ward(world)
    heads = [str(head.label) for head in board(world, on=TODAY - DAY, beside=TODAY).heads]
    earlier, later = written_day(TODAY - DAY), written_day(TODAY)
    assert heads[1:4] == [f"Posts, {later}", f"Held, {earlier}", f"Held, {later}"]
    assert [str(head.label) for head in board(world).heads][1:4] == ["Posts", "Held", "Vacant"]
    shown = world.browser(world.kim).get(reverse("org.staffing"), {"beside": TODAY - DAY}).text
    assert shown.count(f'<th scope="col" class="cell-number">Held, {earlier}</th>') == 2, (
        "of each unit and of all together"
    )


def test_a_day_before_the_posts_were_counted_has_nothing(world):
    ward(world)
    assert board(world, on=TODAY - 10 * DAY).records == []


def test_the_board_can_be_taken_along(world):
    ward(world)
    client = world.browser(world.kim)
    answer = client.get(reverse("org.staffing"), {"as": "csv", "beside": TODAY - DAY})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].endswith("3,2,2,0,100.0%,1,2,0")
    assert b"".join(client.get(reverse("org.staffing"), {"as": "xlsx"}))[:2] == b"PK"


def test_the_board_costs_the_same_for_one_unit_and_for_many(world):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            board(world, beside=TODAY - DAY)
        return len(asked)

    given(world, "QN-HL", number=2)
    board(world)
    few = cost()
    for code in ("QN", "QN-VP", "QN-CX", "QN-BTV", "QN-HL-CB"):
        given(world, code, number=2)
    counted(world, ("QN-CX", "Bí thư"), ("QN-VP", "Văn thư"))
    assert cost() == few


def test_who_only_acts_in_a_post_does_not_hold_it(world):

    counted(world, ("QN-HL", "Phó Bí thư"))
    post, by = world.post("QN-HL", "Phó Bí thư"), by_two(world, "QN-HL")
    appoint(post.pk, world.ben.person_id, since=TODAY, kind=TenureKind.ACTING, by=by)
    assert posts_counted(TODAY, what=Occupancy.VACANT).count() == 1


def test_the_figure_and_the_rows_come_from_one_condition(world):
    ward(world)
    unit = world.unit("QN-HL")
    row = PostFacts.objects.filter(unit=unit).annotate(found=count_for("unit", TODAY)).first()
    assert row.found == posts_counted(TODAY).filter(unit=unit).count() == 3


def test_old_words_that_the_rulebook_does_not_know_stay_as_they_are(world):
    post = world.post("QN-HL", "Văn thư")
    Post.objects.filter(pk=post.pk).update(quota="biên chế khác")
    PostFacts.objects.filter(post=post).update(quota="biên chế khác")
    client = world.browser(world.kim)
    assert "biên chế khác" in client.get(post.get_absolute_url()).text
    (line,) = client.get(world.unit("QN-HL").get_absolute_url()).context["staffing"]
    assert (line.name, line.posts) == ("biên chế khác", 1)


def test_more_people_than_the_quota_are_found_by_a_check(world):
    ward(world)
    over = check_of("org.over_quota")
    assert not over.rows(TODAY).exists()
    given(world, "QN-HL", number=1)
    assert [unit.code for unit in over.rows(TODAY)] == ["QN-HL"]
    assert [row.code for row in board(world, over="on").records] == ["QN-HL"]


def test_a_closed_unit_loses_its_quota_and_the_preview_says_so(world):
    given(world, "QN-HL", number=2)
    facts = {"title": "Nhập", "decision": "1-NQ/TU", "decided_on": TODAY, "effective_on": TODAY}
    plan = planning.prepare(unit=world.unit("QN"), by=world.kim, **facts)
    planning.merge(plan.pk, [world.unit("QN-HL")], into=world.unit("QN-CX"), by=world.kim)
    assert reorganising.preview(plan.pk, by=world.kim).counts["quotas.ended"] == 1
    sign_as_seen(plan.pk, by=world.ada)
    reorganising.carry_out(plan.pk, by=world.kim)
    assert Quota.objects.current().get(unit__code="QN-HL").period.upper == TODAY


def test_strangers_to_a_unit_see_nothing_of_its_staffing(world):
    ward(world)
    page = world.browser(world.dov).get(reverse("org.staffing")).context["list"]
    assert page.records == []
    assert page.sums == []
