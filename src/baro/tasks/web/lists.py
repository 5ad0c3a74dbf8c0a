"""The list of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel.verbs import Verb
from baro.tasks import queries
from baro.tasks.flow import CLOSED, State
from baro.tasks.models import Task
from baro.tasks.verbs import APPROVE, ASSIGN, REASSIGN, RETURN, URGE
from baro.tasks.web.badges import (
    due_cell,
    owner_cell,
    owner_words,
    percent_cell,
    source_cell,
    source_words,
    standing_cell,
    standing_words,
    state_cell,
)
from baro.tasks.web.histories import PASTS
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, History, ListPage, Words

PAST = History(*PASTS)
WHICH = {"open": _("Not finished"), "closed": _("Finished or cancelled")}


class TaskFilter(Filter):
    """What narrows the list of tasks."""

    q = Words(label=_("Words of the task"))
    standing = forms.MultipleChoiceField(label=_("Timeliness"))
    which = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), *WHICH.items()])
    mine = WaitingChoice("tasks.list", label=_("My part"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    unit = UnitChoice(label=_("Owner unit and below"))
    assigner = UnitChoice(label=_("Assigning unit"))
    source = forms.CharField(label=_("Words of the source document"), max_length=200)
    due = Period(label=_("Due between"))
    past = PAST
    document = forms.IntegerField(label=_("Source document"), widget=forms.HiddenInput)

    in_sight = ("q", "which", "standing")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rule = queries.status_rule()
        classes = [(name.value, str(rule.of(name).names)) for name in queries.class_conditions()]
        self.fields["standing"].choices = classes  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The tasks that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(queries.with_words(words))
        if classes := asked.get("standing"):
            rows = rows.filter(queries.of_class(classes))
        if which := asked.get("which"):
            rows = rows.filter(state__in=CLOSED) if which == "closed" else rows.exclude(state__in=CLOSED)
        if part := asked.get("mine"):
            rows = rows.filter(queries.WAITING[part](self.actor, timezone.localdate()))
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if days := asked.get("due"):
            rows = days.narrow(rows, "due_on")
        rows = PAST.narrow(rows, asked.get("past", []))
        return self._from_where(rows, asked)

    def _from_where(self, rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        """The tasks of the units and the document that were asked for."""
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if assigner := asked.get("assigner"):
            rows = rows.filter(assigner_unit=assigner)
        if words := asked.get("source"):
            found = Document.objects.visible_to(self.actor).filter(search__finds=words)
            rows = rows.filter(source__in=found.order_by().values("pk"))
        if document := asked.get("document"):
            rows = rows.filter(source__in=Document.objects.visible_to(self.actor).filter(pk=document).values("pk"))
        return rows

    def worded(self, name: str, value: Any) -> str:
        """A document is called by its name only for those who see it."""
        if name != "document":
            return super().worded(name, value)
        seen = Document.objects.visible_to(self.actor).filter(pk=value).only("symbol", "abstract").first()
        return (seen.symbol or seen.abstract[:60]) if seen else f"#{value}"


class TaskList(ListPage):
    """Every task that the reader may see."""

    code = "tasks.list"
    title = _("Tasks")
    filter = TaskFilter
    order = "-pk"
    opens_with = "which=open&order=due_on"
    creates = (ASSIGN,)
    bulk = (APPROVE, RETURN, URGE, REASSIGN)
    empty = Empty(
        _("A task is clear work with one owner and one deadline. It is given from a document, or by itself."),
        create=ASSIGN,
    )
    columns = (
        Column("__str__", _("Work"), sortable=False, csv="work", wide=True),
        Column("owner_post.name", _("Owner"), sort_by="unit__path", cell=owner_cell, csv=owner_words),
        Column("due_on", cell=due_cell),
        Column("standing", _("Timeliness"), sort_by="due_on", cell=standing_cell, csv=standing_words),
        Column("progress_percent", cell=percent_cell, optional=True),
        Column("state", sortable=False, cell=state_cell, csv="get_state_display"),
        Column("source.symbol", _("Source"), sortable=False, cell=source_cell, csv=source_words),
        Column("unit.name", _("Owner unit"), sort_by="unit__path", optional=True),
        Column("assigner_unit.name", _("Assigned by"), sortable=False, optional=True),
        Column("assigned_at", sort_by="pk", optional=True),
        Column("first_due_on", optional=True),
        Column("finished_on", optional=True),
        Column("extended_count", optional=True),
        Column("returned_count", optional=True),
        Column("urged_count", optional=True),
    )

    def bulk_verbs(self) -> Sequence[Verb]:
        """Each for who holds its permission somewhere; whoever assigns approves, urges and gives to others as well."""
        assigns = self.actor.holds_anywhere(ASSIGN)
        approves = assigns or self.actor.holds_anywhere(APPROVE)
        urges = assigns or self.actor.holds_anywhere(URGE)
        return [*([APPROVE, RETURN] if approves else []), *([URGE] if urges else []), *([REASSIGN] if assigns else [])]

    def rows(self) -> QuerySet[Any]:
        """What the reader sees from their units and by their own post."""
        return Task.objects.visible_to(self.actor).for_list()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With their owners, and the source documents that the reader may open."""
        return rows.with_owners().with_sources(self.actor)  # type: ignore[attr-defined]

    def is_open(self) -> bool:
        """Everybody in a post has tasks, with or without a permission to see those of others."""
        return self.actor.post_id is not None
