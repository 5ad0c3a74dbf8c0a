"""What people do with documents."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

UPLOAD = Verb(
    "documents.attachment.upload",
    _("Bring a file"),
    _("%(actor)s brought the file %(file)s"),
    frozenset({"file"}),
    icon="upload",
    permission="documents.document.register",  # the first step of it
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
    _("Register incoming document"),
    _("%(actor)s registered the document as incoming no. %(number)s"),
    frozenset({"number"}),
    icon="inbox",
    tone="primary",
)
TAKE_IN = Verb(
    "documents.document.take_in",
    _("Enter into the register"),
    _("%(actor)s entered the document into the register as incoming no. %(number)s"),
    frozenset({"number"}),
    at_once=True,
    icon="inbox",
    tone="primary",
)
PRESENT = Verb(
    "documents.document.present",
    _("Present to the leader"),
    _("%(actor)s presented it to %(leader)s and proposed: %(proposal)s"),
    frozenset({"leader", "proposal"}),
    icon="presentation",
    tone="primary",
)
INSTRUCT = Verb(
    "documents.document.instruct",
    _("Write instruction"),
    _("%(actor)s instructed: %(instruction)s (leads: %(lead)s)"),
    frozenset({"instruction", "lead"}),
    icon="pencil",
    tone="primary",
)
FILE = Verb(
    "documents.document.file",
    _("File for information"),
    _("%(actor)s filed it for information"),
    at_once=True,
    icon="archive",
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
    icon="rotate",
)
DRAFT = Verb(
    "documents.document.draft",
    _("Draft a document"),
    _("%(actor)s drafted the document"),
    icon="file-plus",
    tone="primary",
)
REVISE = Verb("documents.document.revise", _("Change the draft"), _("%(actor)s changed the draft"), icon="edit")
SUBMIT = Verb(
    "documents.document.submit",
    _("Submit for signature"),
    _("%(actor)s submitted the draft for signature"),
    at_once=True,
    icon="send",
    tone="primary",
)
SEND_BACK = Verb(
    "documents.document.send_back",
    _("Send back"),
    _("%(actor)s sent the draft back: %(reason)s"),
    frozenset({"reason"}),
    icon="arrow-back-up",
)
SIGN = Verb(
    "documents.document.sign",
    _("Sign"),
    _("%(actor)s signed the document as no. %(symbol)s"),
    frozenset({"symbol"}),
    icon="signature",
    tone="primary",
    weighty=True,
)
ISSUE = Verb(
    "documents.document.issue",
    _("Issue"),
    _("%(actor)s issued the document to %(count)s units"),
    frozenset({"count"}),
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
