"""The registers as clerks know them: the book of what was issued, the book of what arrived, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.documents.flow import State
from baro.documents.models import Concern, Direction, Document, Role
from baro.documents.queries import type_names
from baro.documents.reserved import Reservation
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.printing.content import Column, Letterhead, Paper, Table, plain

NAMED = 4  # recipients that a line names, before it tells how many more there are
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Book:
    """A register in print: its title, the heads of its columns with their shares of the width, and its lines."""

    code: str
    title: Any
    heads: Sequence[tuple[Any, float]]
    lines: Callable[[Actor, Unit, date, date], Iterator[tuple[str, ...]]]


def _outgoing(actor: Actor, unit: Unit, first: date, last: date) -> Iterator[tuple[str, ...]]:
    """What was issued, and numbers that were reserved and given back, in the order of their days and numbers."""
    rows = [*_issued(actor, unit, first, last), *_given_back(actor, unit, first, last)]
    for _key, line in sorted(rows, key=lambda row: row[0]):
        yield line


def _issued(actor: Actor, unit: Unit, first: date, last: date) -> Iterator[tuple[Any, tuple[str, ...]]]:
    names = type_names()
    concerns = Concern.objects.filter(document=OuterRef("pk"), role=Role.RECIPIENT).order_by()
    found = _rows(actor, unit, Direction.OUTGOING).filter(number__isnull=False, issued_on__range=(first, last))
    found = found.annotate(
        named=ArraySubquery(concerns.order_by("pk").values("unit__name")[:NAMED]),
        all_of_them=Subquery(concerns.values("document").annotate(n=Count("pk")).values("n")),
    )
    for one in found.select_related("replaces"):
        yield (
            (one.issued_on, one.type, one.number),
            (
                one.symbol,
                _day(one.issued_on),
                f"{names.get(one.type, one.type)} {one.told}".strip(),
                one.signer_title,
                _recipients(one.named, one.all_of_them or 0),
                one.issuer,
                _note_on_issued(one),
            ),
        )


def _recipients(named: Sequence[str], count: int) -> str:
    more = count - len(named)
    return "; ".join([*named, *([_("and %(count)s more") % {"count": more}] if more > 0 else [])])


def _note_on_issued(document: Document) -> str:
    """What is remarkable about it: recalled, not yet issued, in place of another one."""
    notes = []
    if document.state == State.RECALLED:
        notes.append(_("Recalled: %(reason)s") % {"reason": document.recalled_for})
    if document.state == State.SIGNED:
        notes.append(_("signed, not issued yet"))
    if document.replaces:
        former: Any = document.replaces
        notes.append(_("in place of %(symbol)s") % {"symbol": former.symbol})
    return "; ".join(notes)


def _given_back(actor: Actor, unit: Unit, first: date, last: date) -> Iterator[tuple[Any, tuple[str, ...]]]:
    names = type_names()
    kept = Reservation.objects.filter(document__in=_rows(actor, unit, Direction.OUTGOING).order_by().values("pk"))
    for one in kept.filter(unit=unit, given_back_on__isnull=False, reserved_on__range=(first, last)):
        note = _("Not used: %(reason)s") % {"reason": one.given_back_for}
        line = (one.symbol, _day(one.reserved_on), names.get(one.type, one.type), "", "", "", note)
        yield (one.reserved_on, one.type, one.number), line


def _incoming(actor: Actor, unit: Unit, first: date, last: date) -> Iterator[tuple[str, ...]]:
    """What arrived and has a number, cancelled ones too, in the order of their numbers."""
    names = type_names()
    found = _rows(actor, unit, Direction.INCOMING).filter(arrival_number__isnull=False, arrived_on__range=(first, last))
    for one in found.select_related("slip__lead", "slip__leader_post").order_by("arrived_on", "arrival_number"):
        slip = getattr(one, "slip", None)
        yield (
            _day(one.arrived_on),
            str(one.arrival_number),
            one.issuer,
            one.symbol,
            _day(one.issued_on),
            f"{names.get(one.type, one.type)} {one.told}".strip(),
            str(slip.lead or slip.leader_post.name) if slip else one.addressee,
            _day(slip.instructed_at.date()) if slip and slip.instructed_at else "",
            "",
            _note_on_arrived(one),
        )


def _note_on_arrived(document: Document) -> str:
    if document.state == State.CANCELLED:
        return _("Number cancelled")
    return _("Recalled: %(reason)s") % {"reason": document.recalled_for} if document.recalled_for else ""


def _day(day: date | None) -> str:
    """A day in figures, as books have it in every language."""
    return day.strftime("%d/%m/%Y") if day else ""


def _rows(actor: Actor, unit: Unit, direction: Direction) -> QuerySet[Any]:
    found: QuerySet[Any] = Document.objects.in_registers_of(actor).filter(unit=unit, direction=direction)
    return found


BOOKS: dict[str, Book] = {
    "outgoing": Book(
        "outgoing",
        gettext_lazy("Register of outgoing documents"),
        (
            (gettext_lazy("Number and symbol"), 1.5),
            (gettext_lazy("Date of document"), 1.2),
            (gettext_lazy("Type and abstract"), 3.2),
            (gettext_lazy("Signed by"), 1.8),
            (gettext_lazy("Recipients"), 2.4),
            (gettext_lazy("Copy kept by"), 1.4),
            (gettext_lazy("Note"), 1.6),
        ),
        _outgoing,
    ),
    "incoming": Book(
        "incoming",
        gettext_lazy("Register of incoming documents"),
        (
            (gettext_lazy("Arrived on"), 1.2),
            (gettext_lazy("Incoming no."), 0.8),
            (gettext_lazy("Issuer"), 1.6),
            (gettext_lazy("Number and symbol"), 1.5),
            (gettext_lazy("Date of document"), 1.2),
            (gettext_lazy("Type and abstract"), 3),
            (gettext_lazy("Unit or person that received it"), 1.6),
            (gettext_lazy("Passed on"), 1.2),
            (gettext_lazy("Signature"), 0.9),
            (gettext_lazy("Note"), 1.3),
        ),
        _incoming,
    ),
}


def as_paper(book: Book, unit: Unit, lines: Iterable[tuple[str, ...]], days: str, *, language: str) -> Paper:
    """The book as a paper on its long side, with room for the hand of who receives."""
    table = Table(
        str(unit),
        tuple(Column(str(head), share=share) for head, share in book.heads),
        tuple(tuple(plain(cell) for cell in line) for line in lines),
    )
    return Paper(
        language=language,
        title=str(book.title).upper(),
        note=days,
        blocks=(table,),
        made_at=timezone.now(),
        head=Letterhead(),
        wide=True,
    )
