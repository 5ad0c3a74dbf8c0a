"""What the trail tells about documents: their states, numbers and signers, what was signed, and their files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from baro.documents import storing
from baro.documents import verbs as v
from baro.documents.counters import Counter
from baro.documents.drafted import Approval, Version
from baro.documents.models import Attachment, Concern, Document, HandlingSlip, Role
from baro.documents.queries import acts_of
from baro.documents.relations import Relation
from baro.documents.reserved import Reservation
from baro.documents.reviews import Review
from baro.documents.rules import SignedContent
from baro.trail.findings import rows
from baro.trail.kept import kept
from baro.trail.replaying import Replay, not_replayed, replay

TOGETHER = 1_000  # documents that are looked at in one go
# What was proposed and instructed, against the last deed that tells it: gathered, because asked for one row in order of
# their numbers the database would read all events from the newest one instead of those of the document.
SLIPS = """SELECT kept.document_id, wanted.name FROM documents_handlingslip kept
    CROSS JOIN LATERAL (VALUES ('proposal', kept.proposal), ('instruction', kept.instruction)) wanted(name, stands)
    WHERE wanted.stands <> '' AND wanted.stands IS DISTINCT FROM (
        SELECT (array_agg(coalesce(facts->>wanted.name, wanted.stands) ORDER BY id DESC))[1] FROM trail_event
        WHERE subjects @> ARRAY['documents.document:' || kept.document_id]::varchar[]
        AND (facts ? wanted.name OR facts IS NULL)
    ) ORDER BY 1, 2"""
SIGNED = "SELECT id FROM documents_document WHERE digest <> '' AND signed_at IS NOT NULL ORDER BY id"
COPIED = """SELECT kept.id FROM documents_attachment kept JOIN documents_document copy ON copy.id = kept.document_id
    WHERE copy.origin_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM documents_attachment original
        WHERE original.document_id = copy.origin_id AND original.digest = kept.digest
    ) AND NOT EXISTS (
        SELECT FROM trail_event WHERE subjects @> ARRAY['documents.attachment:' || kept.id]::varchar[]
    ) ORDER BY kept.id"""


def unlike_what_was_signed() -> Iterator[str]:
    """Signed documents that are no longer what the signature stands for."""
    signed = (pk for (pk,) in rows(SIGNED))
    while some := list(islice(signed, TOGETHER)):
        recipients = _grouped(
            Concern.objects.filter(document__in=some, role=Role.RECIPIENT).order_by("unit_id"), "unit_id"
        )
        papers = _grouped(Attachment.objects.filter(document__in=some, made="").order_by("pk"), "digest")
        acts = acts_of(some)
        for one in Document.objects.filter(pk__in=some).order_by("pk"):
            content = SignedContent(
                type=one.type,
                abstract=one.abstract,
                body=one.body,
                urgency=one.urgency,
                recipients=recipients.get(one.pk, []),
                papers=papers.get(one.pk, []),
                bases=one.bases,
                clauses=one.clauses,
                acts=acts.get(one.pk, []),
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


def unlike_what_was_instructed() -> Iterator[str]:
    """Handling slips that say something else than was proposed or instructed."""
    for document, name in rows(SLIPS):
        field: Any = HandlingSlip._meta.get_field(name)
        sentence = _("Document %(pk)s: “%(column)s” of its slip is not what was told.")
        yield sentence % {"pk": document, "column": field.verbose_name}


def unlike_what_was_brought() -> Iterator[str]:
    """Papers whose file is gone, or no longer what it was when it was brought."""
    for digest in storing.files_that_changed():
        is_there = storing.place_of(digest).exists()
        sentence = _("The file %(digest)s was changed.") if is_there else _("The file %(digest)s is missing.")
        yield sentence % {"digest": digest}


kept(
    Document,
    *("unit", "direction", "type", "number", "symbol", "issued_on", "term", "abstract", "field", "body"),
    *("bases", "clauses", "step", "recalled_for", "replaces"),
    *("urgency", "secrecy", "restricted", "reply_by", "arrival_number", "arrived_on"),
    *("origin", "replies_to", "drafter", "drafter_post", "digest", "signer", "signing_mark"),
    empty=("field",),  # which is younger than the first documents
)
kept(
    Attachment,
    *("unit", "name", "digest", "size", "media_type", "brought_by"),
    untold=Q(document__origin__isnull=False),
    removes=v.DISCARD,
)
replay(
    Replay("documents.content", unlike_what_was_signed),
    Replay("documents.copies", unlike_the_original),
    Replay("documents.slips", unlike_what_was_instructed, (HandlingSlip,)),
    Replay("documents.files", unlike_what_was_brought),
)
not_replayed("a number given twice is refused by the database, and every number is told with its document", Counter)
not_replayed("recipients are part of what is signed; whom an instruction concerns is told by its name alone", Concern)
not_replayed("an approval is told with its digest, and no text is signed under another one", Approval)
not_replayed("a version holds what a deed changed; what was signed is held against its digest", Version)
not_replayed(
    "what a document does to others is held against its digest, the rest is told by its deeds in words", Relation
)
not_replayed("a number is told when it is reserved and when it is given back, and none is given twice", Reservation)
not_replayed("a review is told by its deeds with day, unit, result and words", Review)
