"""Who may do which verb to a document, and why not."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents import steps
from baro.documents import verbs as v
from baro.documents import verbs_in_force as f
from baro.documents.flow import UNSIGNED, State
from baro.documents.models import Attachment, Direction, Document, Made
from baro.documents.reviews import OPEN
from baro.documents.rulebook import Handling
from baro.kernel import rulebook
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.kernel.periods import spoken_day
from baro.org.actors import ANYTHING, Actor
from baro.org.policies import is_part_of_a_reorganisation


def gives_work(source: Document | None) -> Decision:
    """Whether work may follow from a document: one that was signed, was not recalled, and is not secret."""
    if source is None:
        return YES
    if source.is_secret:
        return not_now(_("A secret document is worked on outside this system; nothing here can name it as its source."))
    if source.state in UNSIGNED:
        return not_now(_("The document is not signed yet. Work follows from it once it is."))
    if source.recalled_for:
        return not_now(_("The document was recalled by its issuer, so no new work follows from it."))
    return YES


@allows(v.UPLOAD)
def may_bring(actor: Actor, paper: Attachment) -> Decision:
    """Papers are brought to one's own unit, or to a unit whose documents one registers or drafts."""
    if actor.unit_id == paper.unit_id:
        return YES
    if actor.holds(v.REGISTER, paper.unit, paper) or actor.holds(v.DRAFT, paper.unit, paper):
        return YES
    return forbidden(_("Files are brought only to one's own unit."))


@allows(v.DISCARD)
def may_discard(actor: Actor, paper: Attachment) -> Decision:
    """Nobody by hand: what became part of nothing goes after the days that the rulebook names."""
    if not actor.holds(ANYTHING, paper.unit):
        return forbidden(_("Files that became part of nothing are removed by the system."))
    if paper.document_id is not None:
        return not_now(_("The file is part of a document."))
    return YES


@allows(v.REGISTER, v.TAKE_IN, v.ENTER, v.ARRIVE)
def may_register(actor: Actor, document: Document) -> Decision:
    """The clerk of the register."""
    if not actor.holds(v.REGISTER, document.unit, document):
        return forbidden(_("Only the clerk of this register enters documents into it."))
    return YES


@allows(v.CORRECT)
def may_correct(actor: Actor, document: Document) -> Decision:
    """The clerk of the register, within the days that the rulebook names."""
    if not actor.holds(v.REGISTER, document.unit, document):
        return forbidden(_("Only the clerk of this register corrects its entries."))
    if document.arrived_on is None:
        return YES
    last = rulebook.today(Handling).last_day_to_correct(document.arrived_on)
    if timezone.localdate() > last:
        sentence = _("Entries of this register are corrected until %(last)s. Note the mistake in the paper's file.")
        return not_now(sentence % {"last": spoken_day(last)})
    return YES


@allows(v.CANCEL_NUMBER)
def may_cancel_number(actor: Actor, document: Document) -> Decision:
    """The clerk of the register, of what was entered by mistake and not by another unit's issuing."""
    decision = may_correct(actor, document)
    if decision and document.origin_id is not None:
        return not_now(_("The issuer sent this document here, so its number stays. File it for information instead."))
    return decision


@allows(v.PRESENT)
def may_present(actor: Actor, document: Document) -> Decision:
    """The head of the office that serves the register's unit."""
    if not actor.holds(v.PRESENT, document.unit, document):
        return forbidden(_("Only the chief of office presents documents to the leader."))
    if document.is_secret:
        return not_now(_("A secret document is kept here by number only; it is worked on outside this system."))
    return YES


@allows(v.HAND_BACK)
def may_hand_back(actor: Actor, document: Document) -> Decision:
    """Whoever presents or instructs may say that it was presented too early, or to the wrong leader."""
    if not (actor.holds(v.PRESENT, document.unit, document) or actor.holds(v.INSTRUCT, document.unit, document)):
        return forbidden(_("Only the chief of office or a leader returns a document to the office."))
    return YES


