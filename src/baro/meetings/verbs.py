"""What people do about meetings, what is on their agenda, and votes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

REASON = frozenset({"reason"})
CALLED = "meetings.meeting.call"

CALL = Verb(
    CALLED,
    _("Call a meeting"),
    _("%(actor)s prepared the meeting of %(day)s (members: %(count)s)"),
    frozenset({"day", "count"}),
    done=_("The meeting is prepared. Put items on its agenda, then send the invitations."),
    icon="calendar-plus",
    tone="primary",
)
REVISE = Verb(
    "meetings.meeting.revise",
    pgettext_lazy("meeting", "Change"),
    _("%(actor)s changed the meeting: %(day)s, %(begins)s, %(place)s"),
    frozenset({"day", "begins", "place"}),
    icon="pencil",
    permission=CALLED,
)
EXCEPT = Verb(
    "meetings.meeting.except",
    _("Change who counts"),
    _("%(actor)s set who counts in votes: %(member)s – %(standing)s"),
    frozenset({"member", "standing"}),
    icon="user-minus",
    permission=CALLED,
)
INVITE = Verb(
    "meetings.meeting.invite",
    _("Send the invitations"),
    _("%(actor)s sent the invitations (members: %(count)s)"),
    frozenset({"count"}),
    done=_("The invitations are sent. Members answer on the page of the meeting."),
    at_once=True,
    icon="send",
    tone="primary",
    permission=CALLED,
)
ANSWER = Verb(
    "meetings.meeting.answer",
    _("Answer the invitation"),
    _("%(actor)s answered: %(answer)s"),
    frozenset({"answer"}),
    icon="mail-check",
    tone="primary",
    sentence_with={"reason": _("%(actor)s answered: %(answer)s – %(reason)s")},
)
BEGIN = Verb(
    "meetings.meeting.begin",
    _("Open the meeting"),
    _("%(actor)s opened the meeting"),
    at_once=True,
    icon="player-play",
    tone="primary",
    permission=CALLED,
)
ATTEND = Verb(
    "meetings.meeting.attend",
    _("Record who is there"),
    _("%(actor)s recorded who is there (arrived: %(arrived)s, left: %(left)s, there now: %(there)s)"),
    frozenset({"arrived", "left", "there"}),
    icon="users",
    permission=CALLED,
)
EXCUSE = Verb(
    "meetings.meeting.excuse",
    _("Note an excuse"),
    _("%(actor)s noted why %(member)s does not come: %(reason)s"),
    frozenset({"member", "reason"}),
    icon="user-question",
    permission=CALLED,
)
END = Verb(
    "meetings.meeting.end",
    _("Close the meeting"),
    _("%(actor)s closed the meeting and had the minutes drafted"),
    done=_("The meeting is closed. Read the drafted minutes and give them to the members to read."),
    at_once=True,
    icon="player-stop",
    tone="primary",
    permission=CALLED,
)
WRITE = Verb(
    "meetings.meeting.write",
    _("Write the minutes"),
    _("%(actor)s wrote the minutes"),
    icon="pencil",
    permission=CALLED,
)
CIRCULATE = Verb(
    "meetings.meeting.circulate",
    _("Give the minutes to the members"),
    _("%(actor)s gave the minutes to the members to read"),
    done=_("The members can read the minutes, confirm them or object."),
    at_once=True,
    icon="eye",
    tone="primary",
    permission=CALLED,
)
CONFIRM = Verb(
    "meetings.meeting.confirm",
    _("Confirm that I read the minutes"),
    _("%(actor)s read the minutes"),
    at_once=True,
    icon="check",
)
OBJECT = Verb(
    "meetings.meeting.object",
    _("Object to the minutes"),
    _("%(actor)s objected to the minutes: %(words)s"),
    frozenset({"words"}),
    icon="message-exclamation",
)
SETTLE = Verb(
    "meetings.meeting.settle",
    _("Decide about an objection"),
    _("%(actor)s wrote what was decided about the objection of %(member)s: %(answer)s"),
    frozenset({"member", "answer"}),
    icon="message-check",
    permission=CALLED,
)
ATTEST = Verb(
    "meetings.meeting.attest",
    _("Sign as secretary"),
    _("%(actor)s signed the minutes as secretary of the meeting"),
    at_once=True,
    icon="signature",
    tone="primary",
)
SIGN = Verb(
    "meetings.meeting.sign",
    _("Sign as chair"),
    _("%(actor)s signed the minutes as chair of the meeting"),
    at_once=True,
    weighty=True,
    icon="signature",
    tone="primary",
)
REOPEN = Verb(
    "meetings.meeting.reopen",
    _("Reopen the minutes"),
    _("%(actor)s reopened the minutes: %(reason)s"),
    REASON,
    icon="rotate",
)
CANCEL = Verb(
    "meetings.meeting.cancel",
    _("Cancel the meeting"),
    _("%(actor)s cancelled the meeting: %(reason)s"),
    REASON,
    icon="circle-x",
    tone="danger",
    permission=CALLED,
)
HAND_INVITATION = Verb(
    "meetings.meeting.draft_invitation",
    _("Draft the invitation as a document"),
    _("%(actor)s drafted the invitation “%(document)s” from the call"),
    frozenset({"document"}),
    icon="file-text",
    permission="documents.document.draft",
)
TAKE_UP = Verb(
    "meetings.meeting.take_up",
    _("Take up an item"),
    _("%(actor)s took up item %(position)s: %(title)s"),
    frozenset({"position", "title"}),
    icon="player-track-next",
    permission=CALLED,
)
ASK_FLOOR = Verb(
    "meetings.meeting.ask_to_speak",
    _("Ask to speak"),
    _("%(actor)s asked to speak"),
    at_once=True,
    icon="hand-stop",
    tone="primary",
)
GIVE_FLOOR = Verb(
    "meetings.meeting.give_floor",
    _("Give the floor"),
    _("%(actor)s gave the floor to %(member)s"),
    frozenset({"member"}),
    icon="microphone",
    permission=CALLED,
)
END_SPEECH = Verb(
    "meetings.meeting.end_speech",
    _("End the speech"),
    _("%(actor)s ended the speech of %(member)s"),
    frozenset({"member"}),
    at_once=True,
    icon="microphone-off",
    permission=CALLED,
)
SCORE = Verb(
    "meetings.meeting.score",
    _("Score the meeting"),
    _("%(actor)s scored the meeting: %(points)s of %(most)s points"),
    frozenset({"points", "most"}),
    icon="clipboard-check",
)

PROPOSE = Verb(
    "meetings.item.propose",
    _("Put to a meeting"),
    _("%(actor)s put “%(title)s” to a meeting of %(body)s"),
    frozenset({"title", "body"}),
    done=_("The proposal waits in the pool until it is put on an agenda."),
    icon="file-plus",
    tone="primary",
)
SCHEDULE = Verb(
    "meetings.item.schedule",
    _("Put on the agenda"),
    _("%(actor)s put it on the agenda of the meeting of %(day)s"),
    frozenset({"day"}),
    icon="list-numbers",
    tone="primary",
    permission=CALLED,
)
ARRANGE = Verb(
    "meetings.item.arrange",
    _("Change place and time"),
    _("%(actor)s set the place on the agenda: item %(position)s, %(minutes)s minutes"),
    frozenset({"position", "minutes"}),
    icon="arrows-sort",
    permission=CALLED,
)
TAKE_OFF = Verb(
    "meetings.item.take_off",
    _("Take off the agenda"),
    _("%(actor)s took it off the agenda: %(reason)s"),
    REASON,
    icon="arrow-back-up",
    permission=CALLED,
)
WITHDRAW = Verb(
    "meetings.item.withdraw",
    _("Withdraw the proposal"),
    _("%(actor)s withdrew the proposal: %(reason)s"),
    REASON,
    icon="circle-x",
    tone="danger",
    permission="meetings.item.propose",
)
RECUSE = Verb(
    "meetings.item.recuse",
    _("Record a recusal"),
    _("%(member)s takes no part in this item: %(reason)s"),
    frozenset({"member", "reason"}),
    icon="user-off",
    permission=CALLED,
)
CONCLUDE = Verb(
    "meetings.item.conclude",
    _("Conclude the item"),
    _("%(actor)s concluded the item: %(outcome)s"),
    frozenset({"outcome"}),
    icon="gavel",
    tone="primary",
    permission=CALLED,
)
RETURN = Verb(
    "meetings.item.come_back",
    _("Come back to the pool"),
    _("“%(title)s” was postponed and waits in the pool again"),
    frozenset({"title"}),
    automatic=True,
)
HAND_ON = Verb(
    "meetings.item.hand_on",
    _("Draft the document"),
    _("%(actor)s drafted the document “%(document)s” from the decision"),
    frozenset({"document"}),
    icon="file-text",
    tone="primary",
    permission="documents.document.draft",
)
GIVE = Verb(
    "meetings.item.give",
    _("Assign a task from it"),
    _("%(actor)s assigned the task “%(work)s” from the decision"),
    frozenset({"work"}),
    icon="clipboard-plus",
    permission="tasks.task.assign",
)
ASK = Verb(
    "meetings.item.ask",
    _("Ask a body"),
    _("%(actor)s asked %(body)s: %(title)s"),
    frozenset({"body", "title"}),
    done=_("The body has to answer, or to put it on an agenda, until the day that the rules set."),
    icon="message-question",
)
REPLY = Verb(
    "meetings.item.answer",
    pgettext_lazy("a question", "Answer"),
    _("%(actor)s answered: %(reply)s"),
    frozenset({"reply"}),
    icon="message-check",
    tone="primary",
    permission=CALLED,
)
RESERVE = Verb(
    "meetings.item.reserve",
    _("Reserve an opinion"),
    _("%(actor)s reserved an opinion: %(words)s"),
    frozenset({"words"}),
    icon="message-2-exclamation",
)

OPEN = Verb(
    "meetings.vote.open",
    _("Open a vote"),
    _("%(actor)s opened the vote: %(question)s"),
    frozenset({"question"}),
    icon="checkbox",
    tone="primary",
    permission=CALLED,
)
COUNT = Verb(
    "meetings.vote.count",
    _("Enter the count"),
    _("%(actor)s entered a count"),
    icon="calculator",
    tone="primary",
)
TALLY = Verb(
    "meetings.vote.tally",
    _("Enter the papers counted"),
    _("%(actor)s entered a count of papers"),
    icon="calculator",
    tone="primary",
)
RUN_OFF = Verb(
    "meetings.vote.run_off",
    _("Open the run-off"),
    _("%(actor)s opened the run-off between %(names)s for %(seats)s seats"),
    frozenset({"names", "seats"}),
    at_once=True,
    icon="repeat",
    tone="primary",
    permission=CALLED,
)
OPINE = Verb(
    "meetings.vote.opine",
    _("Give your opinion"),
    _("%(actor)s gave an opinion in writing"),
    done=_("Your opinion is recorded. You can change it until the vote is closed."),
    icon="message-dots",
    tone="primary",
)
CLOSE = Verb(
    "meetings.vote.close",
    _("Close the vote"),
    _("%(actor)s closed the vote: %(outcome)s"),
    frozenset({"outcome"}),
    at_once=True,
    icon="lock",
    tone="primary",
    permission=CALLED,
)
STOP = Verb(
    "meetings.vote.stop",
    _("Stop the vote"),
    _("%(actor)s stopped the vote without a result: %(reason)s"),
    REASON,
    icon="circle-x",
    tone="danger",
    permission=CALLED,
)
PASS_ON = passing_on("meetings.meeting")
PASS_ITEM_ON = passing_on("meetings.item")

permissions(meetings=[("see", _("See meetings")), (CALL, None), (PROPOSE, None), (REOPEN, None)])
