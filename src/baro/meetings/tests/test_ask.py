"""Democracy inside: questions answered in time or put on an agenda, opinions kept, objections decided by the body."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import asking, conducting, minuting, proposing
from baro.meetings.models import Item
from baro.meetings.rulebook import Procedure
from baro.meetings.tests.filling import cell, held, item, meeting, question, under_way
from baro.org.checks import check_of
from baro.trail.models import Event, Notice

TODAY = timezone.localdate()


def test_a_question_has_the_day_of_the_rule_and_reaches_whoever_calls_meetings(town):
    asked = question(town, by=town.eve)
    days = rulebook.today(Procedure).answering.days
    assert (asked.due_on, asked.state) == (TODAY + timedelta(days=days), "proposed")
    assert Notice.objects.to(town.gus.post_id).filter(subject=f"meetings.item:{asked.pk}").exists()


def test_a_secretary_of_a_cell_asks_the_committee_above(town):
    cell(town)
    asked = question(town, by=town.fay)
    assert asked.proposer_post_id == town.fay.post_id
    assert Item.objects.visible_to(town.fay).filter(pk=asked.pk).exists(), "who asked sees what becomes of it"


def test_a_stranger_asks_nothing(town):
    with pytest.raises(NotPermitted, match="Only members of this body"):
        question(town, by=town.dov)


def test_a_unit_that_is_no_body_is_asked_nothing(town):
    with pytest.raises(Refused, match="does not meet as a body"):
        question(town, unit=town.unit("QN-VP"))


def test_it_is_answered_without_a_meeting_and_the_asker_is_told(town):
    asked = asking.answer(question(town, by=town.eve).pk, reply=" Đã công khai. ", by=town.gus)
    assert (asked.state, asked.reply) == ("answered", "Đã công khai.")
    assert Event.objects.about(asked)[0].sentence.endswith("answered: Đã công khai.")
    assert Notice.objects.to(town.eve.post_id).filter(reason="finished").exists()
    with pytest.raises(Refused, match="not possible any more"):
        asking.answer(asked.pk, reply="Lần nữa", by=town.gus)


def test_or_it_is_put_on_an_agenda_and_then_it_is_late_no_more(town):
    asked, check = question(town), check_of("meetings.not_answered")
    after = asked.due_on + timedelta(days=1)
    assert list(check.rows(asked.due_on)) == []
    assert list(check.rows(after)) == [asked]
    proposing.schedule(asked.pk, meeting=meeting(town), by=town.gus)
    assert list(check.rows(after)) == []


def test_what_is_no_question_is_not_answered_so(town):
    with pytest.raises(NotPermitted, match="This is no question"):
        asking.answer(item(town).pk, reply="Không", by=town.gus)


def test_it_waits_on_my_work_of_whoever_calls_meetings(town):
    question(town)
    assert "Questions of members" in town.browser(town.gus).get(reverse("ui.my_work")).content.decode()


def test_it_is_asked_and_answered_on_pages(town):
    eve, gus = town.browser(town.eve), town.browser(town.gus)
    unit = town.unit("QN-HL")
    assert reverse("meetings.item.ask") in eve.get(unit.get_absolute_url()).content.decode()
    assert eve.post(reverse("meetings.item.ask"), {"unit_code": "QN-HL", "title": "Bao giờ xong?"}).status_code == 302
    asked = Item.objects.get()
    gus.post(reverse("meetings.item.answer", args=[asked.pk]), {"reply": "Trong quý này."})
    assert "Trong quý này." in eve.get(asked.get_absolute_url()).content.decode()


def test_a_reserved_opinion_stands_in_the_minutes_and_the_decision_stands(town):
    found = under_way(town)
    about = item(town, meeting=found)
    conducting.conclude(about.pk, conclusion="adopted", decision="Đồng ý", by=town.gus)
    asking.reserve(about.pk, words="Không đồng ý mức bồi thường", by=town.eve)
    asking.reserve(about.pk, words="Mức bồi thường thấp", by=town.eve)
    minutes = conducting.end(found.pk, by=town.gus).minutes
    assert "Eve Bí Thư Phường reserved an opinion: Mức bồi thường thấp" in minutes
    about.refresh_from_db()
    assert (about.conclusion, about.reservations.count()) == ("adopted", 1)


def test_after_the_meeting_an_objection_says_it(town):
    found = held(town)
    with pytest.raises(Refused, match="The meeting is not open"):
        asking.reserve(found.items.get().pk, words="Muộn", by=town.eve)


def test_who_is_no_member_reserves_nothing(town):
    about = item(town, meeting=under_way(town))
    with pytest.raises(NotPermitted, match="Only members of the body"):
        asking.reserve(about.pk, words="Của người khác", by=_keeper_outside(town, about))


def _keeper_outside(town, about):
    """Gus, as if he did not belong to the body."""
    about.meeting.attendees.filter(person=town.gus.person_id).delete()
    return town.gus


@pytest.mark.parametrize(("accepted", "said"), [(True, "Accepted"), (False, "Not accepted")])
def test_the_body_accepts_an_objection_or_does_not(town, accepted, said):
    found = minuting.circulate(held(town).pk, by=town.gus)
    minuting.object_(found.pk, words="Ghi rõ thời hạn", by=town.eve)
    objection = found.objections.get()
    minuting.settle(found.pk, objection=objection, accepted=accepted, answer="Theo biểu quyết", by=town.gus)
    objection.refresh_from_db()
    assert objection.accepted is accepted
    assert f">{said}<" in town.browser(town.eve).get(found.get_absolute_url()).content.decode()
