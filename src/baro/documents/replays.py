"""What the trail tells about documents: their states, numbers and signers, what was signed, and their files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from baro.documents import storing
from baro.documents import verbs as v
from baro.documents.flow import FLOW, State
from baro.documents.models import Attachment, Concern, Document, Role
from baro.documents.rules import SignedContent
from baro.trail.findings import rows
from baro.trail.replaying import Replay, Says, always, anything, column, doer, fact, replay

TOGETHER = 1_000  # documents that are looked at in one go
STATES: dict[Any, Says] = {verb: always(move.target) for verb, move in FLOW.items() if move.target}
BEGINNINGS: dict[Any, Says] = {
    v.REGISTER: always(State.REGISTERED),
    v.DRAFT: always(State.DRAFT),
    v.ARRIVE: always(State.ARRIVED),
    v.ENTER: anything,
}
SIGNED = "SELECT id FROM documents_document WHERE digest <> '' AND signed_at IS NOT NULL ORDER BY id"
COPIED = """SELECT kept.id FROM documents_attachment kept JOIN documents_document copy ON copy.id = kept.document_id
    WHERE copy.origin_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM documents_attachment original
        WHERE original.document_id = copy.origin_id AND original.digest = kept.digest
    ) AND NOT EXISTS (
        SELECT FROM trail_event WHERE subjects @> ARRAY['documents.attachment:' || kept.id]::varchar[]
    ) ORDER BY kept.id"""
BROUGHT = "NOT EXISTS (SELECT FROM documents_document d WHERE d.id = kept.document_id AND d.origin_id IS NOT NULL)"
# Whoever was merged into another record signs under that one since.
STILL_THEMSELVES = "NOT EXISTS (SELECT FROM org_person p WHERE p.id = last.person_id AND p.merged_into_id IS NOT NULL)"
SIGNED_HERE = "last.id > 0 OR kept.signed_at IS NOT NULL AND kept.origin_id IS NULL"


def unlike_what_was_signed() -> Iterator[str]:
    """Signed documents that are no longer what the signature stands for."""
    signed = (pk for (pk,) in rows(SIGNED))
    while some := list(islice(signed, TOGETHER)):
        recipients = _grouped(
            Concern.objects.filter(document__in=some, role=Role.RECIPIENT).order_by("unit_id"), "unit_id"
        )
        papers = _grouped(Attachment.objects.filter(document__in=some).order_by("pk"), "digest")
        for one in Document.objects.filter(pk__in=some).order_by("pk"):
            content = SignedContent(
                type=one.type,
                abstract=one.abstract,
                body=one.body,
                urgency=one.urgency,
                recipients=recipients.get(one.pk, []),
                papers=papers.get(one.pk, []),
            )
            if content.digest != one.digest:
                yield _("Document %(pk)s (%(symbol)s) is no longer what was signed.") % {
                    "pk": one.pk,
                    "symbol": one.symbol,
                }


def _grouped(found: Any, name: str) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for document, value in found.values_list("document_id", name):
        grouped.setdefault(document, []).append(value)
    return grouped


def unlike_the_original() -> Iterator[str]:
    """Papers of an issued document's copies that its original does not have."""
    for (pk,) in rows(COPIED):
        yield _("Paper %(pk)s is none that was issued.") % {"pk": pk}


def unlike_what_was_brought() -> Iterator[str]:
    """Papers whose file is gone, or no longer what it was when it was brought."""
    for digest in storing.files_that_changed():
        is_there = storing.place_of(digest).exists()
        sentence = _("The file %(digest)s was changed.") if is_there else _("The file %(digest)s is missing.")
        yield sentence % {"digest": digest}


replay(
    column(Document, "state", {**STATES, **BEGINNINGS}),
    column(Document, "arrival_number", {v.REGISTER: fact("number"), v.TAKE_IN: fact("number")}, only="last.id > 0"),
    column(Document, "symbol", {v.SIGN: fact("symbol")}, only=SIGNED_HERE),
    column(Document, "digest", {v.SIGN: fact("digest")}, only="last.id > 0"),
    column(Document, "signer", {v.SIGN: doer}, only=f"last.id > 0 AND {STILL_THEMSELVES}"),
    column(Attachment, "digest", {v.UPLOAD: fact("digest")}, only=BROUGHT),
    Replay("documents.content", unlike_what_was_signed),
    Replay("documents.copies", unlike_the_original),
    Replay("documents.files", unlike_what_was_brought),
)
