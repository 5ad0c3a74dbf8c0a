"""The two registers, as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Left
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.documents.excerpts import excerpt, holds_all
from baro.documents.flow import ENTERED, State
from baro.documents.force import in_force_on
from baro.documents.models import Attachment, Direction, Document
from baro.documents.queries import field_names, type_names, urgency_names
from baro.documents.verbs import AGREE, CLASSIFY, DRAFT, FILE, INSTRUCT, PRESENT, REGISTER, TAKE_IN, UPLOAD
from baro.kernel.verbs import Verb
from baro.ui.counts.waiting import WaitingChoice, kind_asked
from baro.ui.forms import DateField, Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.ui.words.cells import badge, code, day, text
from baro.ui.words.icons import icon

INCOMING = (State.ARRIVED, *ENTERED, State.CANCELLED, State.RETURNED, State.RECALLED)
BULK_NEEDS = {TAKE_IN: REGISTER, PRESENT: PRESENT, AGREE: INSTRUCT, FILE: PRESENT}
OUTGOING = (State.DRAFT, State.APPROVING, State.SUBMITTED, State.SIGNED, State.ISSUED, State.RECALLED)


def symbol_cell(document: Any, value: Any) -> SafeString:
    """The number and symbol, or what stands for it before there is one; with a sign when its file is there."""
    symbol = code(value) or SafeString("—")
    if not document.has_files:
        return symbol
    return format_html('{} {}<span class="visually-hidden">{}</span>', symbol, icon("paperclip"), _("File"))


def urgency_words(document: Document) -> str:
    """The urgency, when there is any."""
    return urgency_names()[document.urgency] if document.urgency else ""


def urgency_cell(document: Document, _value: int) -> SafeString:
    """The urgency in its colour."""
    words = urgency_words(document)
    return badge(words, "bad") if words else SafeString("")


def type_words(document: Document) -> str:
    """The type of document as the reader calls it."""
    return type_names().get(document.type, document.type)


def type_cell(document: Document, _value: str) -> SafeString:
    """The same on the page."""
    return text(type_words(document))


def field_words(document: Document) -> str:
    """The field of work as the reader calls it."""
    return field_names().get(document.field, document.field)


def field_cell(document: Document, _value: str) -> SafeString:
    """The same on the page."""
    return text(field_words(document))


LOOKED_THROUGH = 20_000  # letters of a text in which the words of a search are looked for, to be shown
YEARS = 12  # to choose from; older documents are found by their days


class DocumentFilter(Filter):
    """What narrows a register."""

    q = Words(label=_("Number, issuer, abstract or text"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    type = forms.MultipleChoiceField(label=_("Type"))
    field = forms.MultipleChoiceField(label=_("Field of work"))
    year = forms.TypedChoiceField(label=_("Year of the register"), coerce=int, empty_value=None)
    register = UnitChoice(label=_("Register of"))
    days = Period(label=_("Entered between"))
    urgent = forms.BooleanField(label=_("Only urgent ones"))
    in_force = DateField(label=_("In force on"))

    list_code = ""
    states = tuple(State)
    in_sight = ("q", "state", "year")
    field_order = ("q", "state", "year", "type", "field", "register", "mine", "days", "in_force", "urgent")
    dated: ClassVar[str] = "arrived_on"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["type"].choices = list(type_names().items())  # type: ignore[attr-defined]
        self.fields["field"].choices = list(field_names().items())  # type: ignore[attr-defined]
        self.fields["state"].choices = [(s.value, s.label) for s in self.states]  # type: ignore[attr-defined]
        this_year = timezone.localdate().year
        years = [(year, str(year)) for year in range(this_year, this_year - YEARS, -1)]
        self.fields["year"].choices = [("", _("Any")), *years]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The documents that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(search__finds=words)
        for name in ("state", "type", "field"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        if year := asked.get("year"):
            rows = rows.filter(self._of_year(year))
        if unit := asked.get("register"):
            rows = rows.filter(unit=unit)
        if part := asked.get("mine"):
            rows = rows.filter(kind_asked(self.list_code, part).condition(self.actor, timezone.localdate()))
        rows = self._of_days(rows, asked)
        return rows.filter(urgency__gt=0) if asked.get("urgent") else rows

    def _of_days(self, rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        """Those that were entered in a period, and those that are in force on a day."""
        if days := asked.get("days"):
            rows = days.narrow(rows, "entered_on")
        return in_force_on(rows, asked["in_force"]) if asked.get("in_force") else rows

    def _of_year(self, year: int) -> Q:
        """The numbers of one year; what has no day of its own yet counts by its entry."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        of_year = Q(**{f"{self.dated}__range": (first, last)})
        return of_year | Q(**{self.dated: None, "entered_on__range": (first, last)})


class IncomingFilter(DocumentFilter):
    """The states of incoming documents."""

    states, list_code = INCOMING, "documents.incoming"
    mine = WaitingChoice(list_code, label=_("Waiting for me"))


class OutgoingFilter(DocumentFilter):
    """The states of outgoing documents."""

    states, list_code = OUTGOING, "documents.outgoing"
    dated = "issued_on"
    mine = WaitingChoice(list_code, label=_("Waiting for me"))


def _told(document: Document, _abstract: str) -> SafeString:
    """How urgent it is, and the abstract; of a secret document, why there is none."""
    told = format_html('<span class="muted">{}</span>', document.told) if document.is_secret else text(document.told)
    if document.urgency:
        told = format_html("{} {}", urgency_cell(document, document.urgency), told)
    return format_html("{}{}", told, _why_found(document))


