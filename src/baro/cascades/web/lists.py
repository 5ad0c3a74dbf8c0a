"""The lists of cascades and of saved sets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.cascades.flow import State
from baro.cascades.models import Cascade, Recipient, UnitSet
from baro.cascades.standing import missing
from baro.cascades.verbs import DRAFT, KEEP
from baro.documents.models import Document
from baro.documents.queries import short_name
from baro.tasks.models import SEE
from baro.tasks.verbs import ASSIGN
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column


class CascadeFilter(Filter):
    """Narrows cascades."""

    in_sight = ("q", "state")

    q = Words(label=_("Words of the work"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    unit = UnitChoice(label=_("Assigning unit and below"))
    due = Period(label=_("Due between"))
    document = forms.IntegerField(label=_("Source document"), widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Cascades of the words, the states, the units, the days."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(Q(work__icontains=words) | Q(product__icontains=words))
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if document := asked.get("document"):
            rows = rows.filter(source__in=Document.objects.visible_to(self.actor).filter(pk=document).values("pk"))
        return days.narrow(rows, "due_on") if (days := asked.get("due")) else rows

    def worded(self, name: str, value: Any) -> str:
        """A document is called by its name only for those who see it."""
        return short_name(self.actor, value) if name == "document" else super().worded(name, value)


class CascadeList(ListPage):
    """Every cascade that the reader may see."""

    code = "cascades.list"
    title = _("Cascades")
    filter = CascadeFilter
    order = "-pk"
    url_name = "cascades.cascade"
    creates = (DRAFT,)
    empty = Empty(
        _("A cascade gives one piece of work to many units and gathers their answers. Draft one to begin."),
        create=DRAFT,
    )
    columns = (
        Column("__str__", _("Work"), sortable=False, csv="work", wide=True),
        state_column(State),
        Column("due_on"),
        Column("received", pgettext_lazy("cascade", "Recipients"), sortable=False, number=True),
        Column("lacking", _("Missing"), sortable=False, number=True),
        Column("unit.name", _("Assigning unit"), sort_by="unit__path"),
        Column("sent_at", optional=True),
        Column("product", sortable=False, optional=True, wide=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The cascades of the reader's units, and those of their own post."""
        return Cascade.objects.visible_to(self.actor).for_list()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With how many received each, and how many of them are missing."""
        # sees: numbers of a cascade that the reader sees
        of = Recipient.objects.filter(cascade=OuterRef("pk")).order_by().values("cascade")
        late = of.filter(missing(timezone.localdate())).annotate(count=Count("pk")).values("count")
        return rows.annotate(received=Subquery(of.annotate(count=Count("pk")).values("count")), lacking=Subquery(late))

    def is_open(self) -> bool:
        """Whoever gives work sees their own."""
        return self.actor.holds_anywhere(SEE) or self.actor.holds_anywhere(ASSIGN)


class SetFilter(Filter):
    """Narrows saved sets."""

    in_sight = ("q",)

    q = Words(label=_("Words of the name"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Sets of the words."""
        asked = dict(self.asked())
        return rows.filter(name__icontains=words) if (words := asked.get("q")) else rows


class SetList(ListPage):
    """Every saved set that the reader may choose."""

    code = "cascades.sets"
    title = _("Sets of units")
    filter = SetFilter
    order = "name"
    url_name = "cascades.unitset"
    creates = (KEEP,)
    empty = Empty(_("Save units here that often receive the same work. Then choose them by one name."), create=KEEP)
    columns = (
        Column("name"),
        Column("size", _("Units"), sortable=False, number=True),
        Column("unit.name", _("Unit"), sort_by="unit__path"),
    )

    def rows(self) -> QuerySet[Any]:
        """The sets of the reader's units."""
        return UnitSet.objects.visible_to(self.actor).in_use().for_list()

    def is_open(self) -> bool:
        """Whoever gives work."""
        return self.actor.holds_anywhere(SEE) or self.actor.holds_anywhere(ASSIGN)
