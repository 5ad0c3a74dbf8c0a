"""Questions about documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet
from django.utils import timezone

from baro.documents.flow import State
from baro.documents.likeness import key_of_symbol, may_be_one
from baro.documents.models import Attachment, Concern, Direction, Document, Role
from baro.documents.relations import ACTS, Relation
from baro.documents.rulebook import Authority, Permission, Secrecy, StateTypes, WorkFields
from baro.documents.rules import SignedContent
from baro.documents.steps import to_approve
from baro.documents.verbs import ISSUE, PRESENT, REGISTER, SIGN
from baro.kernel import rulebook
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.rulebook import DocumentTypes, Urgency


def types_on(day: date | None = None) -> DocumentTypes:
    """The list of types in force on a day, today when none is given."""
    return rulebook.in_force(DocumentTypes, on=day).body


def type_names(day: date | None = None) -> dict[str, str]:
    """Type id to its name in the reader's language, in the order of the regulation; behind them those of the state."""
    issued = issued_type_names(day)
    return {**issued, **{code: name for code, name in rulebook.names(StateTypes).items() if code not in issued}}


def issued_type_names(day: date | None = None) -> dict[str, str]:
    """The same for the types that are issued here, which the state's own are not."""
    return rulebook.names(DocumentTypes, on=day)


def urgency_names() -> dict[int, str]:
    """The degrees of urgency in the reader's language."""
    return rulebook.names(Urgency)


def field_names() -> dict[str, str]:
    """The fields of work in the reader's language."""
    return rulebook.names(WorkFields)


def secrecy_names() -> dict[str, str]:
    """The degrees of secrecy in the reader's language; the empty id is an open document."""
    return rulebook.names(Secrecy)


def authority_of(unit: Unit, type_id: str) -> Permission:
    """Whether the rulebook lets a unit issue a type today, and where that is written."""
    rule = rulebook.in_force(Authority)
    found = rule.body.may_issue(unit.kind, type_id)
    return found if found.source else found.model_copy(update={"source": str(rule.source)})


def issued_by(units: Iterable[Unit]) -> dict[str, str]:
    """Type id to its name, of the types that the rulebook lets any of the units issue today, or may let them."""
    rule, kinds = rulebook.in_force(Authority).body, {unit.kind for unit in units}
    permissions = {type_id: [rule.may_issue(kind, type_id) for kind in kinds] for type_id in issued_type_names()}
    open_ones = {type_id for type_id, found in permissions.items() if any(p or p.is_doubtful for p in found)}
    return {type_id: name for type_id, name in issued_type_names().items() if type_id in open_ones}


def twins(document_unit: int, *, issuer: str, symbol: str, issued_on: date | None) -> QuerySet[Document]:
    """Documents already in the register with the same symbol and date from the same issuer, in whichever spelling."""
    wanted = key_of_symbol(symbol)
    rows = Document.objects.filter(unit_id=document_unit, direction=Direction.INCOMING).exclude(state=State.CANCELLED)
    if not wanted or issued_on is None:
        return rows.none()
    # A paper is entered after it was issued: the index on that day leaves few rows to compare.
    near = rows.filter(entered_on__gte=issued_on, issued_on=issued_on).order_by("pk")
    same = [
        pk
        for pk, other, other_issuer in near.values_list("pk", "symbol", "issuer")
        if key_of_symbol(other) == wanted and may_be_one(issuer, other_issuer, symbol=symbol)
    ]
    return rows.filter(pk__in=same).order_by("pk")


def with_same_file(document_unit: int, papers: Iterable[int]) -> Document | None:
    """The document of a register that has one of the loose papers' files already."""
    digests = Attachment.objects.filter(pk__in=list(papers), document=None).order_by().values("digest")
    found = Attachment.objects.filter(
        digest__in=digests, document__unit=document_unit, document__direction=Direction.INCOMING
    )
    first: Attachment | None = found.select_related("document").order_by("document").first()
    return first.document if first else None


