"""How documents stand to each other: recorded by the drafter before the signature, else by the clerk."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from baro.documents.actions.versions import keep_version
from baro.documents.flow import UNSIGNED
from baro.documents.force import leads_back, may_act_upon, root_of
from baro.documents.models import Direction, Document
from baro.documents.relations import ACTS, Kind, Relation
from baro.documents.verbs_in_force import RELATE, UNRELATE
from baro.kernel.errors import Refused
from baro.kernel.wordings import coded, wording
from baro.org.actors import Actor
from baro.trail.changes import change

wording("documents.relation", lambda code: Kind(code).label)


def relate(
    document_id: int, *, target: Document, kind: str, by: Actor, part: str = "", since: date | None = None
) -> Document:
    """Record what a document is to another one that the actor sees; ``since`` is the day on which an act begins.

    Raises Refused for a draft as the other one, for what would lead in a circle, for acts upon what others issued, and
    for acts that the signature does not cover.
    """
    with change(Document, document_id, RELATE, by=by) as (document, tell):
        Document.FLOW.move(document, RELATE)
        other = Document.objects.visible_to(by).select_related("origin").filter(pk=target.pk).first()
        if other is None or other.state in UNSIGNED:
            _refuse(_("Choose a document that was issued; a draft is related when it is signed."))
        original = other.origin or other
        _refuse_circle(document, original)
        if kind in ACTS:
            _refuse_act(document, original)
        facts = {"about": part.strip(), "since": since if kind in ACTS else None}
        _made, is_new = Relation.objects.get_or_create(document=document, target=original, kind=kind, defaults=facts)
        if not is_new:
            _refuse(_("This is recorded already."))
        if document.state in UNSIGNED:
            keep_version(document, by=by)
        tell(kind=coded("documents.relation", kind), target=original.symbol or str(original))
    return document


def _refuse(sentence: str) -> None:
    raise Refused(sentence, fields={"target": sentence})


def _refuse_circle(document: Document, original: Document) -> None:
    if original.pk == root_of(document) or leads_back(original.pk, root_of(document)):
        _refuse(_("That would lead in a circle: the other document rests upon this one already."))


def _refuse_act(document: Document, original: Document) -> None:
    """An act is done by who may do it, and stands in what is signed."""
    if not may_act_upon(document, original):
        sentence = _(
            "“%(issuer)s” issued %(symbol)s: only the issuer or a body above it amends, replaces or repeals it."
        )
        _refuse(sentence % {"issuer": original.issuer, "symbol": original.symbol})
    if document.direction == Direction.OUTGOING and document.digest and document.state not in UNSIGNED:
        _refuse(_("What a document amends, replaces or repeals is signed with it; draft another document for that."))


def unrelate(document_id: int, *, relation: str, reason: str, by: Actor) -> Document:
    """Remove what was recorded by mistake.

    Raises Refused when it is not there any more, or when the signature covers it.
    """
    with change(Document, document_id, UNRELATE, by=by) as (document, tell):
        Document.FLOW.move(document, UNRELATE)
        found = document.relations.select_related("target").filter(pk=int(relation)).first()
        if found is None:
            raise Refused(_("This relation is not there any more."), fields={"relation": ""})
        if found.kind in ACTS and document.direction == Direction.OUTGOING:
            _refuse_signed(document)
        found.delete()
        if document.state in UNSIGNED:
            keep_version(document, by=by)
        target = found.target.symbol or str(found.target)
        tell(kind=coded("documents.relation", found.kind), target=target, reason=reason)
    return document


def _refuse_signed(document: Document) -> None:
    if document.digest and document.state not in UNSIGNED:
        sentence = _("What a document amends, replaces or repeals is signed with it; draft another document for that.")
        raise Refused(sentence, fields={"relation": sentence})
