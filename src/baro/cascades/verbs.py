"""What people do with cascades: whoever may assign work to units may send it to many of them."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on
from baro.tasks.verbs import ASSIGN, URGE

DRAFT = Verb(
    "cascades.cascade.draft",
    _("Draft a cascade"),
    _("%(actor)s drafted the cascade “%(work)s” (recipients: %(recipients)s)"),
    frozenset({"work", "recipients"}),
    icon="binary-tree",
    permission=ASSIGN.code,
)
REVISE = Verb(
    "cascades.cascade.revise",
    _("Change the draft"),
    _("%(actor)s changed the draft of “%(work)s” (recipients: %(recipients)s)"),
    frozenset({"work", "recipients"}),
    icon="pencil",
    permission=ASSIGN.code,
)
ADD_FIELD = Verb(
    "cascades.cascade.add_field",
    _("Add a field"),
    _("%(actor)s added the field “%(field)s”"),
    frozenset({"field"}),
    icon="plus",
    permission=ASSIGN.code,
)
REMOVE_FIELD = Verb(
    "cascades.cascade.remove_field",
    _("Remove a field"),
    _("%(actor)s removed the field “%(field)s”"),
    frozenset({"field"}),
    icon="x",
    permission=ASSIGN.code,
)
SEND = Verb(
    "cascades.cascade.send",
    _("Send"),
    _("%(actor)s sent “%(work)s”, due %(due)s, to %(count)s units (left out: %(left)s)"),
    frozenset({"work", "due", "count", "left"}),
    done=_("Sent. Recipients: %(count)s. Units left out: %(left)s."),
    icon="send",
    tone="primary",
    permission=ASSIGN.code,
)
SEND_MORE = Verb(
    "cascades.cascade.send_more",
    _("Send to further units"),
    _("%(actor)s sent “%(work)s”, due %(due)s, to %(count)s further units (left out: %(left)s)"),
    frozenset({"work", "due", "count", "left"}),
    done=_("Sent. Further recipients: %(count)s. Units left out: %(left)s."),
    icon="send",
    permission=ASSIGN.code,
)
DISCARD = Verb(
    "cascades.cascade.discard",
    _("Discard the draft"),
    _("%(actor)s discarded the draft"),
    at_once=True,
    icon="trash",
    tone="danger",
    permission=ASSIGN.code,
)
REMIND = Verb(
    "cascades.cascade.remind",
    _("Urge the missing units"),
    _("%(actor)s urged %(count)s units that have not answered: %(words)s"),
    frozenset({"count", "words"}),
    done=_("Units urged: %(count)s."),
    icon="bell-ringing",
    permission=URGE.code,
)
ENTER = Verb(
    "cascades.cascade.enter",
    _("Upload answers"),
    _("%(actor)s uploaded answers of %(count)s units from the file %(file)s"),
    frozenset({"count", "file"}),
    done=_("Answers saved. Units: %(count)s. Each unit checks its answer and hands it in."),
    icon="file-upload",
    permission=ASSIGN.code,
)
CLOSE = Verb(
    "cascades.cascade.close",
    _("Close the cascade"),
    _("%(actor)s closed the cascade (accepted: %(accepted)s of %(count)s): %(words)s"),
    frozenset({"accepted", "count", "words"}),
    icon="circle-check",
    permission=ASSIGN.code,
)
REOPEN = Verb(
    "cascades.cascade.reopen",
    _("Reopen the cascade"),
    _("%(actor)s reopened the cascade: %(reason)s"),
    frozenset({"reason"}),
    icon="rotate",
    permission=ASSIGN.code,
)
PASS_ON = passing_on("cascades.cascade")

ANSWER = Verb(
    "cascades.recipient.answer",
    _("Answer and hand in"),
    _("%(actor)s answered: %(answer)s"),
    frozenset({"answer"}),
    done=_("Your answer was handed in."),
    icon="send",
    tone="primary",
)
FILL_IN = Verb(
    "cascades.recipient.fill_in",
    _("Fill in"),
    _("%(actor)s filled in the answer of this unit: %(answer)s"),
    frozenset({"answer"}),
    automatic=True,
    icon="file-upload",
    permission=ASSIGN.code,
)
FORWARD = Verb(
    "cascades.recipient.forward",
    _("Forward to units under you"),
    _("%(actor)s prepared this work for the units under %(unit)s"),
    frozenset({"unit"}),
    icon="binary-tree",
    permission=ASSIGN.code,
)

KEEP = Verb(
    "cascades.unitset.keep",
    _("Save a set of units"),
    _("%(actor)s saved the set “%(name)s” (units: %(count)s)"),
    frozenset({"name", "count"}),
    icon="bookmark",
    permission=ASSIGN.code,
)
CHANGE = Verb(
    "cascades.unitset.change",
    _("Change the set"),
    _("%(actor)s changed the set “%(name)s” (units: %(count)s)"),
    frozenset({"name", "count"}),
    icon="pencil",
    permission=ASSIGN.code,
)
RETIRE = Verb(
    "cascades.unitset.retire",
    _("Remove the set"),
    _("%(actor)s removed the set “%(name)s” from the choice"),
    frozenset({"name"}),
    at_once=True,
    icon="trash",
    tone="danger",
    permission=ASSIGN.code,
)
