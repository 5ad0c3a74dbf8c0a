"""What stands on the pages of meetings, items and votes beside their facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.kernel.decisions import ask
from baro.kernel.elections import Tallied, follows_in_words
from baro.kernel.majorities import Result
from baro.kernel.periods import spoken_day
from baro.meetings import queries
from baro.meetings.flow import AHEAD, WITH_MINUTES, ItemState, State, VoteState
from baro.meetings.models import Attendee, Item, Meeting, Vote, Way, standing_name
from baro.meetings.policies import prepares
from baro.meetings.verbs import OPEN, PROPOSE
from baro.meetings.web import badges, cells
from baro.org.committees.rules import role_names
from baro.tasks.models import Task
from baro.ui.http import Request
from baro.ui.records import state_badge
from baro.ui.words.cells import badge, link

MOST = 60
FEW = 5  # fewer ballots than this, or all alike, show how each member voted


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item with the hour at which it should begin, and how it ended."""

    item: Item
    begins: str
    sign: SafeString
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member: name, role, what they answered, whether they are there, for what they do not count."""

    name: str
    role: str
    answer: SafeString
    presence: SafeString
    standing: str
    read: bool


def online_link(_meeting: Meeting, value: Any) -> SafeString:
    """The address, to be opened."""
    return link(value, value)


def of_meeting(request: Request, meeting: Meeting) -> dict[str, Any]:
    """Agenda, members, quorum, pool and what became of the decisions before."""
    attendees = list(meeting.attendees.select_related("person"))
    keeps = prepares(request.actor, meeting)
    items = agenda(meeting)
    total = sum(row.item.length for row in items)
    quorum = queries.quorum_of(meeting, attendees)
    return {
        "agenda": items,
        "members": members(meeting, attendees),
        "follow_up": follow_up(request, meeting),
        "total": total,
        "until": _clock(meeting, total),
        "quorum": quorum,
        "quorum_sign": badges.quorum_badge(quorum.is_met),
        "is_under_way": meeting.state == State.UNDER_WAY,
        "moments": queries.presence_of(meeting, attendees),
        "objections": list(meeting.objections.select_related("person")),
        "reading": meeting.state in WITH_MINUTES,
        "read_count": sum(one.read_on is not None for one in attendees),
        "coming": sum(one.comes is True for one in attendees),
        "excused": sum(one.comes is False for one in attendees),
        "score": cells.score_of(meeting) if meeting.score is not None else [],
        "grade": badges.grade_badge(meeting),
        **_pool(request, meeting, keeps=keeps),
    }


def _pool(request: Request, meeting: Meeting, *, keeps: bool) -> dict[str, Any]:
    """What waits for an agenda of the body, for whoever prepares the meeting while it is ahead."""
    if not keeps or meeting.state not in AHEAD:
        return {"pool": [], "adds": ""}
    waiting = Item.objects.visible_to(request.actor).filter(unit=meeting.unit, state=ItemState.PROPOSED)
    rows = list(waiting.select_related("proposer_post__unit").order_by("proposed_on", "pk")[:MOST])
    return {"pool": rows, "adds": f"{reverse(PROPOSE.code)}?meeting={meeting.pk}"}


def _clock(meeting: Meeting, minutes: int) -> str:
    begins = datetime.combine(meeting.day, meeting.begins) + timedelta(minutes=minutes)
    return f"{begins:%H:%M}"


def agenda(meeting: Meeting) -> list[AgendaRow]:
    """The items in order; each begins when those before it should be over."""
    rows, so_far = [], 0
    for item in meeting.items.prefetch_related("votes").order_by("position", "pk"):
        votes = tuple(item.votes.all())
        rows.append(AgendaRow(item, _clock(meeting, so_far), badges.conclusion_badge(item), votes))
        so_far += item.length
    return rows


def members(meeting: Meeting, attendees: list[Attendee]) -> list[MemberRow]:
    """Everybody of the body, as the meeting has them."""
    roles = role_names(meeting.day)
    return [
        MemberRow(
            str(one),
            roles.get(one.role, one.role),
            _answer(one),
            _presence(meeting, one),
            standing_name(one.standing) if one.standing else "",
            one.read_on is not None,
        )
        for one in attendees
    ]


def _answer(one: Attendee) -> SafeString:
    if one.comes is None:
        return SafeString("")
    return badge(_("Comes"), "good") if one.comes else badge(_("Excused"), "warn")


def _presence(meeting: Meeting, one: Attendee) -> SafeString:
    if meeting.state == State.UNDER_WAY:
        if one.here:
            return badge(_("Online"), "accent") if one.online else badge(_("There"), "good")
        return badge(_("Left"), "warn") if one.came else SafeString("")
    if meeting.opened_at is None or (one.comes is False and not one.came):
        return SafeString("")
    return badge(_("Was there"), "good") if one.came else badge(_("Absent"), "neutral")


def follow_up(request: Request, meeting: Meeting) -> list[tuple[Item, int, int]]:
    """The decisions of the meeting before, each with how many tasks it gave out and how many of them are open."""
    earlier = queries.before(meeting)
    if earlier is None:
        return []
    still = Task.objects.open()  # sees: only how many they are is said
    unfinished = Q(given__task__in=still.order_by().values("pk"))
    rows = Item.objects.visible_to(request.actor).filter(meeting=earlier, conclusion="adopted")
    counted = rows.annotate(all=Count("given"), open=Count("given", filter=unfinished)).order_by("position", "pk")
    return [(item, item.all, item.open) for item in counted]


def of_item(request: Request, item: Item) -> dict[str, Any]:
    """Votes, recusals, and the tasks that follow, as far as the reader sees them."""
    given = Task.objects.visible_to(request.actor).filter(pk__in=item.given.order_by().values("task"))
    tasks = list(given.for_cards().order_by("pk")[:MOST])
    may_open = item.meeting is not None and bool(ask(request.actor, OPEN, Vote(item=item)))
    return {
        "votes": [(vote, _sign(vote)) for vote in item.votes.order_by("pk")],
        "recusals": list(item.recusals.select_related("attendee__person")),
        "reservations": list(item.reservations.select_related("attendee__person")),
        "tasks": tasks,
        "unseen": item.given.count() - len(tasks),
        "opens": f"{reverse(OPEN.code)}?item={item.pk}" if may_open else "",
        "room": _room(request, item),
    }


def _room(request: Request, item: Item) -> str:
    """The view of the meeting under way in which the item is dealt with, for who sees the meeting."""
    if item.meeting is None or item.meeting.state != State.UNDER_WAY:
        return ""
    seen = Meeting.objects.visible_to(request.actor).filter(pk=item.meeting_id).exists()
    return reverse("meetings.room", args=[item.meeting_id]) if seen else ""


def _sign(vote: Vote) -> SafeString:
    return badges.outcome_badge(vote) or state_badge(VoteState(vote.state))


def invitation(_request: Request, meeting: Meeting) -> dict[str, Any]:
    """The words of the invitation, from the call: who invites to what, when, where, with which agenda."""
    told = {
        "meeting": meeting,
        "unit": meeting.unit,
        "day": spoken_day(meeting.day),
        "time": f"{meeting.begins:%H:%M}",
        "place": meeting.place or meeting.online or "—",
        "chair": meeting.chair,
    }
    lines = [
        _("%(unit)s invites to: %(meeting)s") % told,
        _("Time: %(time)s, %(day)s") % told,
        _("Place: %(place)s") % told,
        *([meeting.online] if meeting.online and meeting.place else []),
        _("Chair: %(chair)s") % told,
        _("Agenda:"),
        *(f"{place}. {row.item.title}" for place, row in enumerate(agenda(meeting), start=1)),
    ]
    return {"abstract": _("invitation to %(meeting)s, %(day)s") % told, "body": "\n".join(lines)}


def has_seats_left(vote: Vote) -> bool:
    """Whether a run-off can follow."""
    return isinstance(vote.result, Tallied) and bool(vote.result.again)


def how_to_count(vote: Vote) -> str:
    """Who counts, and how often."""
    found = vote.electorate
    sentence = _("Members who count: %(entitled)s; of them there: %(present)s.")
    said = sentence % {"entitled": found.entitled, "present": found.present}
    if vote.way == Way.PAPER:
        twice = _("Two people count the papers and each enters what they counted.")
        said = f"{said} {twice}"
    return said


def of_vote(request: Request, vote: Vote) -> dict[str, Any]:
    """Who does not count and why, the counts, and the opinions once the vote is closed."""
    electorate, is_closed = vote.electorate, vote.state == VoteState.CLOSED
    counts = list(vote.counts.select_related("person"))
    opinions = vote.opinions.select_related("attendee__person")
    own = opinions.filter(attendee__person=request.actor.person_id or 0)
    answered = vote.opinions.count()
    return {
        "electorate": vote.result or electorate,
        "excluded": (vote.result or electorate).excluded,
        "counts": counts if is_closed or vote.way == Way.HANDS else [],
        "counted_by": [str(one.person) for one in counts or vote.tallies.select_related("person")],
        "opinions": list(opinions if is_closed else own),
        "answered": answered,
        "is_asked": vote.way == Way.WRITTEN and vote.state == VoteState.OPEN,
        "reveals": vote.way == Way.PAPER and (electorate.entitled < FEW or _unanimous(vote)),
        **_of_names(vote),
    }


def _of_names(vote: Vote) -> dict[str, Any]:
    """Who stands, once the vote is closed with the votes for each, and the levels of confidence."""
    if not vote.is_tallied:
        return {"lines": [], "levels": [], "run_offs": []}
    found = vote.result if isinstance(vote.result, Tallied) else None
    lines = [(line, badges.standing_badge(line), follows_in_words(line)) for line in found.lines] if found else []
    return {
        "lines": lines,
        "levels": [str(level) for level in vote.about.levels] or [_("Votes")],
        "run_offs": list(vote.run_offs.order_by("pk")),
    }


def _unanimous(vote: Vote) -> bool:
    found = vote.result.ballots if isinstance(vote.result, Result) else None
    return found is not None and found.cast > 0 and found.cast in (found.yes, found.no)
