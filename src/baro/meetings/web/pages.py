"""What the pages of a meeting, an item and a vote show, and what is done to them there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.meetings import verbs as v
from baro.meetings.actions import asking, calling, conducting, minuting, proposing, scoring, speaking, tallying, voting
from baro.meetings.flow import AHEAD, ItemState, State
from baro.meetings.models import Item, Meeting, Vote
from baro.meetings.queries import body_kinds
from baro.meetings.web import badges, cells, conduct, floor, forms, sheets
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.models import Task
from baro.ui.http import Request, number_in
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose

HIDDEN_DOCUMENT = _("a document that you do not see")
HIDDEN_TASK = _("a task that you do not see")
HIDDEN_MEETING = _("a meeting that you do not see")


def _in_the_own_unit(request: Request) -> dict[str, Any]:
    """The body from whose page one comes, or one's own, or that above it; at the hour and place of its last meeting."""
    asked = number_in(request.GET.get("unit"))
    units = Unit.objects.select_related("parent")  # sees: names are no secret
    unit = units.filter(pk=asked or request.actor.unit_id or 0).first()
    if unit is not None and unit.kind not in body_kinds():
        unit = unit.parent
    seen = Meeting.objects.visible_to(request.actor).filter(unit=unit)
    last = seen.order_by("-day", "-begins", "-pk").first()
    again = {"begins": last.begins, "place": last.place, "online": last.online} if last else {}
    return {"unit": unit, "day": timezone.localdate(), "with_agenda": True, "kind": "regular"} | again


def _as_it_is(_request: Request, meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in ("day", "begins", "title", "place", "online", "chair")}


def _of_meeting(_request: Request, meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting}


def _members(_request: Request, meeting: Meeting) -> dict[str, Any]:
    return {"members": meeting.attendees.select_related("person")}


def _all_at_once(_meeting: Meeting) -> str:
    """The button that says of everybody that they are in the room."""
    return render_to_string("meetings/all_here.html")


def _in_the_room(act: Callable[..., Any]) -> Callable[..., str]:
    """The same, and it leads to the view of the meeting under way."""

    def then_there(pk: int, **typed: Any) -> str:
        act(pk, **typed)
        return reverse("meetings.room", args=[pk])

    return then_there


MEETINGS = RecordPages(
    Meeting,
    "meetings",
    verbs=(
        VerbPage(v.ANSWER, calling.answer, forms.AnswerForm),
        VerbPage(v.INVITE, calling.invite),
        VerbPage(v.BEGIN, _in_the_room(conducting.begin)),
        VerbPage(v.ATTEND, _in_the_room(conducting.attend), forms.AttendForm, options=_members, lead=_all_at_once),
        VerbPage(v.ASK_FLOOR, _in_the_room(speaking.ask_to_speak)),
        VerbPage(
            v.TAKE_UP, _in_the_room(speaking.take_up), sheets.TakeUpForm, initial=floor.next_item, options=_of_meeting
        ),
        VerbPage(
            v.GIVE_FLOOR,
            _in_the_room(speaking.give_floor),
            sheets.GiveFloorForm,
            initial=floor.next_speaker,
            options=_of_meeting,
        ),
        VerbPage(v.END_SPEECH, _in_the_room(speaking.end_speech), only=floor.somebody_speaks),
        VerbPage(v.END, conducting.end),
        VerbPage(
            v.SCORE,
            scoring.score,
            sheets.ScoreForm,
            initial=cells.scored,
            options=_of_meeting,
            lead=cells.how_to_score,
            only=lambda one: one.sheet is not None,
        ),
        VerbPage(v.CIRCULATE, minuting.circulate),
        VerbPage(v.WRITE, minuting.write, forms.WriteForm, initial=lambda _request, one: {"minutes": one.minutes}),
        VerbPage(v.SIGN, minuting.sign),
        VerbPage(v.ATTEST, minuting.attest),
        VerbPage(v.CONFIRM, minuting.confirm),
        VerbPage(v.OBJECT, minuting.object_, forms.ObjectForm),
        VerbPage(
            v.SETTLE,
            minuting.settle,
            forms.SettleForm,
            options=_of_meeting,
            only=lambda one: one.objections.exists(),
        ),
        VerbPage(v.REVISE, calling.revise, forms.ReviseForm, initial=_as_it_is, options=_of_meeting),
        VerbPage(v.EXCUSE, calling.excuse, forms.ExcuseForm, options=_of_meeting),
        VerbPage(v.EXCEPT, calling.except_, forms.ExceptForm, options=_of_meeting),
        VerbPage(
            v.HAND_INVITATION,
            conducting.draft_invitation,
            sheets.InvitationForm,
            initial=conduct.invitation,
        ),
        VerbPage(v.REOPEN, minuting.reopen, forms.ReasonForm),
        VerbPage(v.CANCEL, calling.cancel, forms.ReasonForm),
    ),
    begins=(Beginning(v.CALL, calling.call, forms.CallForm, initial=_in_the_own_unit),),
    page=RecordPage(
        crumbs=("meetings.meetings",),
        beside=conduct.of_meeting,
        sections=(
            Facts(
                _("The meeting"),
                (
                    Fact("unit", linked=True),
                    Fact("kind_name", _("Kind")),
                    Fact("day", note=badges.when),
                    Fact("place"),
                    Fact("online", cell=conduct.online_link),
                    Fact("chair"),
                    Fact("secretary"),
                    Fact("opened_at"),
                    Fact("ended_at"),
                    Fact("invitation", linked=True, hidden=HIDDEN_DOCUMENT),
                ),
            ),
            Piece("meetings/to_room.html", only=lambda one: one.state in (State.CALLED, State.UNDER_WAY)),
            Piece("meetings/agenda.html"),
            Piece("meetings/members.html"),
            Piece("meetings/score.html", only=lambda one: one.score is not None),
            Piece("meetings/minutes.html", only=lambda one: bool(one.minutes)),
            PANELS,
        ),
    ),
    related=("unit", "chair", "secretary", "current", "invitation"),
)


