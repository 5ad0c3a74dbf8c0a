"""Signing: the signature, the number and the date come together or not at all."""

from __future__ import annotations

from django.utils import timezone

from baro.documents.actions.approving import refuse_other_text, refuse_unapproved
from baro.documents.actions.filing import make_signed
from baro.documents.actions.handling import clerks_of
from baro.documents.actions.numbering import number_for
from baro.documents.models import Document
from baro.documents.verbs import SIGN
from baro.kernel import rulebook
from baro.kernel.decisions import delegations_used
from baro.org.actors import ActiveDelegation, Actor
from baro.org.models import Post, PostRank
from baro.org.rulebook import Signing
from baro.trail.changes import change
from baro.trail.models import Reason, notify


def sign(document_id: int, *, digest: str, by: Actor) -> Document:
    """Put the actor's signature under what they saw (``digest``) and give the document its number and date.

    Raises Refused when the document is not what was submitted, approved or seen by the signatory.
    """
    now = timezone.localtime()
    with change(Document, document_id, SIGN, by=by) as (document, tell):
        delegation = next(iter(delegations_used(by, SIGN, document)), None)
        Document.FLOW.move(document, SIGN)
        refuse_other_text(document, digest)
        refuse_unapproved(document)
        given = number_for(document, on=now.date())
        document.number, document.symbol, document.term = given.number, given.symbol, given.term
        document.issued_on, document.signed_at, document.signer_id = now.date(), now, by.person_id
        document.signer_title, document.signing_mark = by.title, _mark(document, by, delegation)
        document.save(
            update_fields=[
                "state",
                "number",
                "symbol",
                "term",
                "issued_on",
                "signed_at",
                "signer",
                "signer_title",
                "signing_mark",
            ]
        )
        make_signed(document)
        event = tell(symbol=given.symbol, digest=document.digest, rule=given.rule)
        clerks = clerks_of([document.unit_id]).get(document.unit_id, [])
        notify(event, document, Reason.FINISHED, [document.drafter_post_id, *clerks])
    return document


def _mark(document: Document, by: Actor, delegation: ActiveDelegation | None) -> str:
    """The capacity printed above the signature (36-HD, signing forms); under a delegation, its own."""
    rule = rulebook.today(Signing)
    rank = Post.objects.values_list("rank", flat=True).get(pk=by.post_id or 0)
    delegated = (delegation.mark or rule.delegated_mark) if delegation else ""
    try:
        return rule.mark_for(document.unit.kind, is_head=rank == PostRank.HEAD, delegated=delegated).text
    except KeyError:
        return ""