def _why_found(document: Document) -> SafeString:
    """Where the words of the search stand in its text, when its line does not have them."""
    sought = getattr(document, "sought", "")
    if (
        not sought
        or document.is_secret
        or holds_all(f"{document.symbol} {document.issuer} {document.abstract}", sought)
    ):
        return SafeString("")
    pieces = excerpt(document.searched, sought)  # type: ignore[attr-defined]
    if not pieces:
        return SafeString("")
    shapes = {True: "<mark>{}</mark>", False: "{}"}
    said = format_html_join("", "{}", ((format_html(shapes[one.found], one.words),) for one in pieces))
    return format_html('<small class="muted excerpt"><bdi>{}</bdi></small>', said)


def _entered(document: Document) -> date | None:
    """The day on which it was registered; none while it only arrived."""
    return None if document.state == State.ARRIVED else document.entered_on


def _entered_cell(document: Document, _day: date) -> SafeString:
    return day(_entered(document)) or SafeString("—")


def _entered_words(document: Document) -> Any:
    return _entered(document) or ""


class RegisterList(ListPage):
    """What both registers have in common."""

    url_name = "documents.document"
    order = "-entered_on"

    def register_of(self, direction: Direction) -> QuerySet[Any]:
        """The rows of the reader's registers that go one way, with what the visible columns show."""
        return self._reached().filter(direction=direction)

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what the visible columns show, and whether a file is there."""
        shown = {column.path for column in self.visible_columns}
        rows = rows.for_list(units="unit.name" in shown, slips="now_with" in shown)  # type: ignore[attr-defined]
        if sought := dict(self.form.asked()).get("q"):
            searched = Left(Concat("body", Value(" "), "text", output_field=TextField()), LOOKED_THROUGH)
            rows = rows.annotate(sought=Value(sought), searched=searched)
        # One paper is asked for, row by row: for EXISTS the database would gather those of all documents first.
        papers = Attachment.objects.filter(document=OuterRef("pk"))  # sees: who sees the document
        return rows.annotate(has_files=Subquery(papers.order_by().values("pk")[:1]))

    def _reached(self) -> Any:
        """The reader's registers; what waits for the reader may lie in those of others."""
        if part := dict(self.form.asked()).get("mine"):
            return kind_asked(self.code, part).inbox.among(self.actor, timezone.localdate())
        return Document.objects.in_registers_of(self.actor)


class IncomingList(RegisterList):
    """The register of what arrives."""

    code = "documents.incoming"
    title = _("Incoming documents")
    filter = IncomingFilter
    creates = (UPLOAD,)
    bulk = (TAKE_IN, PRESENT, AGREE, FILE)
    empty = Empty(
        _("Everything that reaches your unit is entered here once and becomes work from here. Bring the first file."),
        create=UPLOAD,
    )
    columns = (
        Column("symbol", cell=symbol_cell),
        Column("abstract", sortable=False, wide=True, cell=_told, csv="told"),
        Column("issuer", sortable=False),
        Column("arrival_number", sort_by=("arrived_on", "arrival_number")),
        Column("reply_by"),
        state_column(State),
        Column("now_with", _("With"), sortable=False),
        Column("entered_on", cell=_entered_cell, csv=_entered_words, optional=True),
        Column("urgency", cell=urgency_cell, csv=urgency_words, optional=True),
        Column("type", sortable=False, cell=type_cell, csv=type_words, optional=True),
        Column("field", sortable=False, cell=field_cell, csv=field_words, optional=True),
        Column("issued_on", optional=True),
        Column("unit.name", _("Register of"), sortable=False, optional=True),
    )

    def bulk_verbs(self) -> Sequence[Verb]:
        """Registering arrivals for the clerk, presenting and filing for the office, agreeing for the leader."""
        return [verb for verb in self.bulk if self.actor.holds_anywhere(BULK_NEEDS[verb])]

    def rows(self) -> QuerySet[Any]:
        """What arrived in the reader's registers."""
        return self.register_of(Direction.INCOMING)


class OutgoingList(RegisterList):
    """The register of what is issued."""

    code = "documents.outgoing"
    title = _("Outgoing documents")
    filter = OutgoingFilter
    creates = (DRAFT,)
    bulk = (CLASSIFY,)
    empty = Empty(
        _("What your unit issues is drafted, signed, numbered and sent from here. Begin with a draft."), create=DRAFT
    )
    columns = (
        Column("symbol", cell=symbol_cell),
        Column("abstract", sortable=False, wide=True, cell=_told),
        Column("type", sortable=False, cell=type_cell, csv=type_words),
        Column("unit.name", _("Issuer"), sortable=False),
        Column("issued_on"),
        state_column(State),
        Column("urgency", cell=urgency_cell, csv=urgency_words, optional=True),
        Column("field", sortable=False, cell=field_cell, csv=field_words, optional=True),
        Column("signer_title", sortable=False, optional=True),
        Column("entered_on", _("Begun on"), optional=True),
    )

    def bulk_verbs(self) -> Sequence[Verb]:
        """Saying what documents are about, for the clerk of a register."""
        return self.bulk if self.actor.holds_anywhere(REGISTER) else ()

    def rows(self) -> QuerySet[Any]:
        """What the reader's registers issue."""
        return self.register_of(Direction.OUTGOING)
