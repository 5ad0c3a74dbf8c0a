"""From a proposal through agenda, vote and conclusion to signed minutes, a draft document and a task."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from baro.documents.models import Document
from baro.meetings.models import Item, Meeting, Vote
from baro.trail.models import Event

TODAY = timezone.localdate()


def _post(client, name, *args, status=302, **typed):
    answer = client.post(reverse(name, args=args), typed)
    assert answer.status_code == status, (name, getattr(answer, "context", None) and answer.context["form"].errors)
    return answer


def _called(town, gus) -> Meeting:
    """A meeting with a proposal on its agenda that began with a document; invited and opened."""
    _post(gus, "meetings.item.propose", unit_code="QN-HL", title="Phương án bồi thường", length=20)
    item = Item.objects.get()
    assert item.state == "proposed"
    when = {"day": TODAY.isoformat(), "begins": "08:00", "place": "Phòng họp 1", "kind": "regular"}
    _post(gus, "meetings.meeting.call", unit_code="QN-HL", **when)
    meeting = Meeting.objects.get()
    assert "Phương án bồi thường" in gus.get(meeting.get_absolute_url()).content.decode()
    _post(gus, "meetings.item.schedule", item.pk, meeting=meeting.pk)
    _post(gus, "meetings.meeting.invite", meeting.pk)
    return meeting


def _voted(gus, meeting, item) -> Vote:
    _post(gus, "meetings.vote.open", item=item.pk, question="Tán thành?", matter="ordinary", way="hands")
    vote = Vote.objects.get()
    assert "Tán thành?" in gus.get(vote.get_absolute_url()).content.decode()
    _post(gus, "meetings.vote.count", vote.pk, yes=4, no=1, abstained=0, invalid=0)
    _post(gus, "meetings.vote.close", vote.pk)
    return Vote.objects.get()


def test_a_proposal_becomes_a_document_and_a_task(town):
    gus, eve = town.browser(town.gus), town.browser(town.eve)
    meeting = _called(town, gus)
    assert "Invitations to answer" in eve.get(reverse("ui.my_work")).content.decode()
    _post(eve, "meetings.meeting.answer", meeting.pk, comes="yes")
    _post(gus, "meetings.meeting.begin", meeting.pk)
    _post(gus, "meetings.meeting.attend", meeting.pk, **{f"member{one.pk}": "here" for one in meeting.attendees.all()})
    page = gus.get(meeting.get_absolute_url()).content.decode()
    assert "There and counted: 5 of 5; needed: 4." in page
    for other in meeting.items.exclude(title="Phương án bồi thường"):
        _post(gus, "meetings.item.conclude", other.pk, conclusion="noted")
    item = Item.objects.get(title="Phương án bồi thường")
    vote = _voted(gus, meeting, item)
    assert vote.result.outcome == "adopted"
    _post(gus, "meetings.item.conclude", item.pk, conclusion="adopted", decision="1. Chi trả trước ngày 15.")
    _post(gus, "meetings.meeting.end", meeting.pk)
    meeting.refresh_from_db()
    assert "Needed: 3 (more than 1/2 of those entitled to vote: 5). Adopted." in meeting.minutes
    assert "1. Chi trả trước ngày 15." in meeting.minutes
    _post(gus, "meetings.meeting.circulate", meeting.pk)
    _post(eve, "meetings.meeting.confirm", meeting.pk)
    _post(gus, "meetings.meeting.attest", meeting.pk)
    _post(eve, "meetings.meeting.sign", meeting.pk)
    _post(gus, "meetings.item.hand_on", item.pk, type="resolution", abstract="về bồi thường", body="1. Chi trả.")
    document = Document.objects.get(direction="outgoing")
    assert (document.state, document.abstract, document.unit.code) == ("draft", "về bồi thường", "QN-HL")
    _post(
        eve,
        "meetings.item.give",
        item.pk,
        work="Chi trả bồi thường",
        product="Báo cáo",
        owner_post_code=town.post("QN-HL", "Văn thư").pk,
        accountable_post_code=town.post("QN-HL", "Bí thư").pk,
        authority="Ban Thường vụ",
        due_on=town.working_day.isoformat(),
    )
    told = [event.verb_code for event in Event.objects.about(item)]
    assert {"meetings.item.schedule", "meetings.item.conclude", "meetings.item.hand_on", "meetings.item.give"} <= set(
        told
    )
    assert "Chi trả bồi thường" in eve.get(item.get_absolute_url()).content.decode()