def _from_elsewhere(request: Request) -> dict[str, Any]:
    """What is put to a meeting: the document, the task or the meeting from whose page one comes."""
    actor, asked = request.actor, {name: number_in(request.GET.get(name)) for name in ("document", "task", "meeting")}
    document = Document.objects.visible_to(actor).filter(pk=asked["document"] or 0).first()
    task = Task.objects.visible_to(actor).filter(pk=asked["task"] or 0).first()
    meeting = Meeting.objects.visible_to(actor).select_related("unit").filter(pk=asked["meeting"] or 0).first()
    found = {"document": document and document.pk, "task": task and task.pk, "meeting": meeting and meeting.pk}
    title = str(document or task or "")[:500]
    return found | {"title": title, "length": 15, "unit": meeting.unit if meeting else _unit_from(request)}


def _unit_from(request: Request) -> Unit | None:
    """The body from whose page one comes."""
    # sees: names are no secret
    found: Unit | None = Unit.objects.filter(pk=number_in(request.GET.get("unit")) or 0).first()
    return found


def _asked(request: Request) -> dict[str, Any]:
    return {"unit": _unit_from(request)}


def _own_question(actor: Actor) -> Item:
    """A question to the unit of one's own post: whoever holds one may ask there."""
    return Item(unit=Unit.objects.filter(pk=actor.unit_id or 0).first())  # sees: one's own unit


def _ahead(request: Request, item: Item) -> dict[str, Any]:
    ahead = Meeting.objects.visible_to(request.actor).filter(unit=item.unit_id, state__in=AHEAD).for_list()
    return {"ahead": ahead.order_by("day", "begins", "pk")}


def _placed(_request: Request, item: Item) -> dict[str, Any]:
    return {"position": item.position, "length": item.length}


def _meeting_of(_request: Request, item: Item) -> dict[str, Any]:
    return {"meeting": item.meeting}


def _as_decided(_request: Request, item: Item) -> dict[str, Any]:
    return {"abstract": item.title, "body": item.decision}


def _for_work(_request: Request, item: Item) -> dict[str, Any]:
    return {"work": item.decision or item.title, "authority": item.unit.name}


