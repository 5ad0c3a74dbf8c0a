"""The start page: what waits from every part in one list, the oldest first, and what waits in other posts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merger
from baro.documents.models import Document
from baro.kernel.periods import working_days_between
from baro.org.models import Account, TenureKind, Unit
from baro.org.posts.actions.appointing import appoint
from baro.org.queries import actor_in, tenures_of
from baro.org.reorganising.actions import signing as reorganising
from baro.tasks.tests.conftest import TaskWorld
from baro.ui.counts import waiting
from baro.ui.counts.waiting import FIRST, Inbox, Section, Waiting, WaitingRow, counts_of, rows_in, waiting_kinds
from tests.powers.given import by_two
from tests.waiting import filled

TODAY = timezone.localdate()
DAY = timedelta(days=1)
SECOND = ("QN-HL", "Phó Bí thư")


def opened(world, persona):
    return world.browser(getattr(world, persona)).get(reverse("ui.my_work"))


def urls(rows):
    return [row.url for row in rows]


def entered(document, day):
    Document.objects.filter(pk=document.pk).update(entered_on=day)
    return document


def test_it_is_where_everybody_begins(world):
    answer = world.browser(world.eve).get("/", follow=True)
    assert answer.redirect_chain == [(reverse("ui.my_work"), 302)]
    assert "<h1>My work</h1>" in answer.text


def test_what_every_part_brings_stands_in_one_list_the_oldest_first(world):
    new, old = world.presented(), entered(world.submitted(), TODAY - 40 * DAY)
    late = TaskWorld(world).handed_in(by=world.ada)
    TaskWorld(world).due(late, TODAY - 3 * DAY)
    plan = reorganising.submit_plan(merger(world, day=TODAY + 5 * DAY).pk, by=world.kim)
    found = urls(opened(world, "ada").context["decisions"])
    assert found == [record.get_absolute_url() for record in (old, late, new, plan)]


def test_what_has_no_day_stands_last(world):
    given = TaskWorld(world)
    endless = given.assigned(due_on=None, no_deadline_reason="Thường xuyên")
    dated = given.assigned()
    found = urls(opened(world, "eve").context["next_rows"])
    assert found == [dated.get_absolute_url(), endless.get_absolute_url()]


def test_a_record_of_two_kinds_stands_once_and_the_first_rows_of_every_kind_stand(world):
    late = TaskWorld(world).due(TaskWorld(world).underway(), TODAY - 9 * DAY)
    assert urls(opened(world, "eve").context["next_rows"]) == [late.get_absolute_url()]
    for _ in range(FIRST + 1):
        TaskWorld(world).assigned(source=None)
    TaskWorld(world).due(TaskWorld(world).underway(), TODAY + 90 * DAY)
    answer = opened(world, "eve")
    assert len(answer.context["next_rows"]) == FIRST + 2, (
        "the last task underway stands after nine older ones to accept"
    )
    assert urls(answer.context["next_rows"])[0] == late.get_absolute_url()
    assert [card.count for card in answer.context["cards"]] == [FIRST + 1, 1, 2]
    assert [(str(card.label), card.count) for card in answer.context["longer_next"]] == [("To take on", FIRST + 1)]


def test_the_days_and_states_of_a_row_are_shown(world):
    task = TaskWorld(world).due(TaskWorld(world).underway(), TODAY - 20 * DAY)
    late = f"Late by {working_days_between(task.due_on, TODAY)} working days"
    page = opened(world, "eve").text
    for words in (f'datetime="{task.due_on.isoformat()}"', "Given by Chi Chánh Văn Phòng", late):
        assert words in page


def test_what_lies_with_others_is_one_link_away_and_is_no_card(world):
    TaskWorld(world).handed_in()
    answer = opened(world, "eve")
    assert "Nothing waits for you" in answer.text
    assert [(str(card.label), card.count) for card in answer.context["with_others"]] == [("Handed in by me", 1)]
    assert opened(world, "ben").context["with_others"] == []


# Other posts


def held_as_well(world, *posts):
    """Eve acts in other posts too, and is at work in her own."""
    for post in posts:
        acting = {"kind": TenureKind.ACTING, "since": date(2024, 1, 1), "by": by_two(world)}
        appoint(world.post(*post).pk, world.eve.person_id, **acting)
    client = world.browser(world.eve)
    client.post(reverse("ui.acting"), {"post": world.post("QN-HL", "Bí thư").pk})
    return client


def test_who_holds_one_post_reads_of_no_other(world):
    assert "Your other posts" not in opened(world, "eve").text


def test_the_other_posts_tell_how_much_waits_there_and_lead_there(world):
    client = held_as_well(world, SECOND)
    deputy = world.post(*SECOND)
    for _ in range(2):
        TaskWorld(world).assigned(owner_post=deputy)
    TaskWorld(world).assigned()
    answer = client.get(reverse("ui.my_work"))
    (other,) = answer.context["other_posts"]
    assert (other.pk, other.name, other.count) == (deputy.pk, "Phó Bí thư", 2)
    assert "2 items wait for you in this post" in answer.text
    assert f'name="post" value="{deputy.pk}"' in answer.text
    there = client.post(reverse("ui.acting"), {"post": other.pk}, follow=True)
    assert [card.count for card in there.context["cards"]] == [other.count]
    assert [post.count for post in there.context["other_posts"]] == [1]


def test_who_has_nothing_to_do_here_is_told_of_what_waits_elsewhere(world):
    client = held_as_well(world, SECOND)
    TaskWorld(world).assigned(owner_post=world.post(*SECOND))
    page = client.get(reverse("ui.my_work")).text
    assert "Nothing waits for you in this post" in page
    assert "1 item waits for you in your other posts." in page
    choices = client.get(reverse("ui.posts"))
    assert [(post.name, post.current, post.count) for post in choices.context["held"]] == [
        ("Bí thư", True, 0),
        ("Phó Bí thư", False, 1),
    ]


def test_a_record_of_another_own_post_offers_to_act_there_and_strangers_learn_nothing(world):
    client = held_as_well(world, ("QN-CX", "Bí thư"))
    client.post(reverse("ui.acting"), {"post": world.post("QN-CX", "Bí thư").pk})
    seen = TaskWorld(world).assigned().get_absolute_url()
    answer = client.get(seen)
    assert answer.status_code == 404
    assert f'name="next" value="{seen}"' in answer.text
    there = client.post(reverse("ui.acting"), {"post": world.eve.post_id, "next": seen}, follow=True)
    assert (there.status_code, there.request["PATH_INFO"]) == (200, seen)
    stranger = world.browser(world.dov).get(seen)
    assert stranger.status_code == 404
    assert "Act in this post" not in stranger.text


def test_what_waits_in_another_post_is_what_its_page_shows(world):
    client = held_as_well(filled(world), SECOND)
    account = Account.objects.get(person_id=world.eve.person_id)
    tenures = tenures_of(account, TODAY)
    for tenure in tenures:
        client.post(reverse("ui.acting"), {"post": tenure.post_id})
        cards = client.get(reverse("ui.my_work")).context["cards"]
        shown = sum(c.count for c in cards if c.kind.section in (Section.DECISION, Section.NEXT))
        (counts,) = counts_of([actor_in(tenure, among=tenures)], TODAY)
        assert rows_in(counts) == shown


def test_one_statement_counts_what_waits_in_all_posts(world):
    client = held_as_well(world, SECOND, ("QN-CX", "Bí thư"))
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(reverse("ui.my_work")).context["other_posts"]) == 2
    assert len([one for one in asked if " UNION ALL " in one["sql"] and "COUNT(" in one["sql"]]) == 1


# A part more


@pytest.fixture
def _planted():
    """A kind of a part that is not there yet: every open unit waits for everybody."""
    inbox = Inbox(
        among=lambda _actor, _day: Unit.objects.open().annotate(since=F("closed_on")),
        oldest="since",
        row=lambda unit: WaitingRow(unit.name, unit.get_absolute_url()),
    )
    waiting_kinds.add(
        Waiting(code="planted.units", label="Planted", list_code="org.units", asked={}, inbox=inbox, order=99)
    )
    waiting._statement.cache_clear()
    yield
    del waiting_kinds._declared["planted.units"]
    waiting._statement.cache_clear()


def statements(client):
    client.get(reverse("ui.my_work"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("ui.my_work"))
    return len(asked)


def test_a_part_of_which_nothing_waits_costs_no_statement_more(world, request):
    Unit.objects.update(closed_on=TODAY)
    before = statements(world.browser(world.eve))
    request.getfixturevalue("_planted")
    assert statements(world.browser(world.eve)) == before


@pytest.mark.usefixtures("_planted")
def test_a_part_that_declares_a_kind_stands_on_the_page(world):
    answer = opened(world, "fay")
    assert [(str(card.label), card.count) for card in answer.context["cards"]] == [("Planted", len(world.units))]
    assert world.unit("QN").get_absolute_url() in urls(answer.context["next_rows"])
