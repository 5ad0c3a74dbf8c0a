"""What people do with tasks."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

ASSIGN = Verb(
    "tasks.task.assign",
    _("Assign a task"),
    _("%(actor)s assigned “%(work)s” to %(owner)s, due %(due)s"),
    frozenset({"work", "owner", "due"}),
    done=_("Assigned to %(owner)s, due %(due)s."),
    icon="clipboard-plus",
    tone="primary",
)
ACCEPT = Verb(
    "tasks.task.accept", _("Take it on"), _("%(actor)s took the task on"), at_once=True, icon="check", tone="primary"
)
DECLINE = Verb(
    "tasks.task.decline",
    _("Decline"),
    _("%(actor)s declined the task: %(reason)s"),
    frozenset({"reason"}),
    icon="hand-stop",
)
REPORT = Verb(
    "tasks.task.report",
    _("Report progress"),
    _("%(actor)s reported %(percent)s%%: %(words)s"),
    frozenset({"percent", "words"}),
    icon="progress",
)
HAND_IN = Verb(
    "tasks.task.hand_in",
    _("Hand in for acceptance"),
    _("%(actor)s handed in “%(work)s”: %(result)s"),
    frozenset({"work", "result"}),
    icon="send",
    tone="primary",
    sentence_with={
        "no_evidence": _("%(actor)s handed in “%(work)s”: %(result)s (without evidence: %(no_evidence)s)"),
    },
)
WITHDRAW = Verb(
    "tasks.task.withdraw",
    _("Withdraw the result"),
    _("%(actor)s withdrew the result of “%(work)s”"),
    frozenset({"work"}),
    at_once=True,
    icon="arrow-back",
)
APPROVE = Verb(
    "tasks.task.approve",
    _("Approve the result"),
    _("%(actor)s approved the result of “%(work)s”"),
    frozenset({"work"}),
    at_once=True,
    icon="circle-check",
    tone="primary",
)
RETURN = Verb(
    "tasks.task.return",
    _("Return"),
    _("%(actor)s returned “%(work)s”: %(reason)s"),
    frozenset({"work", "reason"}),
    icon="arrow-back-up",
)
UNDO_APPROVAL = Verb(
    "tasks.task.undo_approval",
    _("Undo the approval"),
    _("%(actor)s undid the approval of “%(work)s”: %(reason)s"),
    frozenset({"work", "reason"}),
    icon="arrow-back",
)
REOPEN = Verb(
    "tasks.task.reopen",
    _("Reopen the task"),
    _("%(actor)s reopened “%(work)s”: %(reason)s"),
    frozenset({"work", "reason"}),
    icon="rotate",
)
REWORD = Verb(
    "tasks.task.reword",
    _("Correct the wording"),
    _("%(actor)s corrected the wording from “%(former)s” to “%(now)s”: %(reason)s"),
    frozenset({"former", "now", "reason"}),
    icon="pencil",
)
COMMENT = Verb(
    "tasks.task.comment",
    _("Ask or comment"),
    _("%(actor)s wrote: %(words)s"),
    frozenset({"words"}),
    automatic=True,  # told until remarks could be written on every record; histories still tell it
    icon="message",
)
REASSIGN = Verb(
    "tasks.task.reassign",
    _("Give to another owner"),
    _("%(actor)s gave the task to %(owner)s instead of %(former)s: %(reason)s"),
    frozenset({"owner", "former", "reason"}),
    icon="user-share",
)
ASK_EXTENSION = Verb(
    "tasks.task.ask_extension",
    _("Ask for more time"),
    _("%(actor)s asked to move the deadline from %(due)s to %(asked)s: %(reason)s"),
    frozenset({"due", "asked", "reason"}),
    icon="calendar-question",
)
EXTEND = Verb(
    "tasks.task.extend",
    _("Move the deadline"),
    _("%(actor)s moved the deadline from %(former)s to %(due)s: %(reason)s"),
    frozenset({"former", "due", "reason"}),
    icon="calendar-plus",
)
REFUSE_EXTENSION = Verb(
    "tasks.task.refuse_extension",
    _("Keep the deadline"),
    _("%(actor)s kept the deadline of %(due)s: %(reason)s"),
    frozenset({"due", "reason"}),
    icon="calendar-x",
)
CANCEL = Verb(
    "tasks.task.cancel",
    _("Cancel the task"),
    _("%(actor)s cancelled “%(work)s”: %(reason)s"),
    frozenset({"work", "reason"}),
    icon="circle-x",
    tone="danger",
)
URGE = Verb(
    "tasks.task.urge", _("Urge"), _("%(actor)s urged the owner: %(words)s"), frozenset({"words"}), icon="bell-ringing"
)
# Told by the reminders of before `urging`; its events stay readable.
REMIND = Verb(
    "tasks.task.remind",
    _("Remind"),
    _("The owner was reminded of the deadline of %(due)s"),
    frozenset({"due"}),
    automatic=True,
    icon="alarm",
)
INVOLVE = Verb(
    "tasks.task.involve",
    _("Ask for contributions"),
    _("%(actor)s asked %(units)s to contribute until %(due)s: %(words)s"),
    frozenset({"units", "due", "words"}),
    icon="users-plus",
)
ARRANGE = Verb(
    "tasks.task.arrange",
    _("Set what comes first"),
    _("%(actor)s set what comes before the task: %(first)s"),
    frozenset({"first"}),
    icon="list-numbers",
)
ADD_UP = Verb(
    "tasks.task.add_up",
    _("Add up"),
    _("The progress of the sub-tasks adds up to %(percent)s%%"),
    frozenset({"percent"}),
    automatic=True,
    icon="sum",
)
FINISH = Verb(
    "tasks.task.finish",
    _("Finish"),
    _("“%(work)s” was finished when it was handed in, because it needs no approval"),
    frozenset({"work"}),
    automatic=True,
    icon="circle-check",
)
REPEAT = Verb(
    "tasks.task.repeat",
    _("Repeat the task"),
    _("%(actor)s set the task to repeat: %(rule)s; the next deadline is %(next)s"),
    frozenset({"rule", "next"}),
    icon="repeat",
)
STOP_REPEATING = Verb(
    "tasks.task.stop_repeating",
    _("Stop repeating"),
    _("%(actor)s stopped the repetition: %(reason)s"),
    frozenset({"reason"}),
    icon="repeat-off",
)
OPEN_NEXT = Verb(
    "tasks.task.open_next",
    _("Open the next one"),
    _("“%(work)s” was opened again for %(owner)s, due %(due)s"),
    frozenset({"work", "owner", "due"}),
    automatic=True,
    icon="repeat",
)
EVALUATE = Verb(
    "tasks.task.evaluate",
    _("Evaluate your work"),
    _("%(actor)s evaluated the work on the task: %(grade)s; %(words)s"),
    frozenset({"grade", "words"}),
    icon="star",
)
PASS_ON = passing_on("tasks.task")

permissions(tasks=[("see", _("See tasks")), (ASSIGN, None), (APPROVE, None), (URGE, None)])
