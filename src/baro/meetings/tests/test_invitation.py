"""The invitation as a document, the schedule of a week and a month, and meetings in calendars."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import calling, conducting
from baro.meetings.tests.filling import called, held, item, meeting
from baro.trail.models import Event

TODAY = timezone.localdate()
FACTS = {"abstract": "mời họp", "body": "Kính mời dự họp.", "recipients": []}


def test_the_call_becomes_the_draft_of_an_invitation(town):
    found = called(town)
    item(town, meeting=found)
    form = town.browser(town.gus).get(reverse("meetings.meeting.draft_invitation", args=[found.pk])).content.decode()
    for words in ("Time: 08:00", "Place: Phòng họp số 1", "https://hop.example.vn/hl", "1. Chủ trương giải phóng"):
        assert words in form
    drafted = conducting.draft_invitation(found.pk, by=town.gus, **FACTS)
    assert (drafted.invitation.type, drafted.invitation.state, drafted.invitation.unit) == (
        "invitation",
        "draft",
        found.unit,
    )
    assert "drafted the invitation “mời họp”" in Event.objects.about(found)[0].sentence
    page = town.browser(town.gus).get(found.get_absolute_url()).content.decode()
    assert drafted.invitation.get_absolute_url() in page


def test_it_is_drafted_once_and_before_the_meeting(town):
    found = called(town)
    conducting.draft_invitation(found.pk, by=town.gus, **FACTS)
    with pytest.raises(Refused, match="drafted already"):
        conducting.draft_invitation(found.pk, by=town.gus, **FACTS)
    with pytest.raises(Refused, match="not possible any more"):
        conducting.draft_invitation(held(town).pk, by=town.gus, **FACTS)


def test_who_drafts_no_documents_of_the_body_drafts_no_invitation(town):
    with pytest.raises(NotPermitted, match="You cannot draft documents"):
        conducting.draft_invitation(called(town).pk, by=town.eve, **FACTS)


def test_the_month_shows_each_meeting_on_its_day(town):
    first, later = called(town, title="Họp đầu tháng"), called(town, title="Họp trùng giờ")
    gus = town.browser(town.gus)
    page = gus.get(reverse("meetings.month")).content.decode()
    assert page.index("month-day is-today") < page.index("Họp đầu tháng")
    assert "Clash" in page, "one chair cannot be in two meetings at one hour"
    calling.revise(later.pk, day=TODAY + timedelta(days=70), begins=time(9), by=town.gus)
    assert "Họp trùng giờ" not in gus.get(reverse("meetings.month")).content.decode()
    there = gus.get(reverse("meetings.month"), {"month": (TODAY + timedelta(days=70)).isoformat()}).content.decode()
    assert first.title not in there


def test_a_month_that_nobody_means_is_answered(town):
    gus = town.browser(town.gus)
    for asked in ("0001-01-01", "9999-12-31", "x", "2026-13-45"):
        assert gus.get(reverse("meetings.month"), {"month": asked}).status_code == 200
        assert gus.get(reverse("meetings.week"), {"week": asked}).status_code == 200


def test_only_mine_shows_the_meetings_of_the_reader(town):
    meeting(town, title="Họp của phường")
    meeting_of_others = meeting(town, title="Họp của người khác", begins=time(15))
    meeting_of_others.attendees.filter(person=town.gus.person_id).delete()
    page = town.browser(town.gus).get(reverse("meetings.month"), {"mine": "1"}).content.decode()
    assert "Họp của phường" in page
    assert "Họp của người khác" not in page


def test_a_stranger_sees_no_meeting_in_the_month(town):
    called(town, title="Họp của phường")
    assert "Họp của phường" not in town.browser(town.dov).get(reverse("meetings.month")).content.decode()