@allows(v.INSTRUCT, v.AGREE, v.AMEND)
def may_instruct(actor: Actor, document: Document) -> Decision:
    """The leader of the unit."""
    if not actor.holds(v.INSTRUCT, document.unit, document):
        return forbidden(_("Only a leader of the unit writes instructions."))
    return YES


@allows(v.FILE, v.TAKE_UP)
def may_file(actor: Actor, document: Document) -> Decision:
    """Whoever presents or instructs may say that nothing follows."""
    if not (actor.holds(v.PRESENT, document.unit, document) or actor.holds(v.INSTRUCT, document.unit, document)):
        return forbidden(_("Only the chief of office or a leader files a document for information."))
    return YES


@allows(v.CARRY_OUT)
def may_carry_out(actor: Actor, document: Document) -> Decision:
    """Nobody by hand: it follows when the last task is accepted."""
    if not actor.holds(ANYTHING, document.unit):
        return forbidden(_("A document is carried out when its last task is accepted."))
    return YES


@allows(v.RESUME)
def may_resume(actor: Actor, document: Document) -> Decision:
    """Nobody by hand: it follows when one of its tasks is open again."""
    if not actor.holds(ANYTHING, document.unit):
        return forbidden(_("The document is in progress again when one of its tasks is reopened."))
    return YES


@allows(v.REOPEN)
def may_reopen(actor: Actor, document: Document) -> Decision:
    """Whoever presents or instructs may say that more follows."""
    if not (actor.holds(v.PRESENT, document.unit, document) or actor.holds(v.INSTRUCT, document.unit, document)):
        return forbidden(_("Only the chief of office or a leader reopens a document."))
    return YES


@allows(v.DRAFT)
def may_draft(actor: Actor, document: Document) -> Decision:
    """Those who draft for the unit."""
    if not actor.holds(v.DRAFT, document.unit, document):
        return forbidden(_("You do not draft documents for this unit."))
    return YES


@allows(v.REVISE, v.SUBMIT, v.WITHDRAW, v.ASK, v.EXCUSE)
def may_work_on_draft(actor: Actor, document: Document) -> Decision:
    """Whoever holds the drafter's post: with the post the draft goes to the next holder."""
    if actor.post_id is None or actor.post_id != document.drafter_post_id:
        return forbidden(_("Only the drafter changes and submits a draft."))
    return YES


@allows(v.CLASSIFY)
def may_classify(actor: Actor, document: Document) -> Decision:
    """The clerk of the register."""
    if not actor.holds(v.REGISTER, document.unit, document):
        return forbidden(_("Only the clerk of this register says what its documents are about."))
    return YES


@allows(v.APPROVE, v.CLEAR)
def may_approve(actor: Actor, document: Document) -> Decision:
    """Whoever the rulebook names for the step, never the drafter."""
    if document.state == State.APPROVING and not steps.may_take(actor, document):
        return forbidden(_("This approval is not yours: the step belongs to another post, or you drafted it."))
    if document.state != State.APPROVING and not actor.holds(v.PRESENT, document.unit, document):
        return forbidden(_("Only whoever takes a step of approving approves drafts."))
    return YES


@allows(v.SEND_BACK)
def may_send_back(actor: Actor, document: Document) -> Decision:
    """Those who sign for the unit, or take the step of approving that is asked for."""
    if document.state == State.APPROVING and steps.may_take(actor, document):
        return YES
    if not actor.holds(v.SIGN, document.unit, document):
        return forbidden(_("Only a signatory of the unit sends drafts back."))
    return YES


@allows(v.SIGN)
def may_sign(actor: Actor, document: Document) -> Decision:
    """A signatory of the unit, never the drafter."""
    if not actor.holds(v.SIGN, document.unit, document):
        return forbidden(_("Only a signatory of the unit signs for it."))
    if actor.person_id == document.drafter_id:
        return forbidden(_("Nobody signs their own draft."))
    return YES


@allows(v.ISSUE)
def may_issue(actor: Actor, document: Document) -> Decision:
    """The clerk of the register, after the signature."""
    if not actor.holds(v.ISSUE, document.unit, document):
        return forbidden(_("Only the clerk of this register issues documents."))
    if document.direction != Direction.OUTGOING:
        return not_now(_("Only an outgoing document is issued."))
    return YES


