"""Whether documents are in force on a day, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from baro.documents.flow import ENTERED, State
from baro.documents.likeness import may_be_one
from baro.documents.models import Direction, Document
from baro.documents.relations import ENDS, Relation
from baro.org.actors import Actor
from baro.org.models import Unit

OUT = (State.ISSUED, *ENTERED)  # it was issued, by us or by others, and not called back


def root_of(document: Document) -> int:
    """The original of a copy that a recipient has; of any other document itself."""
    return document.origin_id or document.pk


def acting(day: date) -> Q:
    """The condition for relations that hold by a day: their document went out, and what it does has begun."""
    begun = Q(since__lte=day) | Q(since=None, document__issued_on__lte=day)
    return Q(document__state__in=OUT, document__recalled_for="") & begun


def in_force_on(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those that were issued by a day, were not called back, and that nothing replaced or repealed by then."""
    root = Coalesce(OuterRef("origin_id"), OuterRef("pk"))
    ended = Relation.objects.filter(acting(day), target=root, kind__in=ENDS)
    went_out = rows.filter(issued_on__lte=day, state__in=(*OUT, State.ARRIVED), recalled_for="")
    return went_out.exclude(Exists(ended))


def ended_by(document: Document, day: date) -> Relation | None:
    """What replaced or repealed a document by a day."""
    found: Relation | None = (
        Relation.objects.filter(acting(day), target=root_of(document), kind__in=ENDS)
        .select_related("document")
        .order_by("since", "pk")
        .first()
    )
    return found


def may_act_upon(document: Document, target: Document) -> bool:
    """Whether a document may amend, replace or repeal another: only that of its own issuer, or of a unit below it."""
    if document.direction == Direction.INCOMING:  # of papers from outside the issuers are known by their names alone
        return target.issuer_unit_id is None and may_be_one(document.issuer, target.issuer, symbol=document.symbol)
    if target.issuer_unit_id is None:
        return False
    own, theirs = _path(document.issuer_unit_id), _path(target.issuer_unit_id)
    return bool(own) and theirs.startswith(own)


def _path(unit: int | None) -> str:
    paths = Unit.objects.filter(pk=unit or 0).values_list("path", flat=True)
    return str(paths.first() or "")


def leads_back(start: int, goal: int) -> bool:
    """Whether relations lead from one original to another, level by level."""
    seen, level = {start}, [start]
    while level:
        if goal in level:
            return True
        found = Relation.objects.filter(document__in=level).exclude(target__in=seen).order_by()
        level = list(found.values_list("target_id", flat=True).distinct())
        seen.update(level)
    return False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document that stands in a relation to another, as its reader sees it: perhaps a copy of their own."""

    relation: Relation
    turned: bool
    shown: Document


def neighbours(actor: Actor, document: Document) -> list[Neighbour]:
    """What a document is to others and others are to it, as far as the actor sees them: two queries."""
    root = root_of(document)
    relations = list(Relation.objects.filter(Q(document=root) | Q(target=root)).order_by("pk"))
    keys = {one.target_id if one.document_id == root else one.document_id for one in relations}
    seen = _seen(actor, keys)
    return [
        Neighbour(one, one.target_id == root, seen[other])
        for one in relations
        if (other := one.target_id if one.document_id == root else one.document_id) in seen
    ]


def _seen(actor: Actor, roots: Iterable[int]) -> dict[int, Document]:
    """By the key of the original, what the actor sees of it: the original itself before a copy."""
    keys = list(roots)
    if not keys:
        return {}
    rows = Document.objects.visible_to(actor).filter(Q(pk__in=keys) | Q(origin__in=keys)).order_by("-origin", "-pk")
    wanted = rows.only("symbol", "abstract", "origin", "state", "secrecy", "issued_on", "issuer", "type")
    return {root_of(one): one for one in sorted(wanted, key=lambda one: one.origin_id is None)}
