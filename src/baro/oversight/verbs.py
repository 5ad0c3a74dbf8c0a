"""What people do in oversight."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

OPEN = Verb(
    "oversight.case.open",
    _("Open a case"),
    _("%(actor)s opened the case %(symbol)s, due %(due)s"),
    frozenset({"symbol", "due"}),
    done=_("The case is open. Only who works on it sees it."),
    icon="folder-plus",
    tone="primary",
    weighty=True,
)
APPOINT = Verb(
    "oversight.case.appoint",
    _("Appoint to the team"),
    _("%(actor)s appointed %(person)s to the team"),
    frozenset({"person"}),
    icon="user-plus",
    permission="oversight.case.open",
    sentence_with={"in_spite_of": _("%(actor)s appointed %(person)s to the team, in spite of: %(in_spite_of)s")},
)
RELEASE = Verb(
    "oversight.case.release",
    _("Release from the team"),
    _("%(actor)s released %(person)s from the team: %(reason)s"),
    frozenset({"person", "reason"}),
    icon="user-minus",
    permission="oversight.case.open",
)
DECLARE = Verb(
    "oversight.case.declare",
    _("Declare an interest"),
    _("%(actor)s declared an interest and left the team: %(reason)s"),
    frozenset({"reason"}),
    icon="hand-stop",
    done=_("You are no longer in the team."),
)
ANNOUNCE = Verb(
    "oversight.case.announce",
    _("Announce the case"),
    _("%(actor)s announced the case to its subject"),
    done=_("Whom the case concerns was told. They see what is given to them."),
    icon="speakerphone",
    tone="primary",
    permission="oversight.case.open",
    weighty=True,
)
FIND = Verb(
    "oversight.case.find",
    _("Record a finding"),
    _("%(actor)s recorded a finding"),
    icon="eye-search",
    permission="oversight.see",
)
EXTEND = Verb(
    "oversight.case.extend",
    _("Extend the case"),
    _("%(actor)s extended the case until %(due)s: %(reason)s"),
    frozenset({"due", "reason"}),
    icon="calendar-plus",
    permission="oversight.case.open",
)
PRESENT = Verb(
    "oversight.case.present",
    _("Present the findings"),
    _("%(actor)s presented the findings (findings: %(count)s)"),
    frozenset({"count"}),
    done=_("Whom the case concerns sees the findings now and can state their view."),
    icon="presentation",
    tone="primary",
    permission="oversight.case.open",
    weighty=True,
)
TRANSFER = Verb(
    "oversight.case.transfer",
    _("Transfer to an inspection on signs"),
    _("%(actor)s transferred the case; %(symbol)s goes on with it: %(reason)s"),
    frozenset({"symbol", "reason"}),
    icon="transfer",
    permission="oversight.case.open",
    weighty=True,
)
PENALISE = Verb(
    "oversight.case.penalise",
    _("Propose discipline"),
    _("%(actor)s proposed discipline to %(body)s"),
    frozenset({"body"}),
    icon="gavel",
    permission="oversight.case.open",
)
CLOSE = Verb(
    "oversight.case.close",
    _("Close the case"),
    _("%(actor)s closed the case"),
    done=_("The case is closed. Its remedies are followed until they are settled."),
    icon="folder-check",
    tone="primary",
    permission="oversight.case.open",
    weighty=True,
)
STOP = Verb(
    "oversight.case.stop",
    _("Stop the case"),
    _("%(actor)s stopped the case: %(reason)s"),
    frozenset({"reason"}),
    icon="folder-x",
    tone="danger",
    permission="oversight.case.open",
    weighty=True,
)
CLEAR = Verb(
    "oversight.case.clear",
    _("Clear on complaint"),
    _("%(body)s cleared whom the case concerns, on complaint"),
    frozenset({"body"}),
    automatic=True,
    icon="scale",
    weighty=True,
)
READ = Verb("oversight.case.read", _("Read the case"), _("%(actor)s read the case"), automatic=True, icon="eye")
PASS_ON = passing_on("oversight.case")

EXPLAIN = Verb(
    "oversight.side.explain",
    _("State my view"),
    _("%(actor)s stated a view"),
    done=_("Your words stand in the case. Nobody can change them."),
    icon="message-2",
    tone="primary",
)

BEGIN_PAPER = Verb(
    "oversight.paper.begin",
    pgettext_lazy("paper of a case", "Begin"),
    _("%(actor)s began the paper “%(paper)s”"),
    frozenset({"paper"}),
    at_once=True,
    icon="player-play",
    permission="oversight.see",
)
FINISH_PAPER = Verb(
    "oversight.paper.finish",
    pgettext_lazy("paper of a case", "Finish"),
    _("%(actor)s finished the paper “%(paper)s”"),
    frozenset({"paper"}),
    icon="file-check",
    tone="primary",
    permission="oversight.see",
    sentence_with={"note": _("%(actor)s finished the paper “%(paper)s” without a file: %(note)s")},
)
REOPEN_PAPER = Verb(
    "oversight.paper.reopen",
    pgettext_lazy("paper of a case", "Reopen"),
    _("%(actor)s reopened the paper “%(paper)s”: %(reason)s"),
    frozenset({"paper", "reason"}),
    icon="rotate",
    permission="oversight.see",
)
SET_PAPER = Verb(
    "oversight.paper.prescribe",
    _("Prescribe"),
    _("The paper “%(paper)s” is prescribed"),
    frozenset({"paper"}),
    automatic=True,
    icon="file",
)

RECORD = Verb(
    "oversight.finding.record",
    _("Record"),
    _("%(actor)s recorded: %(what)s"),
    frozenset({"what"}),
    automatic=True,
    icon="eye-search",
    sentence_with={"earlier": _("%(actor)s recorded: %(what)s (repeated, after: %(earlier)s)")},
)
REVISE = Verb(
    "oversight.finding.revise",
    pgettext_lazy("finding", "Change"),
    _("%(actor)s changed the finding: %(reason)s"),
    frozenset({"reason"}),
    icon="pencil",
    permission="oversight.see",
)
WITHDRAW = Verb(
    "oversight.finding.withdraw",
    pgettext_lazy("finding", "Withdraw"),
    _("%(actor)s withdrew the finding: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    tone="danger",
    permission="oversight.case.open",
)
ORDER = Verb(
    "oversight.finding.order",
    _("Order a remedy"),
    _("%(actor)s ordered a remedy: %(work)s"),
    frozenset({"work"}),
    done=_("The remedy is a task now, with an owner and a deadline."),
    icon="clipboard-plus",
    permission="tasks.task.assign",
)
SETTLE = Verb(
    "oversight.finding.settle",
    _("Settle the finding"),
    _("%(actor)s settled the finding: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-check",
    tone="primary",
    permission="oversight.see",
)

PROPOSE = Verb(
    "oversight.penalty.propose",
    _("Propose"),
    _("%(actor)s proposed “%(form)s” to %(body)s: %(reason)s"),
    frozenset({"form", "body", "reason"}),
    automatic=True,
    icon="gavel",
)
HEAR = Verb(
    "oversight.penalty.hear",
    _("Record the hearing"),
    _("%(actor)s recorded the hearing: %(hearing)s"),
    frozenset({"hearing"}),
    done=_("Whom it concerns was heard. The body can decide now."),
    icon="ear",
    tone="primary",
    permission="oversight.case.open",
    weighty=True,
)
DECIDE = Verb(
    "oversight.penalty.decide",
    _("Enter the decision"),
    _("%(actor)s entered the decision of %(body)s: “%(form)s”, %(yes)s of %(base)s"),
    frozenset({"body", "form", "yes", "base"}),
    done=_("The decision is in force. Whom it concerns was told how to complain, and until when."),
    icon="gavel",
    tone="primary",
    weighty=True,
)
DROP = Verb(
    "oversight.penalty.drop",
    _("End without discipline"),
    _("%(actor)s ended it without discipline: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    permission="oversight.penalty.decide",
    weighty=True,
)
LAPSE = Verb(
    "oversight.penalty.lapse",
    _("Lapse"),
    _("The discipline lapsed on %(day)s"),
    frozenset({"day"}),
    automatic=True,
    icon="calendar-off",
)
APPEAL = Verb(
    "oversight.penalty.appeal",
    _("Complain"),
    _("%(actor)s complained to %(body)s"),
    frozenset({"body"}),
    done=_("Your complaint lies with another body now. Until it decides, the discipline is obeyed."),
    icon="scale",
    tone="primary",
    weighty=True,
)
ALTER = Verb(
    "oversight.penalty.alter",
    _("Change on complaint"),
    _("%(body)s changed “%(former)s” to “%(form)s” on complaint"),
    frozenset({"body", "former", "form"}),
    automatic=True,
    icon="scale",
)
ANNUL_PENALTY = Verb(
    "oversight.penalty.annul",
    _("Annul on complaint"),
    _("%(body)s annulled the discipline on complaint"),
    frozenset({"body"}),
    automatic=True,
    icon="scale",
    weighty=True,
)

FILE = Verb("oversight.appeal.file", _("File"), _("%(actor)s filed the complaint"), automatic=True, icon="scale")
KEEP = Verb(
    "oversight.appeal.keep",
    _("Keep the discipline"),
    _("%(actor)s entered the decision: kept. %(answer)s"),
    frozenset({"answer"}),
    icon="equal",
    weighty=True,
)
CHANGE = Verb(
    "oversight.appeal.change",
    _("Change the discipline"),
    _("%(actor)s entered the decision: changed to “%(form)s”. %(answer)s"),
    frozenset({"form", "answer"}),
    icon="arrows-exchange",
    permission="oversight.appeal.keep",
    weighty=True,
)
ANNUL = Verb(
    "oversight.appeal.annul",
    _("Annul the discipline"),
    _("%(actor)s entered the decision: annulled, with an apology. %(answer)s"),
    frozenset({"answer"}),
    done=_("The discipline is withdrawn everywhere, and the apology stands in the case."),
    icon="heart-handshake",
    permission="oversight.appeal.keep",
    weighty=True,
)
PASS_PENALTY_ON = passing_on("oversight.penalty")
PASS_APPEAL_ON = passing_on("oversight.appeal")

permissions(oversight=[("see", _("See cases of inspection")), (OPEN, None), (DECIDE, None), (KEEP, None)])
