"""After issuing: the issuer recalls or replaces a document, a recipient returns it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from baro.documents.actions.drafting import draft
from baro.documents.actions.handling import clerks_of
from baro.documents.flow import State
from baro.documents.models import Concern, Document, Role
from baro.documents.verbs import LOSE, RECALL, REPLACE, RETURN, TAKE_NOTE
from baro.org.actors import Actor
from baro.trail.changes import Batch, change, change_many
from baro.trail.models import Reason, notify, notify_many


def recall(document_id: int, *, reason: str, by: Actor) -> Document:
    """Call back what was issued: it is no longer to be registered, and who registered it already reads why.

    Recipients keep what they have, with the recall on it: nothing is taken out of a register.
    """
    with change(Document, document_id, RECALL, by=by) as (document, tell):
        Document.FLOW.move(document, RECALL)
        document.recalled_for = reason.strip()
        document.save(update_fields=["state", "recalled_for"])
        copies = list(document.copies.exclude(state__in=(State.RETURNED, State.CANCELLED)).order_by("pk"))
        tell(count=len(copies), reason=reason)
        _lose(document, [copy.pk for copy in copies if copy.state == State.ARRIVED])
        _note(document, [copy.pk for copy in copies if copy.state != State.ARRIVED])
    return document


def _lose(document: Document, copies: list[int]) -> None:
    """Take what nobody registered yet off the lists of what is to be entered."""
    with change_many(Document, copies, LOSE, by=Actor.system(LOSE.code)) as batch:
        for copy in batch.records:
            Document.FLOW.move(copy, LOSE)
            copy.recalled_for = document.recalled_for
            batch.tell(copy, issuer=document.issuer, reason=document.recalled_for)
        Document.objects.bulk_update(batch.records, ["state", "recalled_for"])
    _tell_clerks(batch)


def _note(document: Document, copies: list[int]) -> None:
    """Let those that were registered bear the recall."""
    with change_many(Document, copies, TAKE_NOTE, by=Actor.system(TAKE_NOTE.code)) as batch:
        for copy in batch.records:
            copy.recalled_for = document.recalled_for
            reason = _("Recalled: %(reason)s") % {"reason": document.recalled_for}
            batch.tell(copy, unit=document.issuer, reason=reason)
        Document.objects.bulk_update(batch.records, ["recalled_for"])
    _tell_clerks(batch)


def _tell_clerks(batch: Batch[Document]) -> None:
    clerks = clerks_of([copy.unit_id for copy in batch.records])
    told = zip(batch.events, batch.records, strict=True)
    notify_many(((event, copy, clerks.get(copy.unit_id, ())) for event, copy in told), Reason.INFORMED)


def replace(document_id: int, *, by: Actor) -> Document:
    """Draft what takes the place of an issued document, with the same words and recipients; gives the draft.

    Raises Refused like `drafting.draft`.
    """
    with transaction.atomic(), change(Document, document_id, REPLACE, by=by) as (document, tell):
        Document.FLOW.move(document, REPLACE)
        rows = Concern.objects.filter(document=document, role=Role.RECIPIENT).order_by("pk")
        made = draft(
            unit=document.unit,
            type=document.type,
            abstract=document.abstract,
            bases=document.bases,
            body=document.body,
            clauses=document.clauses,
            urgency=document.urgency,
            recipients=[concern.unit for concern in rows.select_related("unit")],
            replaces=document,
            by=by,
        )
        tell(made)
    return made


def recall_replaced(document: Document) -> None:
    """What a document replaces is recalled as soon as it is issued."""
    former = Document.objects.filter(pk=document.replaces_id or 0, state=State.ISSUED).first()
    if former is None:
        return
    reason = _("Replaced by no. %(symbol)s") % {"symbol": document.symbol}
    recall(former.pk, reason=reason, by=Actor.system(RECALL.code))


def return_(document_id: int, *, reason: str, by: Actor) -> Document:
    """Give a document that arrived back to its issuer, who reads why."""
    with change(Document, document_id, RETURN, by=by) as (document, tell):
        Document.FLOW.move(document, RETURN)
        document.save(update_fields=["state"])
        tell(reason=reason)
        concern = Concern.objects.filter(document=document.origin_id, unit=document.unit_id, role=Role.RECIPIENT)
        concern.update(returned_for=reason.strip())
        _tell_issuer(document, reason)
    return document


def _tell_issuer(copy: Document, reason: str) -> None:
    """Let the issuer's clerks and the drafter know who returned it."""
    with change(Document, copy.origin_id or 0, TAKE_NOTE, by=Actor.system(TAKE_NOTE.code)) as (original, tell):
        told = _("Returned: %(reason)s") % {"reason": reason}
        event = tell(unit=copy.unit.name, reason=told)
        clerks = clerks_of([original.unit_id]).get(original.unit_id, [])
        notify(event, original, Reason.RETURNED, [original.drafter_post_id, *clerks])
