"""Indicators about documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.documents.queries import type_names
from baro.documents.rulebook import DocumentsIssued, Numbering
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import NoRuleInForce, Rule
from baro.org.figures.indicators import Days, Dimension, Owned, indicator
from baro.org.figures.lines import Line
from baro.org.models import Unit

ISSUED = "documents.issued"


def lines_of_the_report(on: date) -> Sequence[Line]:
    """The lines in which issued documents are reported, by the rule in force on a day.

    Raises Refused for a day before the first rule.
    """
    return [Line(f"{ISSUED}.{line.id}", line.names, Q(type__in=line.types)) for line in _rule(on).body.lines]


def source_of_the_lines(on: date) -> str:
    """Where it is written which lines there are.

    Raises Refused for a day before the first rule.
    """
    return str(_rule(on).source)


def _rule(on: date) -> Rule[DocumentsIssued]:
    """The rule of the lines in force on a day."""
    try:
        return rulebook.in_force(DocumentsIssued, on=on)
    except NoRuleInForce:
        sentence = _("The rulebook does not say how the documents of %(year)s are reported; choose a later year.")
        raise Refused(sentence % {"year": on.year}) from None


def numbered_with_committee(on: date) -> list[str]:
    """The kinds of body that take their numbers from their committee's series, as its standing committee does."""
    try:
        counters = rulebook.in_force(Numbering, on=on).body.counters
    except NoRuleInForce:
        return []
    return [kind for counter in counters if counter.holder == "its_committee" for kind in counter.kinds]


def issued_below(unit: Unit, first: date, last: date) -> QuerySet[Document]:
    """Signed, numbered and dated in the period by the unit or by any below it, those that were closed since as well."""
    return Document.objects.issued_between(first, last).filter(issuer_unit__path__startswith=unit.path)


def since_the_first(_unit: Unit, periods: Sequence[Days]) -> set[Days]:
    """The periods that reach beyond the first document in any register: of the time before there are no records."""
    today = timezone.localdate()
    issued = Document.objects.issued_between(date.min, today).order_by("issued_on")  # sees: only the first day
    begun = issued.values_list("issued_on", flat=True).first() or today
    return {days for days in periods if begun <= days[1]}


def lines_of_fields(on: date) -> Sequence[Line]:
    """The lines of documents about a field of work that are told besides, by the rule in force on a day.

    Raises Refused for a day before the first rule.
    """
    told = _rule(on).body.of_fields
    return [Line(f"documents.{line.id}", line.names, Q(type__in=line.types, field__in=line.fields)) for line in told]


@indicator(
    ISSUED,
    _("Documents issued"),
    counts=_("Signed, numbered and dated in %(period)s by %(unit)s or a body that numbers in its series."),
    list_code="documents.outgoing",
    version=1,
    lines=lines_of_the_report,
    source=source_of_the_lines,
    noun="document",
    branch=issued_below,
    counts_below=_("Signed, numbered and dated in %(period)s by %(unit)s or a unit below it."),
    owned=Owned("issuer_unit"),
    day="issued_on",
    steady=numbered_with_committee,
    gathered=since_the_first,
    dimensions=(Dimension("type", _("Type"), "type", lambda _values: type_names()),),
)
def documents_issued(unit: Unit, first: date, last: date) -> QuerySet[Document]:
    """Signed, numbered and dated in the period by the unit, or by a body that numbers in its series."""
    with_it = Q(parent=unit, kind__in=numbered_with_committee(last))
    issuers = Unit.objects.filter(Q(pk=unit.pk) | with_it).order_by().values("pk")
    return Document.objects.issued_between(first, last).filter(issuer_unit__in=issuers)


@indicator(
    "documents.of_fields",
    _("Documents issued about a field of work"),
    counts=_("Of the documents issued in %(period)s by %(unit)s, those of some types about a field of work."),
    list_code="documents.outgoing",
    version=1,
    lines=lines_of_fields,
    source=source_of_the_lines,
    noun="document",
    gathered=since_the_first,
)
def documents_of_fields(unit: Unit, first: date, last: date) -> QuerySet[Document]:
    """What was issued, as `documents_issued` counts it; the lines say which fields of work."""
    return documents_issued(unit, first, last)
