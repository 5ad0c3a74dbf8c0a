"""What people do with documents."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

UPLOAD = Verb(
    "documents.attachment.upload",
    _("Register an incoming document"),
    _("%(actor)s uploaded the file %(file)s"),
    frozenset({"file"}),
    icon="inbox",
    permission="documents.document.register",  # the first step of it
    done=_("Uploaded. Nothing is in the register yet: compare the fields with the file, then save."),
)
DISCARD = Verb(
    "documents.attachment.discard",
    _("Discard"),
    _("The file %(file)s was removed, because it became part of nothing"),
    frozenset({"file"}),
    automatic=True,
    icon="trash",
)
REGISTER = Verb(
    "documents.document.register",
    _("Register an incoming document"),
    _("%(actor)s registered the document as incoming no. %(number)s"),
    frozenset({"number"}),
    done=_("Registered with incoming no. %(number)s."),
    icon="inbox",
    tone="primary",
)
TAKE_IN = Verb(
    "documents.document.take_in",
    _("Enter into the register"),
    _("%(actor)s entered the document into the register as incoming no. %(number)s"),
    frozenset({"number"}),
    done=_("Registered with incoming no. %(number)s."),
    at_once=True,
    icon="inbox",
    tone="primary",
)
CORRECT = Verb(
    "documents.document.correct",
    _("Correct the entry"),
    _("%(actor)s corrected the entry in the register (%(fields)s): %(now)s, not %(former)s; %(reason)s"),
    frozenset({"fields", "now", "former", "reason"}),
    done=_("The entry is corrected. The history keeps what it said before."),
    icon="pencil",
    permission=REGISTER.code,
)
CANCEL_NUMBER = Verb(
    "documents.document.cancel_number",
    _("Cancel the number"),
    _("%(actor)s cancelled incoming no. %(number)s: %(reason)s"),
    frozenset({"number", "reason"}),
    done=_("Incoming no. %(number)s is cancelled. It stays in the register with your reason and is not given again."),
    icon="circle-x",
    permission=REGISTER.code,
)
PRESENT = Verb(
    "documents.document.present",
    _("Present to the leader"),
    _("%(actor)s presented it to %(leader)s and proposed: %(proposal)s"),
    frozenset({"leader", "proposal"}),
    sentence_with={"lead": _("%(actor)s presented it to %(leader)s and proposed: %(proposal)s (leads: %(lead)s)")},
    done=_("Presented to %(leader)s."),
    icon="presentation",
    tone="primary",
)
HAND_BACK = Verb(
    "documents.document.hand_back",
    _("Return to the office"),
    _("%(actor)s returned the document without an instruction: %(reason)s"),
    frozenset({"reason"}),
    done=_("Returned to the office, which can present it again."),
    icon="arrow-back-up",
)
INSTRUCT = Verb(
    "documents.document.instruct",
    _("Write instruction"),
    _("%(actor)s instructed: %(instruction)s (leads: %(lead)s)"),
    frozenset({"instruction", "lead"}),
    done=_("Instructed: %(lead)s leads. Next, the work is assigned."),
    icon="pencil",
    tone="primary",
)
AGREE = Verb(
    "documents.document.agree",
    _("Agree to the proposal"),
    _("%(actor)s agreed and instructed: %(instruction)s (leads: %(lead)s)"),
    frozenset({"instruction", "lead"}),
    done=_("Instructed as proposed: %(lead)s leads. Next, the work is assigned."),
    at_once=True,
    icon="check",
    tone="primary",
    permission=INSTRUCT.code,
)
AMEND = Verb(
    "documents.document.amend",
    _("Change the instruction"),
    _("%(actor)s changed the instruction: %(instruction)s (leads: %(lead)s)"),
    frozenset({"instruction", "lead"}),
    done=_("The instruction is changed. The history keeps the one before."),
    icon="pencil",
    permission=INSTRUCT.code,
)
FILE = Verb(
    "documents.document.file",
    _("File for information"),
    _("%(actor)s filed it for information"),
    done=_("Filed for information. To undo this, press “Take up again”."),
    at_once=True,
    icon="archive",
)
TAKE_UP = Verb(
    "documents.document.take_up",
    _("Take up again"),
    _("%(actor)s took it up again after it was filed"),
    done=_("The document is registered again and waits to be presented."),
    at_once=True,
    icon="rotate",
)
CARRY_OUT = Verb(
    "documents.document.carry_out",
    _("Carried out"),
    _("Everything that follows from the document is done: it is carried out"),
    automatic=True,
    icon="circle-check",
)
RESUME = Verb(
    "documents.document.resume",
    _("Resume"),
    _("A task of the document is open again: the document is in progress again"),
    automatic=True,
    icon="rotate",
)
REOPEN = Verb(
    "documents.document.reopen",
    _("Reopen"),
    _("%(actor)s reopened the document: %(reason)s"),
    frozenset({"reason"}),
    done=_("The document is reopened. Next, further work is assigned."),
    icon="rotate",
)
DRAFT = Verb(
    "documents.document.draft",
    _("Draft a document"),
    _("%(actor)s drafted the document"),
    done=_("The draft is saved. Submit it when it is ready."),
    icon="file-plus",
    tone="primary",
)
CLASSIFY = Verb(
    "documents.document.classify",
    _("Set the field of work"),
    _("%(actor)s set the field of work to %(now)s; before it was %(former)s"),
    frozenset({"now", "former"}),
    done=_("The field of work is set."),
    icon="tag",
    permission=REGISTER.code,
)
REVISE = Verb(
    "documents.document.revise",
    _("Change the draft"),
    _("%(actor)s changed the draft"),
    done=_("The draft is saved. Submit it when it is ready."),
    icon="edit",
)
SUBMIT = Verb(
    "documents.document.submit",
    _("Submit for signature"),
    _("%(actor)s submitted the draft for signature"),
    done=_("Submitted for signature. Until it is signed you can withdraw it."),
    at_once=True,
    icon="send",
    tone="primary",
)
ASK = Verb(
    "documents.document.ask",
    _("Submit for approval"),
    _("%(actor)s submitted the draft for approval: %(step)s"),
    frozenset({"step"}),
    done=_("Submitted for approval. Until it is signed you can withdraw it."),
    at_once=True,
    icon="send",
    tone="primary",
)
APPROVE = Verb(
    "documents.document.approve",
    _("Approve the draft"),
    _("%(actor)s approved the draft (%(step)s)"),
    frozenset({"step"}),
    done=_("Approved. The next step of approval was told."),
    icon="circle-check",
    tone="primary",
    weighty=True,
)
CLEAR = Verb(
    "documents.document.clear",
    _("Approve for signature"),
    _("%(actor)s approved the draft (%(step)s); it awaits signature"),
    frozenset({"step"}),
    done=_("Approved. The draft awaits signature."),
    icon="circle-check",
    tone="primary",
    weighty=True,
)
EXCUSE = Verb(
    "documents.document.excuse",
    _("Answer a remark"),
    _("%(actor)s let a remark of the draft check pass (%(remark)s): %(reason)s"),
    frozenset({"remark", "reason"}),
    done=_("The remark stays on the page with your reason."),
    icon="message-check",
)
WITHDRAW = Verb(
    "documents.document.withdraw",
    _("Withdraw the draft"),
    _("%(actor)s withdrew the draft before it was signed"),
    done=_("The draft is yours again. Change it and submit it once more."),
    at_once=True,
    icon="arrow-back-up",
)
SEND_BACK = Verb(
    "documents.document.send_back",
    _("Send back"),
    _("%(actor)s sent the draft back: %(reason)s"),
    frozenset({"reason"}),
    done=_("The draft went back to its drafter with your reason."),
    icon="arrow-back-up",
)
SIGN = Verb(
    "documents.document.sign",
    _("Sign"),
    _("%(actor)s signed the document as no. %(symbol)s"),
    frozenset({"symbol"}),
    done=_("Signed as no. %(symbol)s. Next, the clerk issues it."),
    icon="signature",
    tone="primary",
    weighty=True,
)
RESERVE = Verb(
    "documents.document.reserve",
    _("Reserve a number"),
    _("%(actor)s reserved the number %(symbol)s for the draft: %(reason)s"),
    frozenset({"symbol", "reason"}),
    done=_("The number %(symbol)s is reserved. The draft is signed with it."),
    icon="bookmark",
    permission="documents.document.issue",
)
GIVE_BACK = Verb(
    "documents.document.give_back",
    _("Give the number back"),
    _("%(actor)s gave the reserved number %(symbol)s back: %(reason)s"),
    frozenset({"symbol", "reason"}),
    done=_("The number %(symbol)s is given back. The register prints it with your reason."),
    icon="bookmark-off",
    permission="documents.document.issue",
)
SCAN = Verb(
    "documents.document.scan",
    _("Add the scan signed on paper"),
    _("%(actor)s added the scan of the paper that was signed: %(file)s"),
    frozenset({"file"}),
    done=_("The scan is added. It goes to the recipients as the signed file."),
    icon="scan",
)
MAKE = Verb(
    "documents.attachment.make",
    _("Make the signed file"),
    _("The signed file %(file)s was made"),
    frozenset({"file"}),
    automatic=True,
    icon="file-certificate",
)
SEAL = Verb(
    "documents.attachment.seal",
    _("Seal the signed file"),
    _("The seal of %(organ)s was put on the file %(file)s"),
    frozenset({"organ", "file"}),
    automatic=True,
    icon="rubber-stamp",
)
ISSUE = Verb(
    "documents.document.issue",
    _("Issue"),
    _("%(actor)s issued the document to %(count)s units"),
    frozenset({"count"}),
    done=_("Issued (recipients: %(count)s). Who received it stands below."),
    at_once=True,
    weighty=True,
    icon="send-2",
    tone="primary",
)
ARRIVE = Verb(
    "documents.document.arrive",
    _("Arrive"),
    _("The document %(symbol)s arrived from %(issuer)s"),
    frozenset({"symbol", "issuer"}),
    automatic=True,
    icon="mail-down",
)
RECALL = Verb(
    "documents.document.recall",
    _("Recall"),
    _("%(actor)s recalled the document from %(count)s units: %(reason)s"),
    frozenset({"count", "reason"}),
    done=_("Recalled. Every recipient sees it with your reason."),
    weighty=True,
    icon="arrow-back",
)
REPLACE = Verb(
    "documents.document.replace",
    _("Draft a replacement"),
    _("%(actor)s drafted a document that replaces this one"),
    done=_("The replacement is a draft of yours. When it is issued, the former document is recalled."),
    at_once=True,
    icon="replace",
    permission=DRAFT.code,
)
RETURN = Verb(
    "documents.document.return",
    _("Return to the issuer"),
    _("%(actor)s returned the document to the issuer: %(reason)s"),
    frozenset({"reason"}),
    done=_("Returned. The issuer reads your reason."),
    icon="corner-up-left",
    permission=REGISTER.code,
)
LOSE = Verb(
    "documents.document.lose",
    _("Lose to a recall"),
    _("%(issuer)s recalled the document before it was registered: %(reason)s"),
    frozenset({"issuer", "reason"}),
    automatic=True,
    icon="arrow-back",
)
TAKE_NOTE = Verb(
    "documents.document.take_note",
    _("Take note of a recall or return"),
    _("%(unit)s: %(reason)s"),
    frozenset({"unit", "reason"}),
    automatic=True,
    icon="info-circle",
)
ENTER = Verb(
    "documents.document.enter",
    _("Enter from an earlier register"),
    _("%(actor)s entered the document from the register kept before"),
    automatic=True,
    icon="book",
)
READ = Verb("documents.document.read", _("Read"), _("%(actor)s read the document"), automatic=True, icon="eye")
PASS_ON = passing_on("documents.document")

permissions(
    documents=[("see", _("See documents")), *((v, None) for v in (REGISTER, PRESENT, INSTRUCT, DRAFT, SIGN, ISSUE))]
)