@allows(v.RESERVE, v.GIVE_BACK)
def may_reserve(actor: Actor, document: Document) -> Decision:
    """The clerk of the register, who gives the numbers out."""
    if not actor.holds(v.ISSUE, document.unit, document):
        return forbidden(_("Only the clerk of this register reserves its numbers."))
    return YES


@allows(v.SCAN)
def may_add_scan(actor: Actor, document: Document) -> Decision:
    """The clerk of the register, of what was signed on paper."""
    if not actor.holds(v.ISSUE, document.unit, document):
        return forbidden(_("Only the clerk of this register adds the scan of what was signed."))
    if document.attachments.filter(made=Made.SIGNED).exists():
        return not_now(_("The document was signed electronically; its file is here already."))
    return YES


@allows(v.MAKE, v.SEAL)
def may_make(actor: Actor, paper: Attachment) -> Decision:
    """Nobody by hand: it follows from signing and issuing."""
    if not actor.holds(ANYTHING, paper.unit):
        return forbidden(_("The signed file is made when the document is signed and issued."))
    return YES


@allows(v.RECALL)
def may_recall(actor: Actor, document: Document) -> Decision:
    """Of what this register issued: those who sign or draft for the unit."""
    if document.direction != Direction.OUTGOING:
        return forbidden(_("Only the issuer recalls or replaces a document."))
    if not (actor.holds(v.SIGN, document.unit, document) or actor.holds(v.DRAFT, document.unit, document)):
        return forbidden(_("Only those who draft or sign for the unit recall or replace its documents."))
    return YES


@allows(v.REPLACE)
def may_replace(actor: Actor, document: Document) -> Decision:
    """Of what this register issued: those who draft for the unit, because the replacement is a draft of theirs."""
    if document.direction != Direction.OUTGOING:
        return forbidden(_("Only the issuer recalls or replaces a document."))
    return may_draft(actor, document)


@allows(v.RETURN)
def may_return(actor: Actor, document: Document) -> Decision:
    """The clerk who received it, before it is registered."""
    if not actor.holds(v.REGISTER, document.unit, document):
        return forbidden(_("Only the clerk of this register returns documents."))
    if document.origin_id is None:
        return not_now(_("Only what another unit issued through Baro is returned here."))
    return YES


@allows(f.RELATE, f.UNRELATE)
def may_relate(actor: Actor, document: Document) -> Decision:
    """The drafter of a draft, else the clerk of the register; of a copy that was sent here, its issuer alone."""
    if document.state in UNSIGNED:
        return may_work_on_draft(actor, document)
    if not actor.holds(v.REGISTER, document.unit, document):
        return forbidden(_("Only the clerk of this register says how its documents stand to others."))
    if document.origin_id is not None:
        return not_now(_("The issuer says how this document stands to others."))
    return YES


@allows(f.PLAN_REVIEW)
def may_plan_review(actor: Actor, document: Document) -> Decision:
    """Those who draft for the unit that issued it."""
    if document.direction != Direction.OUTGOING:
        return forbidden(_("Only own documents are reviewed here."))
    return may_draft(actor, document)


@allows(f.REVIEW)
def may_review(actor: Actor, document: Document) -> Decision:
    """Those who draft for the unit that answers for the review, or for the one that issued it."""
    planned = document.own_reviews.filter(OPEN).select_related("unit").first()
    if planned and actor.holds(v.DRAFT, planned.unit, document):
        return YES
    return may_plan_review(actor, document)


@allows(v.LOSE, v.TAKE_NOTE)
def may_take_note(actor: Actor, document: Document) -> Decision:
    """Nobody by hand: it follows from a recall or a return."""
    if not actor.holds(ANYTHING, document.unit):
        return forbidden(_("This follows when a document is recalled or returned."))
    return YES


@allows(v.READ)
def may_read(actor: Actor, document: Document) -> Decision:
    """Whoever can see the document."""
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
