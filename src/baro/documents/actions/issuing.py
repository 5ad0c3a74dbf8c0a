"""Issuing: the signed document reaches every recipient's list of arrivals."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.approving import refuse_unapproved
from baro.documents.actions.filing import put_seal, refuse_another_file
from baro.documents.actions.handling import clerks_of
from baro.documents.actions.recalling import recall_replaced
from baro.documents.flow import State
from baro.documents.models import Attachment, Concern, Direction, Document, Role
from baro.documents.verbs import ARRIVE, ISSUE
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import change, create_many
from baro.trail.models import Reason, notify_many

COPIED = (
    "type",
    "issuer_unit_id",
    "issuer",
    "number",
    "symbol",
    "issued_on",
    "abstract",
    "bases",
    "body",
    "clauses",
    "urgency",
    "restricted",
    "text",
    "signer_title",
    "signing_mark",
)


def issue(document_id: int, *, by: Actor) -> Document:
    """Send a signed document to its recipients: each finds it among its arrivals, with the same papers.

    It bears the seal then, and what it replaces is recalled. Raises Refused when nobody receives it, and when it is not
    what was approved and signed.
    """
    with change(Document, document_id, ISSUE, by=by) as (document, tell):
        Document.FLOW.move(document, ISSUE)
        concerns = Concern.objects.filter(document=document, role=Role.RECIPIENT).select_related("unit")
        recipients = [concern.unit for concern in concerns]
        if not recipients:
            raise Refused(_("Nobody receives this document; it can be issued when it has a recipient."))
        refuse_unapproved(document)
        refuse_another_file(document)
        put_seal(document)
        document.save(update_fields=["state"])
        _arrive_at(document, recipients)
        tell(count=len(recipients))
        recall_replaced(document)
    return document


def _arrive_at(document: Document, recipients: list[Unit]) -> None:
    """A copy in every recipient's register-to-be, and a notice to its clerk: a fixed number of statements."""
    copied = {name: getattr(document, name) for name in COPIED}
    copies = [
        Document(
            unit=unit,
            direction=Direction.INCOMING,
            state=State.ARRIVED,
            origin=document,
            entered_on=timezone.localdate(),
            **copied,
        )
        for unit in recipients
    ]
    told = create_many(copies, ARRIVE, by=Actor.system(ARRIVE.code), symbol=document.symbol, issuer=document.issuer)
    _copy_papers(document, copies)
    clerks = clerks_of([unit.pk for unit in recipients])
    notify_many(((event, copy, clerks.get(copy.unit_id, ())) for copy, event in told), Reason.ARRIVED)


def _copy_papers(document: Document, copies: list[Document]) -> None:
    """The same files, by their digest, under every copy."""
    kept = (
        "name",
        "digest",
        "size",
        "media_type",
        "pages",
        "state",
        "warnings",
        "proposal",
        "made",
        "signatures",
        "brought_by_id",
        "brought_at",
    )
    # The signed file first: it is what the recipient reads.
    papers = sorted(Attachment.objects.filter(document=document).order_by("pk"), key=lambda paper: not paper.made)
    Attachment.objects.bulk_create(
        Attachment(unit_id=copy.unit_id, document=copy, **{name: getattr(paper, name) for name in kept})
        for copy in copies
        for paper in papers
    )
