"""Taking the next number: which counter gives it is a rule (`documents.numbering`), giving it is one locked row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baro.documents.counters import Counter
from baro.documents.queries import types_on
from baro.documents.rulebook import Counter as CounterRule
from baro.documents.rulebook import Numbering
from baro.documents.rules import outgoing_series
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.models import Term, Unit
from baro.org.queries import term_of


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
    rule = rulebook.in_force(Numbering, on=on)
    holder, series, term = series_for(unit, type_id, on=on)
    number = Counter.next(holder.pk, series)
    return Given(number, _symbol(rule.body, unit, type_id, number, on), term, rule.version)


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
