"""Meetings in lists, in the week, on the pages of others, counted and checked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel import rulebook
from baro.meetings.queries import last_month, not_held
from baro.meetings.rulebook import Procedure
from baro.meetings.tests.filling import called, decided, held, item, meeting, under_way
from baro.meetings.web import week
from baro.org.checks import check_of
from baro.org.figures.indicators import line_of
from baro.org.models import Unit

TODAY = timezone.localdate()


def test_the_lists_narrow(town):
    held(town, title="Họp tháng trước")
    meeting(town, title="Họp tháng này")
    item(town, title="Tờ trình về đất")
    client = town.browser(town.gus)

    def listed(name, **asked):
        return [str(row) for row in client.get(reverse(name), asked).context["list"].records]

    assert listed("meetings.meetings", which="ahead") == ["Họp tháng này"]
    assert listed("meetings.meetings", which="held", q="trước") == ["Họp tháng trước"]
    assert listed("meetings.meetings", mine="to_write") == ["Họp tháng trước"]
    assert listed("meetings.items", state="proposed", mine="on") == ["Tờ trình về đất"]
    assert listed("meetings.items", conclusion="adopted") == ["Chủ trương giải phóng mặt bằng khu phố 1"]


def test_the_week_shows_its_meetings_and_clashes(town):
    meeting(town, title="Họp sáng")
    meeting(town, title="Họp cùng giờ")
    meeting(town, title="Tuần sau", day=TODAY + timedelta(days=7))
    client = town.browser(town.eve)
    page = client.get(reverse("meetings.week")).content.decode()
    assert "Họp sáng" in page
    assert page.count("Clash") == 2
    assert "Tuần sau" not in page
    later = client.get(reverse("meetings.week"), {"week": (TODAY + timedelta(days=7)).isoformat(), "mine": "1"})
    assert "Tuần sau" in later.content.decode()
    assert client.get(reverse("meetings.week"), {"week": "9999-12-31"}).status_code == 200
    assert "Họp sáng" not in town.browser(town.dov).get(reverse("meetings.week")).content.decode()


def test_a_full_day_leads_to_its_list_and_hides_no_later_day(town, monkeypatch):
    monkeypatch.setattr(week, "MOST_OF_A_DAY", {"week": 1, "month": 1})
    for title in ("Họp sáng", "Họp trưa"):
        meeting(town, title=title)
    monday = TODAY + timedelta(days=7 - TODAY.weekday())
    for at in range(7):
        meeting(town, title=f"Họp ngày {at}", day=monday + timedelta(days=at))
    client = town.browser(town.eve)
    for name in ("week", "month"):
        page = client.get(reverse(f"meetings.{name}")).content.decode()
        assert "1 more meeting" in page
        assert "Họp trưa" not in page
    later = client.get(reverse("meetings.week"), {"week": monday.isoformat()}).content.decode()
    assert all(f"Họp ngày {at}" in later for at in range(7))
    day = client.get(reverse("meetings.meetings"), {"day_from": TODAY.isoformat(), "day_to": TODAY.isoformat()})
    assert {str(one) for one in day.context["list"].records} == {"Họp sáng", "Họp trưa"}


def test_what_is_put_to_a_meeting_shows_on_the_page_of_its_document(town):
    document = town.registered(unit=town.unit("QN-HL"), by=town.gus)
    client = town.browser(town.gus)
    page = client.get(document.get_absolute_url()).content.decode()
    assert f"{reverse('meetings.item.propose')}?document={document.pk}" in page
    item(town, title="Xin ý kiến về chỉ thị", document=document)
    assert "Xin ý kiến về chỉ thị" in client.get(document.get_absolute_url()).content.decode()
    form = client.get(reverse("meetings.item.propose"), {"document": document.pk}).context["form"]
    assert form.initial["document"] == document.pk


def test_the_page_of_a_body_leads_to_its_meetings(town):
    called(town, title="Họp Ban Chấp hành")
    page = town.browser(town.gus).get(town.unit("QN-HL").get_absolute_url()).content.decode()
    assert "Họp Ban Chấp hành" in page
    assert reverse("meetings.meeting.call") in page


def test_the_next_meeting_begins_with_the_decisions_of_the_last(town):
    held(town)
    page = town.browser(town.gus).get(meeting(town).get_absolute_url()).content.decode()
    assert "What became of the last decisions" in page
    assert "No task" in page


def test_the_figures_of_the_year(town):
    found = under_way(town)
    about = decided(town, found)
    assert not line_of("meetings.held", town.unit("QN"), TODAY.year).rows().exists()
    last = held(town)
    assert list(line_of("meetings.held", town.unit("QN"), TODAY.year).rows()) == [last]
    assert set(line_of("meetings.decisions", town.unit("QN"), TODAY.year).rows()) == {about, last.items.get()}


def test_a_body_that_did_not_meet_last_month_is_named(town):
    _first, last = last_month(TODAY)
    found = held(town)
    ward = town.unit("QN-HL")
    assert not_held(["commune_committee"], TODAY).filter(pk=ward.pk).exists() is (
        (TODAY - timedelta(days=60)).replace(day=1) < last.replace(day=1)
    )
    type(found).objects.filter(pk=found.pk).update(day=last)
    assert not not_held(["commune_committee"], TODAY).filter(pk=ward.pk).exists()
    assert check_of("meetings.not_held").rows(TODAY).model is Unit


def test_a_meeting_that_nobody_held_breaks_the_check(town):
    found, check = called(town), check_of("meetings.not_closed")
    assert not check.rows_for(town.gus, TODAY).exists()
    assert list(check.rows_for(town.gus, TODAY + timedelta(days=1))) == [found]


@pytest.mark.parametrize("rows", ["matters", "kinds"])
def test_the_rule_names_each_once(rows):
    body = rulebook.today(Procedure).model_dump()
    body[rows] = (*body[rows], body[rows][0])
    with pytest.raises(ValueError, match="listed more than once"):
        Procedure.model_validate(body)


def test_the_rule_leaves_out_only_whom_it_names():
    body = rulebook.today(Procedure).model_dump()
    body["standings"] = body["standings"][1:]
    with pytest.raises(ValueError, match="standings that are not listed"):
        Procedure.model_validate(body)


def test_meetings_stand_on_the_board_and_in_the_calendar_of_their_members(town):
    called(town, title="Họp Ban Chấp hành")
    client = town.browser(town.eve)
    board = client.get(reverse("ui.board"), {"kind": "meetings.day"}).content.decode()
    assert "Họp Ban Chấp hành" in board
    assert "Họp Ban Chấp hành" in client.get(reverse("ui.calendar_page")).content.decode()
