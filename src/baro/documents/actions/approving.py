"""Approving drafts step by step: each approval stands for exactly the text that was read."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents import checking, queries, steps
from baro.documents.actions.versions import keep_version
from baro.documents.drafted import Approval
from baro.documents.models import Document
from baro.documents.verbs import APPROVE, ASK, CLEAR, EXCUSE, SIGN
from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.queries import posts_with
from baro.trail.changes import change
from baro.trail.models import Reason, notify

LONGEST_REASON = 500


def fix(document: Document, *, by: Actor) -> None:
    """Fix by its digest what is laid before others.

    Raises Refused when there is nothing to read.
    """
    content = queries.signed_content(document)
    if not (document.body or document.clauses or content.papers):
        raise Refused(_("There is nothing to sign yet: write the text or add the file first."))
    document.digest = keep_version(document, by=by)


def ask(document_id: int, *, by: Actor) -> Document:
    """Lay the draft before whoever approves it first.

    Raises Refused like `fix`.
    """
    with change(Document, document_id, ASK, by=by) as (document, tell):
        Document.FLOW.move(document, ASK)
        fix(document, by=by)
        document.step = steps.next_step(document, document.digest)
        document.save(update_fields=["state", "step", "digest"])
        event = tell(step=coded("documents.step", document.step), digest=document.digest)
        notify(event, document, Reason.DECIDE, steps.posts_of(document.step, document))
    return document


def approve(document_id: int, *, digest: str, by: Actor) -> Document:
    """Approve what was read (``digest``), where another step follows.

    Raises Refused when the draft is not what was submitted or not what the approver saw.
    """
    return _approve(document_id, APPROVE, digest, by=by)


def clear(document_id: int, *, digest: str, by: Actor) -> Document:
    """Approve what was read as the last before the signature; raises Refused like `approve`."""
    return _approve(document_id, CLEAR, digest, by=by)


def _approve(document_id: int, verb: Verb, digest: str, *, by: Actor) -> Document:
    """Store the approval of exactly this text, and tell whoever comes next."""
    with change(Document, document_id, verb, by=by) as (document, tell):
        Document.FLOW.move(document, verb)
        refuse_other_text(document, digest)
        taken = document.step
        Approval.objects.create(
            document=document, step=taken, digest=digest, approver_title=by.title, approved_at=timezone.now()
        )
        document.step = steps.next_step(document, document.digest)
        if bool(document.step) == (verb is CLEAR):
            raise Refused(_("The steps of approving changed meanwhile; open the draft again."), about=document)
        document.save(update_fields=["state", "step"])
        event = tell(step=coded("documents.step", taken), digest=digest)
        posts = steps.posts_of(document.step, document) if document.step else posts_with(SIGN.code, document.unit)
        notify(event, document, Reason.DECIDE, posts)
    return document


def refuse_other_text(document: Document, seen: str) -> None:
    """An approval and a signature stand under exactly what was submitted and seen.

    Raises Refused when the document says something else by now.
    """
    if queries.signed_content(document).digest != document.digest:
        raise Refused(_("The document is no longer what was submitted; send it back, so that it is submitted again."))
    if seen != document.digest:
        raise Refused(_("The document was changed after you opened it; read it again before you sign."))


def refuse_unapproved(document: Document) -> None:
    """Nothing goes on whose text is another one than was approved last.

    Raises Refused when the last approval stands for another text, or the document says something else by now.
    """
    last = Approval.objects.filter(document=document).order_by("-pk").first()
    # A draft that moved to a body whose papers need no approval is approved by its signature alone.
    if last is not None and last.digest != document.digest and steps.steps_of(document):
        raise Refused(_("The document is not what was approved last; send it back, so that it is approved again."))
    if document.digest and queries.signed_content(document).digest != document.digest:
        raise Refused(_("The document is no longer what was approved and signed; it is not issued."))


def excuse(document_id: int, *, remark: str, reason: str, by: Actor) -> Document:
    """Let a remark of the draft check pass, and say why; the remark stays beside it for everybody who reads the draft.

    Raises Refused when there is no such remark any more.
    """
    with change(Document, document_id, EXCUSE, by=by) as (document, tell):
        Document.FLOW.move(document, EXCUSE)
        found = next((one for one in checking.remarks_on(document) if one.key == remark), None)
        if found is None:
            raise Refused(_("The draft check does not say this any more."), fields={"remark": ""})
        document.excuses = {**document.excuses, remark: reason.strip()[:LONGEST_REASON]}
        document.save(update_fields=["excuses"])
        tell(remark=found.about, reason=reason)
    return document
