"""Drafting a document, changing the draft, handing it to the signatory, taking it or getting it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents import queries
from baro.documents.actions.approving import fix
from baro.documents.actions.versions import keep_version
from baro.documents.flow import State
from baro.documents.models import Concern, Direction, Document, Role
from baro.documents.steps import next_step, posts_of
from baro.documents.verbs import DRAFT, REVISE, SEND_BACK, SIGN, SUBMIT, WITHDRAW
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.trail.changes import change, create, tell_many
from baro.trail.models import Reason, notify


def draft(
    *,
    unit: Unit,
    type: str,  # noqa: A002 - the field's name
    abstract: str,
    by: Actor,
    body: str = "",
    bases: str = "",
    clauses: str = "",
    urgency: int = 0,
    recipients: Sequence[Unit] = (),
    papers: Sequence[int] = (),
    replies_to: Document | None = None,
    replaces: Document | None = None,
    drafter: Actor | None = None,
) -> Document:
    """Begin a document that the unit will issue; ``drafter`` goes on with it where that is not who begins it.

    ``bases`` and ``clauses`` hold one in each line. A document that it ``replaces`` is recalled when it is issued.

    Raises Refused when the rulebook gives the unit no authority to issue this type.
    """
    _refuse_without_authority(unit, type)
    words = {"abstract": abstract, "bases": bases, "body": body, "clauses": clauses}
    others = {"urgency": urgency, "replaces": replaces, "replies_to": replies_to}
    document = _new(unit, type, drafter or by, words, others)
    with transaction.atomic():
        document, _event = create(document, DRAFT, by=by)
        _set_recipients(document, recipients)
        _set_papers(document, papers, by)
        keep_version(document, by=by)
    return document


def _new(unit: Unit, type_id: str, drafter: Actor, words: Mapping[str, str], others: Mapping[str, Any]) -> Document:
    """A draft of a unit that its drafter goes on with."""
    return Document(
        unit=unit,
        direction=Direction.OUTGOING,
        state=State.DRAFT,
        type=type_id,
        issuer_unit=unit,
        issuer=unit.name,
        drafter_id=drafter.person_id,
        drafter_post_id=drafter.post_id,
        entered_on=timezone.localdate(),
        **{name: said.strip() for name, said in words.items()},
        **others,
    )


def _refuse_without_authority(unit: Unit, type_id: str) -> None:
    """A body issues only the types that the rulebook gives it; what is only assumed refuses nothing."""
    permission = queries.authority_of(unit, type_id)
    if permission or permission.is_doubtful:
        return
    sentence = _("“%(unit)s” may not issue a document of the type “%(type)s” (%(source)s); choose another type.") % {
        "unit": unit,
        "type": queries.type_names().get(type_id, type_id),
        "source": permission.source,
    }
    raise Refused(sentence, fields={"type": sentence})


def _set_recipients(document: Document, recipients: Sequence[Unit]) -> None:
    """Let exactly these units receive the document."""
    Concern.objects.filter(document=document, role=Role.RECIPIENT).delete()
    Concern.objects.bulk_create(
        Concern(document=document, unit=unit, role=Role.RECIPIENT) for unit in dict.fromkeys(recipients)
    )


def _set_papers(document: Document, papers: Sequence[int], by: Actor) -> None:
    """Add loose papers, and let search find the document by their words."""
    queries.loose_papers(by, papers).update(document=document)
    texts = queries.brought_with(document).values_list("text", flat=True)
    document.text = "\n".join(filter(None, [document.bases, document.clauses, *texts]))
    document.save(update_fields=["text"])


def revise(
    document_id: int,
    *,
    type: str,  # noqa: A002 - the field's name
    abstract: str,
    by: Actor,
    body: str = "",
    bases: str = "",
    clauses: str = "",
    urgency: int = 0,
    recipients: Sequence[Unit] = (),
    papers: Sequence[int] = (),
    seen: str = "",
    also_if_changed: bool = False,
) -> Document:
    """Change a draft that is in the drafter's hands; ``seen`` is the digest of what the change was made to.

    Raises Refused like `draft`, and when something else stands there by now (unless ``also_if_changed``).
    """
    with change(Document, document_id, REVISE, by=by) as (document, tell):
        if seen and not also_if_changed:
            _refuse_changed(document, seen)
        _refuse_without_authority(document.unit, type)
        Document.FLOW.move(document, REVISE)
        document.type, document.abstract, document.urgency = type, abstract.strip(), urgency
        document.bases, document.body, document.clauses = bases.strip(), body.strip(), clauses.strip()
        document.save(update_fields=["state", "type", "abstract", "bases", "body", "clauses", "urgency"])
        _set_recipients(document, recipients)
        _set_papers(document, papers, by)
        keep_version(document, by=by)
        tell()
    return document


def _refuse_changed(document: Document, seen: str) -> None:
    """Let nobody replace what they did not read."""
    if queries.signed_content(document).digest != seen:
        sentence = _(
            "The draft was changed meanwhile in another window. Open it beside this one and compare; to put yours in"
            " its place, tick “replace the other text” and save again."
        )
        raise Refused(sentence, fields={"also_if_changed": sentence}, about=document)


def submit(document_id: int, *, by: Actor) -> Document:
    """Hand the draft to those who sign for the unit, and fix what they will sign by its digest.

    Raises Refused with all that is missing.
    """
    with change(Document, document_id, SUBMIT, by=by) as (document, tell):
        Document.FLOW.move(document, SUBMIT)
        fix(document, by=by)
        if next_step(document, document.digest):
            raise Refused(_("This draft is approved before it is signed; submit it for approval."))
        document.save(update_fields=["state", "digest"])
        notify(tell(digest=document.digest), document, Reason.DECIDE, posts_with(SIGN.code, document.unit))
    return document


def withdraw(document_id: int, *, by: Actor) -> Document:
    """Take a submitted draft back before it is signed; those who were to sign or approve it are told."""
    with change(Document, document_id, WITHDRAW, by=by) as (document, tell):
        waiting = posts_of(document.step, document) if document.step else posts_with(SIGN.code, document.unit)
        Document.FLOW.move(document, WITHDRAW)
        document.digest, document.step = "", ""
        document.save(update_fields=["state", "digest", "step"])
        notify(tell(), document, Reason.INFORMED, waiting)
    return document


def send_back(document_id: int, *, reason: str, by: Actor) -> Document:
    """Give the draft back to the drafter with what has to change."""
    with change(Document, document_id, SEND_BACK, by=by) as (document, tell):
        Document.FLOW.move(document, SEND_BACK)
        document.digest, document.step = "", ""
        document.save(update_fields=["state", "digest", "step"])
        notify(tell(reason=reason), document, Reason.RETURNED, [document.drafter_post_id])
    return document


def readdress(documents: Sequence[int]) -> None:
    """Let drafts that a reorganisation moved be issued by their new unit; what was submitted is submitted again."""
    drafts = Document.objects.filter(pk__in=documents).order_by()
    name = Unit.objects.order_by().filter(pk=OuterRef("unit")).values("name")
    submitted = list(drafts.filter(state__in=(State.APPROVING, State.SUBMITTED)))
    drafts.update(issuer_unit=F("unit"), issuer=Subquery(name), state=State.DRAFT, digest="", step="")
    tell_many(REVISE, [(draft, {}) for draft in submitted], by=Actor.system(REVISE.code), facts={})
