"""The lists of programmes, of their clauses and of reviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.programmes.flow import ReviewState, State
from baro.programmes.models import Clause, Programme, Review
from baro.programmes.queries import Tally, boards_of, kind_names
from baro.programmes.rulebook import Clauses, Line
from baro.programmes.verbs import BEGIN, SET_UP
from baro.programmes.web.waiting import WAITING
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.ui.words.cells import badge, code

COUNTED = (Line.TASKS, Line.DONE, Line.OVERDUE, Line.STUCK)
NUMBERS = (
    Column("tasks", _("Tasks"), sortable=False, number=True),
    Column("done", _("Done"), sortable=False, number=True),
    Column("overdue", _("Overdue"), sortable=False, number=True),
    Column("stuck", _("Stuck"), sortable=False, number=True, optional=True),
)


def _tell(record: Any, tally: Tally) -> None:
    """Write the numbers of a programme or a clause where the columns find them."""
    for line in COUNTED:
        setattr(record, line.value, tally[line])
    record.percent = f"{tally.percent}%" if tally[Line.TASKS] else ""


class ProgrammeFilter(Filter):
    """Narrows programmes."""

    in_sight = ("q", "state")

    q = Words(label=_("Name of the programme"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    unit = UnitChoice(label=_("Lead unit and below"))
    days = Period(label=_("Ends between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Programmes of the words, the states, the units, the days."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(title__icontains=words)
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        return days.narrow(rows, "last_on") if (days := asked.get("days")) else rows


class ProgrammeList(ListPage):
    """Every programme that the reader may see."""

    code = "programmes.programmes"
    title = _("Programmes")
    filter = ProgrammeFilter
    order = ("-last_on", "-pk")
    url_name = "programmes.programme"
    creates = (SET_UP,)
    empty = Empty(
        _("A programme shows the tasks of one plan, clause by clause. Set one up on the page of the plan, or here."),
        create=SET_UP,
    )
    columns = (
        Column("title", wide=True),
        Column("unit.name", _("Lead unit"), sort_by="unit__path"),
        Column("source.symbol", _("Plan"), sortable=False, cell=lambda _record, value: code(value)),
        Column("last_on"),
        Column("percent", _("Share done"), sortable=False, number=True),
        *NUMBERS,
        state_column(State),
        Column("first_on", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The programmes of the reader's units."""
        return Programme.objects.visible_to(self.actor).for_list()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With the plans that the reader may open."""
        return rows.with_plans(self.actor)  # type: ignore[attr-defined]

    def furnished(self, records: list[Any]) -> list[Any]:
        """Each with its tally."""
        boards = boards_of(records, timezone.localdate())
        for programme in records:
            _tell(programme, boards[programme.pk].whole)
        return records


class ClauseFilter(Filter):
    """Narrows clauses."""

    in_sight = ("q",)

    q = Words(label=_("Words of the clause"))
    programme = forms.IntegerField(label=_("Programme"), widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Clauses of the words, of one programme."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(Q(words__icontains=words) | Q(label__istartswith=words))
        return rows.filter(programme=programme) if (programme := asked.get("programme")) else rows

    def worded(self, name: str, value: Any) -> str:
        """A programme is called by its name only for those who see it."""
        if name != "programme":
            return super().worded(name, value)
        seen = Programme.objects.visible_to(self.actor).filter(pk=value).first()
        return str(seen)[:60] if seen else f"#{value}"


class ClauseList(ListPage):
    """The clauses of programmes, each with how it stands: what a programme leaves the house as."""

    code = "programmes.clauses"
    title = _("Clauses of programmes")
    filter = ClauseFilter
    order = ("-programme", "position")
    empty = Empty(_("The clauses of programmes stand here, each with its tasks counted."))
    columns = (
        Column("__str__", _("Clause of the plan"), sortable=False, wide=True),
        Column(
            "standing.names",
            _("How it stands"),
            sortable=False,
            cell=lambda row, value: badge(value, row.standing.style),
        ),
        *NUMBERS,
        Column("programme.title", _("Programme"), sortable=False),
    )

    def rows(self) -> QuerySet[Any]:
        """The clauses of the programmes that the reader sees."""
        return Clause.objects.visible_to(self.actor).for_list()

    def furnished(self, records: list[Any]) -> list[Any]:
        """Each with its tally and how it stands."""
        boards = boards_of({clause.programme for clause in records}, timezone.localdate())
        rule = rulebook.today(Clauses)
        rows = {row.key: row for board in boards.values() for row in board.rows if row.clause}
        for clause in records:
            clause.standing = rule.of(rows[clause.pk].standing)
            _tell(clause, rows[clause.pk].tally)
        return records


class ReviewFilter(Filter):
    """Narrows reviews."""

    in_sight = ("q", "kind", "state")

    q = Words(label=_("Name of the review"))
    kind = forms.MultipleChoiceField(label=_("Kind"))
    state = forms.MultipleChoiceField(label=_("State"), choices=ReviewState.choices)
    mine = WaitingChoice("programmes.reviews", label=_("My part"))
    unit = UnitChoice(label=_("Unit and below"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = list(kind_names().items())  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Reviews of the words, kinds, states, of the units, and what waits for the reader."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(title__icontains=words)
        if kinds := asked.get("kind"):
            rows = rows.filter(kind__in=kinds)
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if part := asked.get("mine"):
            rows = rows.filter(pk__in=WAITING[part](self.actor).order_by().values("pk"))
        return rows.filter(unit__path__startswith=unit.path) if (unit := asked.get("unit")) else rows


def _kind(review: Review) -> str:
    return kind_names().get(review.kind, review.kind)


class ReviewList(ListPage):
    """Every review that the reader may see."""

    code = "programmes.reviews"
    title = _("Reviews")
    filter = ReviewFilter
    order = ("-last_on", "-pk")
    url_name = "programmes.review"
    creates = (BEGIN,)
    empty = Empty(
        _("Interim and final reviews of programmes, documents and periods stand here. Every figure opens its rows."),
        create=BEGIN,
    )
    columns = (
        Column("title", wide=True),
        Column("kind", sortable=False, cell=lambda review, _value: SafeString(_kind(review)), csv=_kind),
        Column("unit.name", _("Unit"), sort_by="unit__path"),
        Column("first_on", optional=True),
        Column("last_on"),
        Column("writer_title", optional=True),
        Column("approver_title", optional=True),
        state_column(ReviewState),
    )

    def rows(self) -> QuerySet[Any]:
        """The reviews of the reader's units."""
        return Review.objects.visible_to(self.actor).for_list()