ITEMS = RecordPages(
    Item,
    "meetings/items",
    verbs=(
        VerbPage(v.SCHEDULE, proposing.schedule, forms.ScheduleForm, options=_ahead),
        VerbPage(v.CONCLUDE, conducting.conclude, forms.ConcludeForm),
        VerbPage(
            v.HAND_ON,
            conducting.hand_on,
            forms.HandOnForm,
            initial=_as_decided,
            options=lambda _request, item: {"unit": item.unit},
        ),
        VerbPage(v.GIVE, conducting.give, forms.GiveForm, initial=_for_work),
        VerbPage(v.REPLY, asking.answer, sheets.ReplyForm, only=lambda item: item.is_question),
        VerbPage(v.RESERVE, asking.reserve, sheets.ReserveForm, only=lambda item: item.meeting_id is not None),
        VerbPage(v.RECUSE, proposing.recuse, forms.RecuseForm, options=_meeting_of),
        VerbPage(v.ARRANGE, proposing.arrange, forms.ArrangeForm, initial=_placed),
        VerbPage(v.TAKE_OFF, proposing.take_off, forms.ReasonForm),
        VerbPage(v.WITHDRAW, proposing.withdraw, forms.ReasonForm),
    ),
    begins=(
        Beginning(v.PROPOSE, proposing.propose, forms.ProposeForm, initial=_from_elsewhere),
        Beginning(v.ASK, asking.ask, sheets.AskForm, initial=_asked, about=_own_question),
    ),
    page=RecordPage(
        crumbs=("meetings.items",),
        badges=(badges.conclusion_badge,),
        beside=conduct.of_item,
        sections=(
            Piece("meetings/back_to_room.html"),
            Facts(
                _("The proposal"),
                (
                    Fact("detail", cell=as_prose, wide=True),
                    Fact("unit", linked=True),
                    Fact("meeting", linked=True, hidden=HIDDEN_MEETING),
                    Fact("length"),
                    Fact("document", linked=True, hidden=HIDDEN_DOCUMENT),
                    Fact("task", linked=True, hidden=HIDDEN_TASK),
                    Fact("proposer_post"),
                    Fact("proposed_on"),
                    Fact("due_on"),
                    Fact("reply", cell=as_prose, wide=True),
                    Fact("decision", cell=as_prose, wide=True),
                    Fact("result", linked=True, hidden=HIDDEN_DOCUMENT),
                ),
            ),
            Piece("meetings/votes.html", only=lambda item: item.meeting_id is not None),
            Piece("meetings/follows.html", only=lambda item: item.state == ItemState.DECIDED),
            PANELS,
        ),
    ),
    related=("unit", "meeting__unit", "proposer_post__unit", "document", "task", "result"),
)


def _of_ones_own(actor: Actor) -> Vote:
    """A vote in a meeting that one keeps: whoever holds a post may come to keep one."""
    meeting = Meeting(secretary_id=actor.person_id or 0, state=State.UNDER_WAY)
    return Vote(item=Item(meeting=meeting, state=ItemState.SCHEDULED))


def _of_the_item(request: Request) -> dict[str, Any]:
    """The item from whose page one comes."""
    item = Item.objects.visible_to(request.actor).filter(pk=number_in(request.GET.get("item")) or 0).first()
    return {"item": item and item.pk, "question": item.title if item else "", "way": "hands"}


VOTES = RecordPages(
    Vote,
    "meetings/votes",
    verbs=(
        VerbPage(v.OPINE, voting.opine, forms.OpineForm),
        VerbPage(
            v.COUNT,
            voting.count,
            forms.CountForm,
            lead=conduct.how_to_count,
            only=lambda vote: not vote.is_tallied,
        ),
        VerbPage(
            v.TALLY,
            tallying.enter,
            sheets.TallyForm,
            options=lambda _request, vote: {"vote": vote},
            lead=conduct.how_to_count,
            only=lambda vote: vote.is_tallied,
        ),
        VerbPage(v.RUN_OFF, tallying.run_off, only=conduct.has_seats_left),
        VerbPage(v.CLOSE, voting.close),
        VerbPage(v.STOP, voting.stop, forms.ReasonForm),
    ),
    begins=(Beginning(v.OPEN, voting.open_, forms.OpenForm, initial=_of_the_item, about=_of_ones_own),),
    page=RecordPage(
        crumbs=("meetings.items", lambda vote: vote.item),
        badges=(badges.outcome_badge,),
        beside=conduct.of_vote,
        sections=(
            Facts(
                _("The vote"),
                (
                    Fact("item", linked=True),
                    Fact("matter_name", _("Matter")),
                    Fact("way"),
                    Fact("seats"),
                    Fact("again", linked=True),
                    Fact("until"),
                    Fact("opened_on"),
                    Fact("closed_on"),
                    Fact("sentence", _("For the minutes"), wide=True),
                ),
            ),
            Piece("meetings/candidates.html", only=lambda vote: vote.is_tallied),
            Piece("meetings/counts.html"),
            PANELS,
        ),
    ),
    related=("item__unit", "item__meeting__unit", "again"),
)
