"""One's work as a board and a calendar, that of one's unit, and of those for whom one stands in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.org.models import Person
from baro.org.posts.actions.appointing import appoint
from baro.org.powers.actions.absences import declare_absence
from baro.org.queries import actor_of
from baro.tasks.tests.conftest import TaskWorld
from baro.trips.tests.filling import powers, trip
from baro.ui.models import Habit
from baro.ui.work.desks import STANDING_IN, UNIT, desk_of, desks, posts_at
from tests.powers.given import by_two

TODAY = timezone.localdate()
DAY = timedelta(days=1)
BOARD, CALENDAR, WORK = reverse("ui.board"), reverse("ui.calendar_page"), reverse("ui.my_work")


@pytest.fixture
def given(world):
    return TaskWorld(world)


def titles(rows):
    return [row.title for row in rows]


def lanes(client, **asked):
    return {lane.lane.code: lane for lane in client.get(BOARD, asked).context["lanes"]}


def on_days(client, **asked):
    weeks = client.get(CALENDAR, asked).context["weeks"]
    return {one.day: [entry.title for entry in one.entries] for week in weeks for one in week}


def test_a_board_has_a_lane_for_each_state_with_the_rows_of_the_own_post(world, given):
    new, begun = given.assigned(), given.underway(work="Lập danh sách rà soát hộ nghèo")
    found = lanes(world.browser(world.eve))
    assert list(found) == ["assigned", "declined", "underway", "handed_in"]
    assert titles(found["assigned"].rows) == [str(new)]
    assert titles(found["underway"].rows) == [str(begun)]
    assert all(not lane.rows for lane in lanes(world.browser(world.chi)).values())


def test_a_board_by_timeliness_puts_what_is_late_first(world, given):
    late = given.due(given.assigned(), TODAY - 7 * DAY)
    found = lanes(world.browser(world.eve), by="deadline")
    assert next(iter(found)) == "overdue"
    assert titles(found["overdue"].rows) == [str(late)]


def test_a_long_lane_shows_its_first_rows_and_opens_alone(world, given):
    for at in range(18):
        given.assigned(work=f"Báo cáo số {at} về tiến độ")
    client = world.browser(world.eve)
    lane = lanes(client)["assigned"]
    assert (len(lane.rows), lane.total, lane.more) == (15, 18, 3)
    alone = client.get(f"{BOARD}{lane.url}").context["lanes"]
    assert [len(one.rows) for one in alone] == [18]


def test_a_board_of_another_kind_is_chosen(world):
    powers(world)
    journey = trip(world)
    found = lanes(world.browser(world.gus), kind="trips.day")
    assert titles(found["requested"].rows) == [str(journey)]


def test_a_calendar_shows_each_deadline_on_its_day(world, given):
    task = given.assigned()
    client = world.browser(world.eve)
    assert on_days(client, month=task.due_on.isoformat())[task.due_on] == [str(task)]
    week = on_days(client, week=task.due_on.isoformat())
    assert len(week) == 7
    assert week[task.due_on] == [str(task)]
    assert min(week).weekday() == 0


def test_a_full_day_says_how_many_more_there_are(world, given):
    for at in range(5):
        given.assigned(work=f"Báo cáo số {at} về tiến độ")
    client, day = world.browser(world.eve), world.working_day
    weeks = client.get(CALENDAR, {"month": day.isoformat()}).context["weeks"]
    (one,) = (one for week in weeks for one in week if one.day == day)
    assert (len(one.entries), one.total, one.more) == (3, 5, 2)


@pytest.mark.parametrize("asked", ["month=2026-02-30", "week=", "month=9999-12-31", "week=0001-01-01"])
def test_what_is_no_day_shows_today(world, asked):
    answer = world.browser(world.eve).get(f"{CALENDAR}?{asked}")
    assert any(one.today for week in answer.context["weeks"] for one in week)


@pytest.mark.parametrize("day", [date(2026, 2, 1), date(2024, 2, 29), date(2026, 12, 31), date(2026, 3, 1)])
def test_every_month_is_whole_weeks_with_all_of_its_days(world, day):
    days = sorted(on_days(world.browser(world.eve), month=day.isoformat()))
    assert len(days) % 7 == 0
    assert days[0].weekday() == 0
    inside = [one for one in days if one.month == day.month]
    assert (inside[0].day, (inside[-1] + DAY).month != day.month) == (1, True)


def test_more_records_cost_no_more_queries(world, given):
    given.assigned()
    client = world.browser(world.eve)

    def cost(url):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    urls = (BOARD, CALENDAR, f"{CALENDAR}?week={world.working_day}")
    for url in urls:
        client.get(url)
    before = [cost(url) for url in urls]
    for at in range(6):
        given.assigned(work=f"Báo cáo số {at} về tiến độ")
    assert [cost(url) for url in urls] == before


def test_my_unit_shows_what_waits_at_each_desk_and_opens_the_rows(world, given):
    ben = world.post("QN-VP", "Chuyên viên")
    task = given.assigned(
        unit=world.unit("QN-VP"), owner_post=ben, accountable_post=world.post("QN-VP", "Chánh Văn phòng")
    )
    client = world.browser(world.chi)
    page = client.get(WORK, {"whose": UNIT})
    (row,) = (row for row in page.context["rows"] if row.desk.pk == ben.pk)
    ((count, url),) = (cell for cell in row.cells if cell[0])
    assert count == 1
    opened = client.get(url)
    assert [one.pk for one in opened.context["list"].records] == [task.pk]
    assert str(task) in on_days(client, whose=UNIT, month=task.due_on.isoformat())[task.due_on]


def test_what_the_reader_does_not_see_is_neither_counted_nor_opened(world, given):
    """Kim keeps the organisation in the office and sees none of its tasks."""
    ben = world.post("QN-VP", "Chuyên viên")
    given.assigned(unit=world.unit("QN-VP"), owner_post=ben, accountable_post=ben)
    client = world.browser(world.kim)
    page = client.get(WORK, {"whose": UNIT})
    assert "tasks.to_accept" not in [kind.code for kind in page.context["kinds"]]
    opened = client.get(reverse("ui.desk", args=[ben.pk, "tasks.to_accept"]))
    assert opened.context["list"].count == 0


def test_desks_of_strangers_are_no_address(world):
    ben, client = world.post("QN-VP", "Chuyên viên"), world.browser(world.dov)
    assert client.get(reverse("ui.desk", args=[ben.pk, "tasks.to_accept"])).status_code == 404
    assert world.browser(world.chi).get(reverse("ui.desk", args=[ben.pk, "no.kind"])).status_code == 404
    assert desk_of(world.dov, ben.pk, TODAY) is None


def test_a_deputy_finds_the_work_of_the_absent_head(world, given):
    task, deputy = given.assigned(), world.post("QN-HL", "Phó Bí thư")
    gil = Person.objects.create(name="Gil Phó Bí Thư")
    appoint(deputy.pk, gil.pk, since=TODAY, by=by_two(world, "QN-HL"))
    actor = actor_of(gil.pk)
    assert posts_at(actor, STANDING_IN, TODAY) == []
    declare_absence(TODAY, TODAY + DAY, "mission", by=world.eve)
    assert [desk.pk for desk in desks(actor, STANDING_IN, TODAY)] == [world.eve.post_id]
    client = world.browser(actor)
    assert str(task) in [title for lane in lanes(client, whose=STANDING_IN).values() for title in titles(lane.rows)]


def test_the_view_that_somebody_chose_opens_first_until_they_say_otherwise(world):
    client = world.browser(world.eve)
    chosen = f"{CALENDAR}?whose=unit"
    assert client.post(reverse("ui.work_first"), {"next": chosen})["Location"] == chosen
    assert client.get(WORK)["Location"] == chosen
    assert client.get(WORK, {"whose": ""}).status_code == 200
    client.post(reverse("ui.work_first"), {"next": chosen})
    assert client.get(WORK).status_code == 200
    assert Habit.objects.get().query == ""


@pytest.mark.parametrize("other", ["/documents/", "https://evil.example/", "/nowhere/", ""])
def test_no_other_page_opens_first(world, other):
    client = world.browser(world.eve)
    assert client.post(reverse("ui.work_first"), {"next": other}).status_code == 409
    assert not Habit.objects.exists()
