"""The signed file of a document: made when it is signed, sealed when it is issued; or the scan of a signed paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents import storing
from baro.documents.actions import bringing
from baro.documents.actions.numbering import series_for
from baro.documents.composing import composed
from baro.documents.models import Attachment, Document, Made, ReadingState
from baro.documents.pades.putting import is_electronic, pages_of, person, place_of_signature, put, seal
from baro.documents.pades.verdicts import judged_here
from baro.documents.verbs import MAKE, SCAN, SEAL
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.rulebook import Signing
from baro.printing.pdf import with_signature_place
from baro.trail.changes import change, create

PDF = "application/pdf"


def make_signed(document: Document) -> None:
    """Lay a document out that was just signed, and put its signer's electronic signature under it.

    What was laid out elsewhere, and everything where no keys are set up, is signed on paper. Raises Refused when the
    fonts were not fetched.
    """
    if not (is_electronic() and (document.body or document.clauses) and document.signer and document.signed_at):
        return
    paper = composed(document)
    pdf, place = with_signature_place(paper)
    hand = person(document.signer.name, document.issuer, document.signed_at)
    file = _kept(put(pdf, hand, place), f"{document.symbol.replace('/', '-')}.pdf")
    made = Attachment(
        unit=document.unit, document=document, media_type=PDF, state=ReadingState.READ, made=Made.SIGNED,
        brought_at=timezone.now(), **file,
    )  # fmt: skip
    create(made, MAKE, by=Actor.system(MAKE.code), file=made.name, digest=made.digest)


def put_seal(document: Document) -> None:
    """Put the seal of the issuer on the signed file, where the rulebook says that this body has one.

    Raises Refused when the file is not the one that was signed.
    """
    found = document.attachments.filter(made=Made.SIGNED).first()
    if found is None or not _has_seal(document):
        return
    holder, _series, _term = series_for(document.unit, document.type, on=document.issued_on or timezone.localdate())
    with storing.opened(found.digest) as file:
        pdf = file.read()
    sealed = put(pdf, seal(holder.name, timezone.now()), place_of_signature(pdf))
    with change(Attachment, found.pk, SEAL, by=Actor.system(SEAL.code)) as (paper, tell):
        for name, value in _kept(sealed, paper.name).items():
            setattr(paper, name, value)
        paper.save(update_fields=["digest", "size", "pages", "signatures"])
        tell(organ=holder.name, file=paper.name, digest=paper.digest)


def _has_seal(document: Document) -> bool:
    """Whether the rulebook says that papers of this body are sealed."""
    try:
        rule = rulebook.closest(Signing, on=document.issued_on or timezone.localdate()).body
        return rule.row_for(document.unit.kind).sealed
    except KeyError:
        return False


def _kept(pdf: bytes, name: str) -> dict[str, Any]:
    """The file in its place, with what is known about it."""
    digest = hashlib.sha256(pdf).hexdigest()
    with storing.landed([pdf]) as path:
        storing.hold(digest)
        storing.keep(path, digest)
    return {"name": name, "digest": digest, "size": len(pdf), "pages": pages_of(pdf), "signatures": judged_here(pdf)}


def add_scan(document_id: int, *, uploads: Sequence[Any], by: Actor) -> Document:
    """Add what was signed on paper as its scan; it goes to the recipients as the signed file.

    Raises Refused like `bringing.bring_all`.
    """
    with transaction.atomic(), change(Document, document_id, SCAN, by=by) as (document, tell):
        Document.FLOW.move(document, SCAN)
        brought = bringing.bring_all(uploads, document.unit, by=by)
        if not brought:
            sentence = _("Choose the scan of the paper that was signed.")
            raise Refused(sentence, fields={"uploads": sentence})
        papers = Attachment.objects.filter(pk__in=[one.pk for one in brought])
        papers.update(document=document, made=Made.SCAN)
        tell(file=", ".join(one.name for one in brought))
    return document


def refuse_another_file(document: Document) -> None:
    """Issue no signed file but the one that was signed.

    Raises Refused when it is gone or another one.
    """
    for digest in document.attachments.exclude(made="").values_list("digest", flat=True):
        try:
            storing.opened(digest).close()
        except FileNotFoundError:
            raise Refused(_("The signed file is missing; tell whoever runs Baro.")) from None