def signed_content(document: Document) -> SignedContent:
    """What a signature under the document would cover now: three queries."""
    recipients = Concern.objects.filter(document=document, role=Role.RECIPIENT).order_by("unit_id")
    return SignedContent(
        type=document.type,
        abstract=document.abstract,
        body=document.body,
        urgency=document.urgency,
        recipients=list(recipients.values_list("unit_id", flat=True)),
        papers=list(brought_with(document).values_list("digest", flat=True)),
        bases=document.bases,
        clauses=document.clauses,
        acts=acts_of([document.pk]).get(document.pk, []),
    )


def acts_of(documents: Iterable[int]) -> dict[int, list[list[Any]]]:
    """By document, what it amends, replaces or repeals, and since when, as a signature covers it."""
    found: dict[int, list[list[Any]]] = {}
    rows = Relation.objects.filter(document__in=list(documents), kind__in=ACTS).order_by("target_id", "kind")
    for one in rows:
        since = one.since.isoformat() if one.since else ""
        found.setdefault(one.document_id, []).append([one.kind, one.target_id, since, one.about])
    return found


def brought_with(document: Document) -> QuerySet[Attachment]:
    """The papers that were brought with a document, which its signature covers; not what the signature made of it."""
    return Attachment.objects.filter(document=document, made="").order_by("pk")


def recalled_among(symbols: Iterable[str]) -> list[tuple[str, str]]:
    """The symbols among some, with their issuers, of documents that were issued here and recalled."""
    rows = Document.objects.filter(symbol__in=list(symbols), direction=Direction.OUTGOING, state=State.RECALLED)
    return list(rows.order_by("pk").values_list("symbol", "issuer"))


def short_name(actor: Actor, key: int) -> str:
    """What a document is called in a few words, for those who see it; its key for others."""
    seen = Document.objects.visible_to(actor).filter(pk=key).only("symbol", "abstract").first()
    return (seen.symbol or seen.abstract[:60]) if seen else f"#{key}"


def loose_papers(actor: Actor, ids: Iterable[int]) -> QuerySet[Attachment]:
    """Papers that were brought by the actor's post and belong to no document yet."""
    return Attachment.objects.filter(pk__in=list(ids), document=None, brought_by_id=actor.post_id).order_by("pk")


MOST_LEFT = 20


def brought_and_left(actor: Actor) -> QuerySet[Attachment]:
    """The newest papers that the actor's post brought and that nobody registered yet."""
    if actor.post_id is None:
        return Attachment.objects.none()
    return left_loose(timezone.now()).filter(brought_by_id=actor.post_id).order_by("-pk")[:MOST_LEFT]


def left_loose(before: datetime) -> QuerySet[Attachment]:
    """Papers brought before a moment that became part of nothing: no record, of whatever part, points at them."""
    papers = Attachment.objects.filter(document=None, brought_at__lt=before)
    for relation in Attachment._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            papers = papers.exclude(Exists(pointing))
    return papers


def registered_with(actor: Actor, ids: Iterable[int]) -> Document | None:
    """The document into which papers that the actor's post brought went already."""
    brought = Attachment.objects.filter(pk__in=list(ids), brought_by_id=actor.post_id)
    found = Document.objects.visible_to(actor).filter(pk__in=brought.values("document"))
    document: Document | None = found.order_by("pk").first()
    return document


def _open(state: State, deed: Verb, **facts: Any) -> Callable[[Actor, date], Q]:
    """The condition for documents in a state, to which a deed is open to the actor."""
    return lambda actor, _day: Q(state=state, **facts) & Document.objects.open_to(actor, deed)


# What waits for the actor in the registers, by what is to be done: for the lists and their counts.
WAITING: dict[str, Callable[[Actor, date], Q]] = {
    "to_register": _open(State.ARRIVED, REGISTER),
    "to_present": _open(State.REGISTERED, PRESENT, secrecy=""),
    "to_instruct": lambda actor, _day: Q(state=State.PRESENTED, slip__leader_post=actor.post_id or 0),
    "to_approve": to_approve,
    "to_sign": lambda actor, day: _open(State.SUBMITTED, SIGN)(actor, day) & ~Q(drafter=actor.person_id or 0),
    "to_issue": _open(State.SIGNED, ISSUE),
    "my_drafts": lambda actor, _day: Q(state=State.DRAFT, drafter_post=actor.post_id or 0),
}
