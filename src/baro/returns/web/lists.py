"""The lists of rounds, of returns, and of the cells behind figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.returns.flow import MISSING, RoundState, State
from baro.returns.judging import is_code
from baro.returns.models import LATE, SEE, Cell, Return, Round
from baro.returns.rulebook import ReturnForms
from baro.returns.verbs import ACCEPT, OPEN
from baro.returns.web import waiting
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import ANY, Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column

WAITS = {"to_fill": waiting.to_fill, "to_check": waiting.to_check}
PERIOD = pgettext_lazy("returns", "Period")


def _forms() -> list[tuple[str, Any]]:
    return [(code, name) for code, name in rulebook.names(ReturnForms).items()]


class RoundFilter(Filter):
    """Narrows rounds."""

    in_sight = ("form", "state")

    form = forms.MultipleChoiceField(label=_("Form"), choices=_forms)
    state = forms.MultipleChoiceField(label=_("State"), choices=RoundState.choices)
    ends = Period(label=_("Period ends between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rounds of the forms, the states, the days."""
        asked = dict(self.asked())
        if codes := asked.get("form"):
            rows = rows.filter(form__in=codes)
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        return days.narrow(rows, "last") if (days := asked.get("ends")) else rows


class RoundList(ListPage):
    """Every round that the reader may see."""

    code = "returns.rounds"
    title = _("Rounds of returns")
    filter = RoundFilter
    order = ("-last", "-pk")
    url_name = "returns.round"
    creates = (OPEN,)
    empty = Empty(
        _("A round asks every unit for one form and one period. Rounds open by themselves, or you open one."),
        create=OPEN,
    )
    columns = (
        Column("called", _("Form"), sortable=False),
        Column("of_period", PERIOD, sort_by="last"),
        state_column(RoundState),
        Column("due_on"),
        Column("asked", _("Units asked"), sortable=False, number=True),
        Column("handed", _("Handed up"), sortable=False, number=True),
        Column("unit.name", _("Asked by"), sort_by="unit__path"),
    )

    def rows(self) -> QuerySet[Any]:
        """The rounds that asked the reader's units."""
        return Round.objects.visible_to(self.actor).for_list()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With how many units were asked and have figures that count, as far as the reader sees their returns."""
        of = Return.objects.visible_to(self.actor).filter(round=OuterRef("pk")).order_by().values("round")
        asked = Subquery(of.annotate(count=Count("pk")).values("count"))
        handed = Subquery(of.exclude(state__in=MISSING).annotate(count=Count("pk")).values("count"))
        return rows.annotate(asked=asked, handed=Coalesce(handed, 0))


class ReturnFilter(Filter):
    """Narrows returns."""

    in_sight = ("q", "form", "state")

    q = Words(label=_("Unit or confirmation code"))
    form = forms.MultipleChoiceField(label=_("Form"), choices=_forms)
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    unit = UnitChoice(label=_("Unit and below"))
    ends = Period(label=_("Period ends between"))
    due = Period(label=_("Due between"))
    late = forms.ChoiceField(
        label=_("Timeliness"),
        choices=[ANY, ("late", _("Handed up late")), ("missing", _("Missing after the deadline"))],
    )
    waits = WaitingChoice("returns.returns", label=_("Waits for me"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Returns of the words, the forms, the states, the units, the days."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            found = Q(unit__name__icontains=words) | Q(unit__code__iexact=words)
            rows = rows.filter(Q(code=words.strip().upper()) if is_code(words) else found)
        for name in ("form", "state"):
            if values := asked.get(name):
                rows = rows.filter(**{f"{name}__in": values})
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if days := asked.get("ends"):
            rows = days.narrow(rows, "last")
        if late := asked.get("late"):
            missing = Q(due_on__lt=timezone.localdate(), handed_up_on=None)
            rows = rows.filter(LATE if late == "late" else missing)
        if waits := asked.get("waits"):
            rows = rows.filter(pk__in=WAITS[waits](self.actor).order_by().values("pk"))
        return days.narrow(rows, "due_on") if (days := asked.get("due")) else rows


class ReturnList(ListPage):
    """Every return that the reader may see."""

    code = "returns.returns"
    title = _("Returns")
    filter = ReturnFilter
    order = ("-last", "-pk")
    url_name = "returns.return"
    bulk = (ACCEPT,)
    empty = Empty(_("The forms that your unit is asked for stand here, and those of the units below it."))
    columns = (
        Column("unit.name", _("Unit"), sort_by="unit__path"),
        Column("called", _("Form"), sortable=False),
        Column("of_period", PERIOD, sort_by="last"),
        state_column(State),
        Column("due_on"),
        Column("handed_up_on"),
        Column("code", sortable=False, optional=True),
        Column("number", optional=True),
        Column("handed_up_by", sortable=False, optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The returns of the reader's units."""
        return Return.objects.visible_to(self.actor).for_list()


class CellFilter(Filter):
    """Narrows cells."""

    in_sight = ("q", "form")

    q = Words(label=_("Unit"))
    form = forms.MultipleChoiceField(label=_("Form"), choices=_forms)
    unit = UnitChoice(label=_("Unit and below"))
    ends = Period(label=_("Period ends between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Cells of the words, the forms, the units, the days."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(Q(unit__name__icontains=words) | Q(unit__code__iexact=words))
        if codes := asked.get("form"):
            rows = rows.filter(form__in=codes)
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        return days.narrow(rows, "last") if (days := asked.get("ends")) else rows


class CellList(ListPage):
    """The figures of returns that count, each with the unit and the period of its return."""

    code = "returns.cells"
    title = _("Figures of returns")
    filter = CellFilter
    order = ("-last", "unit__path", "code", "pk")
    see_permission = SEE
    empty = Empty(_("Each figure that a unit handed up stands here and leads to its return."))
    columns = (
        Column("unit.name", _("Unit"), sort_by="unit__path"),
        Column("called", pgettext_lazy("returns", "Cell"), sortable=False, wide=True),
        Column("version.of.of_period", PERIOD, sort_by="last"),
        Column("value"),
        Column("prefilled", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The figures of the reader's units that are not nought."""
        return Cell.objects.visible_to(self.actor).counted().exclude(value=0).for_list()

    def url(self, record: Any) -> str:
        """The return of the figure."""
        return reverse("returns.return", args=[record.version.of_id])
