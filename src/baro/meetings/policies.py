"""Who may do which verb to meetings, items and votes, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baro.documents.verbs import DRAFT
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.kernel.elections import Tallied
from baro.meetings import verbs as v
from baro.meetings.flow import HELD, ItemState, State, VoteState
from baro.meetings.models import Item, Meeting, Vote, Way
from baro.org.actors import Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.tasks.verbs import ASSIGN


def prepares(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor prepares and keeps the meeting: its secretary, and whoever calls meetings of the body."""
    is_secretary = actor.person_id is not None and actor.person_id == meeting.secretary_id
    return is_secretary or actor.holds(v.CALL, meeting.unit, meeting)


def is_member(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor belongs to the body as it was called."""
    return actor.person_id is not None and meeting.attendees.filter(person=actor.person_id).exists()


@allows(v.CALL)
def may_call(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever calls meetings of the body."""
    if not actor.holds(v.CALL, meeting.unit, meeting):
        return forbidden(_("You cannot call meetings of this body. Its head can give your post this power."))
    return YES


@allows(
    *(v.REVISE, v.EXCEPT, v.EXCUSE, v.INVITE, v.BEGIN, v.ATTEND, v.WRITE, v.CIRCULATE, v.SETTLE, v.CANCEL),
    *(v.TAKE_UP, v.GIVE_FLOOR),
)
def may_prepare(actor: Actor, meeting: Meeting) -> Decision:
    """The secretary of the meeting, and whoever calls meetings of the body."""
    if not prepares(actor, meeting):
        return forbidden(_("Only the secretary of the meeting, or whoever calls meetings of this body, can do this."))
    return YES


@allows(v.END)
def may_end(actor: Actor, meeting: Meeting) -> Decision:
    """The same, once every item is concluded."""
    if not (decision := may_prepare(actor, meeting)):
        return decision
    if meeting.state == State.UNDER_WAY and (count := meeting.items.exclude(state=ItemState.DECIDED).count()):
        sentence = ngettext(
            "%(count)s item has no conclusion. Conclude it or take it off the agenda first.",
            "%(count)s items have no conclusion. Conclude them or take them off the agenda first.",
            count,
        )
        return not_now(sentence % {"count": count})
    return YES


@allows(v.END_SPEECH)
def may_end_speech(actor: Actor, meeting: Meeting) -> Decision:
    """The same, while somebody speaks."""
    if not (decision := may_prepare(actor, meeting)):
        return decision
    if not meeting.speakers.filter(began_at__isnull=False, ended_at=None).exists():
        return not_now(_("Nobody speaks now."))
    return YES


@allows(v.ASK_FLOOR)
def may_ask_to_speak(actor: Actor, meeting: Meeting) -> Decision:
    """A member who is there and does not wait already."""
    if not is_member(actor, meeting):
        return forbidden(_("Only members of the body can do this."))
    if not meeting.attendees.filter(person=actor.person_id, here=True).exists():
        return not_now(_("You are not recorded as being there."))
    if meeting.speakers.filter(attendee__person=actor.person_id, ended_at=None).exists():
        return not_now(_("You are on the list of speakers already."))
    return YES


@allows(v.SCORE)
def may_score(actor: Actor, meeting: Meeting) -> Decision:
    """Whom the score sheet names: the secretary or the chair of the meeting."""
    if meeting.sheet is None:
        return forbidden(_("Meetings of this kind are not scored."))
    people = {"secretary": meeting.secretary_id, "chair": meeting.chair_id}
    if actor.person_id is None or actor.person_id not in {people[who] for who in meeting.sheet.by}:
        return forbidden(_("Only those whom the score sheet names can score this meeting."))
    return YES


@allows(v.HAND_INVITATION)
def may_draft_invitation(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever drafts documents of the body; once for each meeting."""
    if not actor.holds(DRAFT, meeting.unit):
        return forbidden(_("You cannot draft documents of this body."))
    if meeting.invitation_id is not None:
        return not_now(_("The invitation was drafted already."))
    return YES


@allows(v.ANSWER, v.CONFIRM, v.OBJECT)
def may_answer(actor: Actor, meeting: Meeting) -> Decision:
    """The members."""
    if not is_member(actor, meeting):
        return forbidden(_("Only members of the body can do this."))
    return YES


@allows(v.ATTEST)
def may_attest(actor: Actor, meeting: Meeting) -> Decision:
    """The secretary of the meeting, once every objection is decided."""
    if actor.person_id is None or actor.person_id != meeting.secretary_id:
        return forbidden(_("Only the secretary of the meeting can sign here."))
    if count := meeting.objections.filter(answer="").count():
        sentence = ngettext(
            "%(count)s objection is not decided. Write what was decided first.",
            "%(count)s objections are not decided. Write what was decided first.",
            count,
        )
        return not_now(sentence % {"count": count})
    return YES


@allows(v.SIGN)
def may_sign(actor: Actor, meeting: Meeting) -> Decision:
    """The chair."""
    if actor.person_id is None or actor.person_id != meeting.chair_id:
        return forbidden(_("Only the chair of the meeting can sign here."))
    return YES


@allows(v.REOPEN)
def may_reopen(actor: Actor, meeting: Meeting) -> Decision:
    """Few: whoever was given that power."""
    if not actor.holds(v.REOPEN, meeting.unit, meeting):
        return forbidden(_("You cannot reopen minutes of this body. Its head can give your post this power."))
    return YES


@allows(v.PROPOSE)
def may_propose(actor: Actor, item: Item) -> Decision:
    """Whoever may put something to a meeting anywhere may put it to this body; who prepares meetings as well."""
    prepares_it = item.meeting is not None and prepares(actor, item.meeting)
    if not (prepares_it or actor.holds_anywhere(v.PROPOSE) or actor.holds(v.CALL, item.unit)):
        return forbidden(
            _("You cannot put anything to a meeting. The head of your unit can give your post this power.")
        )
    if item.document is not None and item.document.recalled_for:
        return not_now(_("The document was recalled by its issuer, so it is not put to a meeting."))
    return YES


@allows(v.RETURN)
def comes_back(_actor: Actor, _item: Item) -> Decision:
    """What was postponed waits again, whoever concluded it."""
    return YES


@allows(v.SCHEDULE)
def may_schedule(actor: Actor, item: Item) -> Decision:
    """Whoever calls meetings of the body."""
    if not actor.holds(v.CALL, item.unit):
        return forbidden(_("Only a person who calls meetings of this body can put items on an agenda."))
    return YES


@allows(v.ASK)
def may_ask(actor: Actor, item: Item) -> Decision:
    """The members of the body, and whoever holds a post in it or in a unit below it."""
    if actor.person_id is None or item.unit_id is None or not item.may_be_asked_by(actor.person_id):
        return forbidden(_("Only members of this body, and of units below it, can ask it."))
    return YES


@allows(v.REPLY)
def may_reply(actor: Actor, item: Item) -> Decision:
    """Whoever calls meetings of the body, to a question."""
    if not item.is_question:
        return forbidden(_("This is no question of a member."))
    if not actor.holds(v.CALL, item.unit):
        return forbidden(_("Only a person who calls meetings of this body can answer."))
    return YES


@allows(v.RESERVE)
def may_reserve(actor: Actor, item: Item) -> Decision:
    """The members, until the meeting is closed; afterwards an objection to the minutes says it."""
    if item.meeting is None or not is_member(actor, item.meeting):
        return forbidden(_("Only members of the body can do this."))
    if item.meeting.state != State.UNDER_WAY:
        return not_now(_("The meeting is not open."))
    return YES


@allows(v.ARRANGE, v.TAKE_OFF, v.RECUSE)
def may_arrange(actor: Actor, item: Item) -> Decision:
    """Whoever prepares the meeting, until it is closed."""
    if item.meeting is None:
        return may_schedule(actor, item)
    if not prepares(actor, item.meeting):
        return forbidden(_("Only the secretary of the meeting, or whoever calls meetings of this body, can do this."))
    if item.meeting.state in HELD:
        return not_now(_("The meeting is closed."))
    return YES


def _no_open_vote(item: Item) -> Decision:
    if item.pk and item.votes.filter(state=VoteState.OPEN).exists():
        return not_now(_("A vote about this item is open. Close or stop it first."))
    return YES


@allows(v.CONCLUDE)
def may_conclude(actor: Actor, item: Item) -> Decision:
    """Whoever prepares the meeting, while it is under way and no vote is open."""
    if not (decision := may_arrange(actor, item)):
        return decision
    if item.meeting and item.meeting.state != State.UNDER_WAY:
        return not_now(_("The meeting is not open. Open it first."))
    return _no_open_vote(item)


@allows(v.WITHDRAW)
def may_withdraw(actor: Actor, item: Item) -> Decision:
    """The post that proposed it, as long as nobody votes about it."""
    if actor.post_id is None or actor.post_id != item.proposer_post_id:
        return forbidden(_("Only the post that proposed it can withdraw it."))
    return _no_open_vote(item)


@allows(v.HAND_ON)
def may_hand_on(actor: Actor, item: Item) -> Decision:
    """Whoever drafts documents of the body; once for each decision."""
    if not actor.holds(DRAFT, item.unit):
        return forbidden(_("You cannot draft documents of this body."))
    if item.result_id is not None:
        return not_now(_("A document was drafted from this decision already."))
    return YES


@allows(v.GIVE)
def may_give(actor: Actor, item: Item) -> Decision:
    """Whoever gives work for the body or in a unit below it."""
    if not actor.holds(ASSIGN, item.unit):
        return forbidden(_("You cannot assign tasks in this unit."))
    return YES


@allows(v.OPEN)
def may_open(actor: Actor, vote: Vote) -> Decision:
    """Whoever prepares the meeting: under way, or by written opinion as soon as it is called."""
    meeting = vote.item.meeting
    if meeting is None or vote.item.state != ItemState.SCHEDULED:
        return not_now(_("Votes are about items on an agenda that are not concluded."))
    if not prepares(actor, meeting):
        return forbidden(_("Only the secretary of the meeting, or whoever calls meetings of this body, can do this."))
    open_states = (State.CALLED, State.UNDER_WAY) if vote.way == Way.WRITTEN else (State.UNDER_WAY,)
    if vote.way and meeting.state not in open_states:
        return not_now(_("The meeting is not open. Open it first."))
    return _no_open_vote(vote.item)


@allows(v.COUNT)
def may_count(actor: Actor, vote: Vote) -> Decision:
    """Members and whoever prepares the meeting count hands and papers; opinions count themselves."""
    meeting = vote.item.meeting
    if vote.way == Way.WRITTEN:
        return forbidden(_("Written opinions are counted by themselves."))
    if vote.is_tallied:
        return forbidden(_("In this vote papers with names are counted."))
    if meeting is None or not (prepares(actor, meeting) or is_member(actor, meeting)):
        return forbidden(_("Only members of the body, and whoever keeps its meetings, can count."))
    return YES


@allows(v.TALLY)
def may_tally(actor: Actor, vote: Vote) -> Decision:
    """Members and whoever prepares the meeting count papers with names."""
    meeting = vote.item.meeting
    if not vote.is_tallied:
        return forbidden(_("In this vote a question is decided, without names."))
    if meeting is None or not (prepares(actor, meeting) or is_member(actor, meeting)):
        return forbidden(_("Only members of the body, and whoever keeps its meetings, can count."))
    return YES


@allows(v.RUN_OFF)
def may_run_off(actor: Actor, vote: Vote) -> Decision:
    """Whoever prepares the meeting, while it is under way, where seats were not filled; once."""
    if not (decision := may_close(actor, vote)):
        return decision
    if not isinstance(vote.result, Tallied) or not vote.result.again:
        return forbidden(_("No seat is left in this vote."))
    if vote.run_offs.exclude(state=VoteState.STOPPED).exists():
        return not_now(_("The run-off was opened already."))
    if vote.item.state != ItemState.SCHEDULED or vote.item.meeting.state != State.UNDER_WAY:  # type: ignore[union-attr]
        return not_now(_("The meeting is not open. Open it first."))
    return _no_open_vote(vote.item)


@allows(v.OPINE)
def may_opine(actor: Actor, vote: Vote) -> Decision:
    """Members who are counted, in a vote by written opinion."""
    if vote.way != Way.WRITTEN:
        return forbidden(_("This vote is not by written opinion."))
    if actor.person_id is None or actor.person_id not in {one.person_id for one in vote.voters()}:
        return forbidden(_("You are not counted in this vote."))
    return YES


@allows(v.CLOSE, v.STOP)
def may_close(actor: Actor, vote: Vote) -> Decision:
    """Whoever prepares the meeting."""
    meeting = vote.item.meeting
    if meeting is None or not prepares(actor, meeting):
        return forbidden(_("Only the secretary of the meeting, or whoever calls meetings of this body, can do this."))
    return YES


allows(v.PASS_ON, v.PASS_ITEM_ON)(is_part_of_a_reorganisation)
