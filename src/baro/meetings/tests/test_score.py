"""Cell meetings: the template of their agenda, the score sheet by rule, and what the level above sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import scoring
from baro.meetings.models import Meeting
from baro.meetings.rulebook import Scoring
from baro.meetings.tests.filling import cell_called, cell_held, held, points_of
from baro.org.checks import check_of
from baro.trail.models import Event

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def test_the_agenda_of_a_cell_comes_from_the_template_of_its_kind(town):
    regular, thematic = cell_called(town), cell_called(town, kind="thematic")
    assert [one.title for one in regular.items.order_by("position")] == [
        "Politics of the month",
        "Tasks of the last month",
        "Review of the tasks of members",
        "Tasks of the next month",
    ]
    assert "Presentation of the topic" in [one.title for one in thematic.items.all()]
    assert not {one.title for one in regular.items.all()} & {one.title for one in thematic.items.all()}


def test_the_points_of_each_criterion_add_up_to_a_grade(town):
    found = scoring.score(cell_held(town).pk, by=town.fay, **points_of("regular", less=2))
    assert (found.score, found.grade_name) == (88, "88 – Fair")
    assert Event.objects.about(found)[0].sentence.endswith("scored the meeting: 88 of 100 points")
    again = scoring.score(found.pk, by=town.fay, **points_of("regular"))
    assert (again.score, again.scores.count()) == (100, 6)


def test_more_points_than_a_criterion_is_worth_are_refused_beside_it(town):
    found = cell_held(town)
    with pytest.raises(Refused, match="At most 15 points") as refusal:
        scoring.score(found.pk, by=town.fay, **points_of("regular") | {"points_attended": 16})
    assert set(refusal.value.fields) == {"points_attended"}
    assert not found.scores.exists()


def test_only_whom_the_sheet_names_scores_and_only_what_was_held(town):
    found = cell_called(town)
    with pytest.raises(Refused, match="Needed first"):
        scoring.score(found.pk, by=town.fay, **points_of("regular"))
    with pytest.raises(NotPermitted, match="whom the score sheet names"):
        scoring.score(cell_held(town).pk, by=town.eve, **points_of("regular"))


def test_meetings_of_committees_are_not_scored(town):
    found = held(town)
    with pytest.raises(NotPermitted, match="not scored"):
        scoring.score(found.pk, by=town.gus, **points_of("regular"))
    page = town.browser(town.gus).get(found.get_absolute_url()).content.decode()
    assert "Score the meeting" not in page


def test_a_cell_meeting_is_prepared_held_and_scored_on_pages(town):
    cell_called(town)  # the members are there, and power is given
    fay = town.browser(town.fay)
    begin = fay.get(reverse("meetings.meeting.call")).content.decode()
    assert "Chi bộ khu phố 1" in begin, "it begins with one's own cell"
    when = {"unit_code": "QN-HL-CB", "day": TODAY.isoformat(), "begins": "19:30", "kind": "regular"}
    answer = fay.post(reverse("meetings.meeting.call"), when | {"with_agenda": "on"})
    found = Meeting.objects.latest("pk")
    assert answer.url == found.get_absolute_url()
    fay.post(reverse("meetings.meeting.invite", args=[found.pk]))
    fay.post(reverse("meetings.meeting.begin", args=[found.pk]))
    there = list(found.attendees.values_list("pk", flat=True))
    fay.post(
        reverse("meetings.meeting.attend", args=[found.pk]),
        {f"member{key}": "online" if key == there[-1] else "here" for key in there},
    )
    for one in found.items.all():
        fay.post(reverse("meetings.item.conclude", args=[one.pk]), {"conclusion": "noted"})
    fay.post(reverse("meetings.meeting.end", args=[found.pk]))
    sheet = reverse("meetings.meeting.score", args=[found.pk])
    assert "at most 15 points" in fay.get(sheet).content.decode()
    assert fay.post(sheet, points_of("regular") | {"points_attended": 99}).status_code == 422
    assert fay.post(sheet, points_of("regular", less=1)).status_code == 302
    page = fay.get(found.get_absolute_url()).content.decode()
    assert "94 – Good" in page
    assert "Score sheet" in page


def _cells(client, **asked) -> str:
    return client.get(reverse("meetings.cells"), asked).content.decode()


def test_the_level_above_sees_held_not_held_and_the_score_of_each_cell(town):
    this = f"{TODAY:%Y-%m}"
    cell_called(town)
    eve = town.browser(town.eve)
    assert "Not held" in _cells(eve, month=this)
    found = cell_held(town)
    assert "Not scored" in _cells(eve, month=this)
    assert "Chi bộ khu phố 1" in _cells(eve, month=this, which="not_scored")
    scoring.score(found.pk, by=town.fay, **points_of("regular"))
    page = _cells(eve, month=this)
    assert "100 – Good" in page
    assert "4/4" in page
    assert "Chi bộ khu phố 1" in _cells(eve, month=this, which="held")
    assert "Chi bộ khu phố 1" not in _cells(eve, month=this, which="not_scored").partition("<tbody")[2]
    assert "Chi bộ khu phố 1" not in _cells(eve, month=this, which="not_held").partition("<tbody")[2]
    before = f"{TODAY.replace(day=1) - DAY:%Y-%m}"
    assert "Not held" in _cells(eve, month=before)


def test_who_sees_no_meetings_there_finds_no_cells(town):
    cell_held(town)
    assert "Chi bộ khu phố 1" not in _cells(town.browser(town.dov), month=f"{TODAY:%Y-%m}")


def test_a_cell_without_a_topic_in_the_quarter_breaks_the_check(town):
    cell_called(town)
    check, later = check_of("meetings.no_topic"), TODAY + timedelta(days=125)
    cell = town.unit("QN-HL-CB")
    assert cell in list(check.rows(later))
    found = cell_held(town, kind="thematic")
    assert found.kind == "thematic"
    after = (TODAY.replace(day=1) + timedelta(days=32)).replace(day=2)
    assert cell not in list(check.rows(after))


@pytest.mark.parametrize("rows", ["sheets", "grades"])
def test_the_rule_names_each_once(rows):
    body = rulebook.today(Scoring).model_dump()
    body[rows] = (*body[rows], body[rows][0])
    with pytest.raises(ValueError, match="listed more than once"):
        Scoring.model_validate(body)


def test_the_sheets_of_the_rule_are_worth_a_hundred_points():
    assert {row.most for row in rulebook.today(Scoring).sheets} == {100}


def test_the_grades_of_the_rule_fall_to_nought():
    body = rulebook.today(Scoring).model_dump()
    body["grades"] = body["grades"][:-1]
    with pytest.raises(ValueError, match="begins at nought"):
        Scoring.model_validate(body)
