"""Entering the register kept before: documents that were issued when this system was not there yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Greatest

from baro.documents.actions.numbering import series_for
from baro.documents.counters import Counter
from baro.documents.flow import State
from baro.documents.models import Direction, Document
from baro.documents.verbs import ENTER
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import create_many


@dataclass(frozen=True, slots=True)
class Issued:
    """A line of an earlier register of issued documents."""

    type: str
    number: int
    symbol: str
    issued_on: date
    abstract: str
    signer_title: str = ""
    field: str = ""


def enter_issued(lines: Sequence[Issued], unit: Unit, *, source: str, by: Actor) -> list[Document]:
    """Enter issued documents as an earlier register has them (``source`` names it), and let the counters go on.

    Raises IntegrityError when a number stands twice, and Refused when the unit had no term on a day.
    """
    with transaction.atomic():
        documents = [_document(line, unit) for line in lines]
        counters: dict[tuple[int, str], int] = {}
        for document, line in zip(documents, lines, strict=True):
            holder, series, document.term = series_for(unit, document.type, on=line.issued_on)
            key = (holder.pk, series)
            counters[key] = max(counters.get(key, 0), document.number or 0)
        told = create_many(documents, ENTER, by=by, source=source)
        for (holder_id, series), last in sorted(counters.items()):
            Counter.objects.get_or_create(unit_id=holder_id, series=series)
            Counter.objects.filter(unit_id=holder_id, series=series).update(last=Greatest("last", last))
    return [document for document, _event in told]


def _document(line: Issued, unit: Unit) -> Document:
    """The document of a line."""
    return Document(
        unit=unit,
        direction=Direction.OUTGOING,
        state=State.ISSUED,
        type=line.type,
        issuer_unit=unit,
        issuer=unit.name,
        number=line.number,
        symbol=line.symbol,
        issued_on=line.issued_on,
        abstract=line.abstract,
        field=line.field,
        signer_title=line.signer_title,
        entered_on=line.issued_on,
    )
