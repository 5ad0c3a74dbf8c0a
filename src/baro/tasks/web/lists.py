"""The list of tasks, and that of the tasks from the level above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.documents.queries import short_name
from baro.kernel import rulebook
from baro.kernel.verbs import Verb
from baro.tasks import queries
from baro.tasks.flow import CLOSED, State
from baro.tasks.models import Task
from baro.tasks.rulebook import Horizons, Kinds
from baro.tasks.verbs import APPROVE, ASSIGN, REASSIGN, RETURN, URGE
from baro.tasks.web.badges import (
    assigning_document,
    due_cell,
    grade_words,
    horizon_words,
    in_words,
    kind_words,
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
from baro.ui.forms import Period, PostChoice, UnitChoice
from baro.ui.lists import Column, Empty, Filter, History, ListPage, Words

PAST = History(*PASTS)
WHICH = {
    "open": _("Not finished"),
    "can_start": _("Can start now"),
    "still": _("Far ahead and standing still"),
    "recurring": _("Recurring"),
    "closed": _("Finished or cancelled"),
}


def _which(which: str) -> Q:
    """The condition for the tasks that are shown."""
    if which == "can_start":
        return queries.can_start()
    if which == "still":
        return queries.standing_still(timezone.localdate())
    if which == "recurring":
        return Q(opens_next_on__isnull=False)
    return Q(state__in=CLOSED) if which == "closed" else ~Q(state__in=CLOSED)


class TaskFilter(Filter):
    """What narrows the list of tasks."""

    q = Words(label=_("Words of the task"))
    standing = forms.MultipleChoiceField(label=_("Timeliness"))
    which = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), *WHICH.items()])
    mine = WaitingChoice("tasks.list", label=_("My part"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    horizon = forms.MultipleChoiceField(label=_("Horizon"))
    kind = forms.MultipleChoiceField(label=_("Kind"))
    owner = PostChoice(label=_("Owner"))
    unit = UnitChoice(label=_("Owner unit and below"))
    assigner = UnitChoice(label=_("Assigning unit"))
    source = forms.CharField(label=_("Words of the source document"), max_length=200)
    due = Period(label=_("Due between"))
    given = Period(label=_("Assigned between"))
    past = PAST
    document = forms.IntegerField(label=_("Source document"), widget=forms.HiddenInput)
    parent = forms.IntegerField(label=_("Part of the task"), widget=forms.HiddenInput)

    in_sight = ("q", "which", "standing")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rule = queries.status_rule()
        classes = [(name.value, str(rule.of(name).names)) for name in queries.class_conditions()]
        fields: Any = self.fields
        fields["standing"].choices = classes
        fields["horizon"].choices = list(rulebook.names(Horizons).items())
        fields["kind"].choices = list(rulebook.names(Kinds).items())

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The tasks that fit."""
        asked = dict(self.asked())
        for name, condition in self._conditions().items():
            if asked.get(name):
                rows = rows.filter(condition(asked[name]))
        for name, path in (("due", "due_on"), ("given", "assigned_at__date")):
            if days := asked.get(name):
                rows = days.narrow(rows, path)
        rows = PAST.narrow(rows, asked.get("past", []))
        return self._from_where(rows, asked)

    def _conditions(self) -> dict[str, Callable[[Any], Q]]:
        """What each field means of the task itself."""
        return {
            "q": queries.with_words,
            "standing": queries.of_class,
            "which": _which,
            "mine": lambda part: queries.WAITING[part](self.actor, timezone.localdate()),
            "state": lambda states: Q(state__in=states),
            "kind": lambda kinds: Q(kind__in=kinds),
            "horizon": queries.of_horizon,
            "owner": lambda post: Q(owner_post=post),
        }

    def _from_where(self, rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        """The tasks of the units and the document that were asked for."""
        if unit := asked.get("unit"):
            rows = rows.filter(unit__path__startswith=unit.path)
        if assigner := asked.get("assigner"):
            rows = rows.filter(assigner_unit=assigner)
        if whole := asked.get("parent"):
            rows = rows.filter(parent__in=Task.objects.visible_to(self.actor).filter(pk=whole).order_by().values("pk"))
        if words := asked.get("source"):
            found = Document.objects.visible_to(self.actor).filter(search__finds=words)
            rows = rows.filter(source__in=found.order_by().values("pk"))
        if document := asked.get("document"):
            rows = rows.filter(source__in=Document.objects.visible_to(self.actor).filter(pk=document).values("pk"))
        return rows

    def worded(self, name: str, value: Any) -> str:
        """A document or a task is called by its name only for those who see it."""
        if name == "parent":
            return str(Task.objects.visible_to(self.actor).filter(pk=value).first() or f"#{value}")
        return short_name(self.actor, value) if name == "document" else super().worded(name, value)


class TaskList(ListPage):
    """Every task that the reader may see."""

    code = "tasks.list"
    title = _("Tasks")
    filter = TaskFilter
    order = "-pk"
    opens_with = "which=open&order=due_on"
    creates: ClassVar[tuple[Verb, ...]] = (ASSIGN,)
    bulk: ClassVar[tuple[Verb, ...]] = (APPROVE, RETURN, URGE, REASSIGN)
    empty = Empty(
        _("A task is clear work with one owner and one deadline. It is given from a document, or by itself."),
        create=ASSIGN,
    )
    columns: tuple[Column, ...] = (
        Column("__str__", _("Work"), sortable=False, csv="work", wide=True),
        Column("owner_post.name", _("Owner"), sort_by="unit__path", cell=owner_cell, csv=owner_words),
        Column("due_on", cell=due_cell),
        Column("standing", _("Timeliness"), sort_by="due_on", cell=standing_cell, csv=standing_words),
        Column("progress_percent", cell=percent_cell, optional=True),
        Column("state", sortable=False, cell=state_cell, csv="get_state_display"),
        Column("source.symbol", _("Source"), sortable=False, cell=source_cell, csv=source_words),
        Column("kind", sortable=False, cell=in_words(kind_words), csv=kind_words, optional=True),
        Column("horizon", sortable=False, cell=in_words(horizon_words), csv=horizon_words, optional=True),
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


class AboveList(TaskList):
    """The tasks from the level above, with what that level wants to know of them."""

    code = "tasks.above"
    title = _("Tasks from above")
    lead = _("Tasks that the level above tracks, by its own numbers. The files hold what it takes back.")
    bulk = ()
    creates = ()
    opens_with = "order=due_on"
    above = "tasks/above.html"
    empty = Empty(_("A task stands here when the number that it has at the level above was given with it."))
    columns = (
        Column("origin_id", sortable=False),
        Column("origin_document", sortable=False, cell=in_words(assigning_document), csv=assigning_document),
        Column("work", sortable=False, wide=True),
        Column("owner_post.name", _("Owner"), sort_by="unit__path", cell=owner_cell, csv=owner_words),
        Column("due_on", cell=due_cell),
        Column("standing", _("Timeliness"), sort_by="due_on", cell=standing_cell, csv=standing_words),
        Column("progress_percent", cell=percent_cell, optional=True),
        Column("state", sortable=False, cell=state_cell, csv="get_state_display"),
        Column("self_grade", sortable=False, cell=in_words(grade_words), csv=grade_words),
        Column("product", sortable=False, optional=True),
        Column("result", sortable=False, optional=True),
        Column("self_evaluation", sortable=False, optional=True),
        Column("handed_in_on", optional=True),
        Column("finished_on", optional=True),
    )

    def bulk_verbs(self) -> Sequence[Verb]:
        """They are worked on in the list of all tasks."""
        return ()

    @property
    def as_json(self) -> str:
        """The address of the file for the level above."""
        return f"{reverse('tasks.above.file')}{self.address.with_()}"

    @property
    def as_workbook(self) -> str:
        """The address of the same as a workbook."""
        return f"{reverse('tasks.above.file')}{self.address.with_(**{'as': 'xlsx'})}"

    def rows(self) -> QuerySet[Any]:
        """Those with a number of the level above."""
        return Task.objects.visible_to(self.actor).of_above()
