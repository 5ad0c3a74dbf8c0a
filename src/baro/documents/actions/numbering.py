"""Taking and reserving numbers: which counter gives them is a rule (`documents.numbering`), its row the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.counters import Counter
from baro.documents.models import Document
from baro.documents.queries import types_on
from baro.documents.reserved import HELD, Reservation
from baro.documents.rulebook import Counter as CounterRule
from baro.documents.rulebook import Numbering
from baro.documents.rules import outgoing_series
from baro.documents.verbs import GIVE_BACK, RESERVE
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.actors import Actor
from baro.org.models import Term, Unit
from baro.org.queries import term_of
from baro.trail.changes import change


@dataclass(frozen=True, slots=True)
class Given:
    """A number that was given, with the symbol as it is printed and the rule that it follows."""

    number: int
    symbol: str
    term: Term | None
    rule: str


def give_number(unit: Unit, type_id: str, *, on: date) -> Given:
    """The next number for a document of a type issued by a unit; inside a transaction.

    Raises Refused when the unit has no term or no suffix to number with.
    """
    holder, series, term = series_for(unit, type_id, on=on)
    return _next(unit, type_id, holder, series, term, on=on)


def _next(unit: Unit, type_id: str, holder: Unit, series: str, term: Term | None, *, on: date) -> Given:
    rule = rulebook.in_force(Numbering, on=on)
    number = Counter.next(holder.pk, series)
    return Given(number, _symbol(rule.body, unit, type_id, number, on), term, rule.version)


def number_for(document: Document, *, on: date) -> Given:
    """The number with which a document is signed: the one that is held for it, else the next; inside a transaction.

    Raises Refused like `give_number`, and when the number that is held belongs to another series by now.
    """
    held = held_for(document)
    if held is None:
        return give_number(document.unit, document.type, on=on)
    holder, series, _term = series_for(document.unit, document.type, on=on)
    if (held.holder_id, held.series) != (holder.pk, series):
        sentence = _(
            "The number %(symbol)s was reserved for another type, body or term; the clerk gives it back first."
        )
        raise Refused(sentence % {"symbol": held.symbol}, about=document)
    held.used = True
    held.save(update_fields=["used"])
    return Given(held.number, held.symbol, held.term, rulebook.in_force(Numbering, on=on).version)


def held_for(document: Document) -> Reservation | None:
    """The number that is held for a draft."""
    held: Reservation | None = document.reservations.filter(HELD).select_related("term").first()
    return held


def reserve(document_id: int, *, reason: str, by: Actor) -> Document:
    """Take the next number for a draft before it is signed.

    Raises Refused like `give_number`, and when a number is held for the draft already.
    """
    today = timezone.localdate()
    with change(Document, document_id, RESERVE, by=by) as (document, tell):
        Document.FLOW.move(document, RESERVE)
        if held := held_for(document):
            raise Refused(_("The number %(symbol)s is reserved for this draft already.") % {"symbol": held.symbol})
        holder, series, term = series_for(document.unit, document.type, on=today)
        given = _next(document.unit, document.type, holder, series, term, on=today)
        Reservation.objects.create(
            document=document,
            holder=holder,
            unit=document.unit,
            type=document.type,
            series=series,
            number=given.number,
            symbol=given.symbol,
            term=term,
            reason=reason.strip(),
            reserved_on=today,
            reserved_by=by.title,
        )
        tell(symbol=given.symbol, reason=reason, rule=given.rule)
    return document


def give_back(document_id: int, *, reason: str, by: Actor) -> Document:
    """Give the number back that was reserved for a draft; it is not given again, and its reason stands in the register.

    Raises Refused when none is held.
    """
    with change(Document, document_id, GIVE_BACK, by=by) as (document, tell):
        Document.FLOW.move(document, GIVE_BACK)
        held = held_for(document)
        if held is None:
            raise Refused(_("No number is reserved for this draft."))
        held.given_back_on, held.given_back_for = timezone.localdate(), reason.strip()
        held.save(update_fields=["given_back_on", "given_back_for"])
        tell(symbol=held.symbol, reason=reason)
    return document


def series_for(unit: Unit, type_id: str, *, on: date) -> tuple[Unit, str, Term | None]:
    """Who keeps the counter, its series, and the term it runs for.

    Raises Refused when the rulebook or the organisation leaves that open.
    """
    counter = _counter_of(rulebook.in_force(Numbering, on=on).body, unit)
    holder = unit.parent if counter.holder == "its_committee" and unit.parent else unit
    term = term_of(holder, on)
    return holder, outgoing_series(counter.series, type_code=type_id, span=_span(counter, term, unit, on)), term


def _counter_of(rule: Numbering, unit: Unit) -> CounterRule:
    """The counter that the rulebook names for this kind of unit."""
    try:
        return rule.counter_for(unit.kind)
    except KeyError:
        raise Refused(
            _("The rulebook does not say how “%(unit)s” numbers its documents; complete documents.numbering.")
            % {"unit": unit}
        ) from None


def _span(counter: CounterRule, term: Term | None, unit: Unit, on: date) -> str:
    """For how long the series runs."""
    if counter.span == "calendar_year":
        return f"year:{on.year}"
    if counter.span == "congress":
        return f"congress:{unit.pk}"
    if term is None:
        raise Refused(
            _("“%(unit)s” has no term on %(day)s, and documents are numbered by term; enter the term first.")
            % {"unit": unit, "day": spoken_day(on)}
        )
    return f"term:{term.pk}"


def _symbol(rule: Numbering, unit: Unit, type_id: str, number: int, on: date) -> str:
    """The number and symbol as printed."""
    if not unit.suffix:
        raise Refused(_("“%(unit)s” has no suffix for its symbols; enter it first.") % {"unit": unit})
    return rule.written(number, code=types_on(on).of(type_id).code, suffix=unit.suffix)
