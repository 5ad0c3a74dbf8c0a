"""Rows of assigned work: the task, the units it concerns, the reports about it and their evidence."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, GeneratedField, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.documents.models import Attachment, Document
from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.models import Person, Post, Tenure, Unit, UnitScoped
from baro.tasks import rules
from baro.tasks.flow import CLOSED, FLOW, State
from baro.tasks.recurring import Recurrence
from baro.tasks.rulebook import Kind, Kinds, SelfEvaluation, TaskStatus
from baro.tasks.rules import Standing
from baro.trail.words import Words

SEE = "tasks.see"
HIDDEN = _("a document that you do not see")
SHORT = 120  # characters of the work that name a task in lists, notices and timelines


class TaskQuerySet(UnitScoped):
    """Tasks."""

    see_permission = SEE

    def visible_to(self, actor: Actor) -> Self:
        """The tasks that concern a unit in the actor's reach, or that the actor's post gave, owns or answers for."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those of a unit that the actor sees, and those of the actor's post."""
        concerned = Q(pk__in=TaskUnit.objects.visible_to(actor).values("task"))
        if any(scope.covers(SEE, actor.unit_path) for scope in actor.scopes):
            return concerned  # the actor's own post is in this reach already
        return concerned | cls.of_post(actor.post_id)

    @staticmethod
    def of_post(post_id: int | None) -> Q:
        """Owned by, given by or answered for by the holder of a post."""
        if post_id is None:
            return Q(pk__in=[])
        return Q(owner_post=post_id) | Q(assigner_post=post_id) | Q(accountable_post=post_id)

    def live(self) -> Self:
        """All that count: everything but what was cancelled."""
        return self.exclude(state=State.CANCELLED)

    def open(self) -> Self:
        """Neither done nor cancelled."""
        return self.exclude(state__in=CLOSED)

    def of_above(self) -> Self:
        """Those of the level above, with what that level wants to know of them, in one query."""
        listed = self.filter(~Q(origin_id=""))._with("unit", "assigner_unit", "owner_post")
        return listed.only(*LISTED, *OF_ABOVE)

    def for_list(self) -> Self:
        """What a row of a list needs, in one query, but for the source document."""
        return self._with("unit", "assigner_unit", "owner_post").only(*LISTED)

    def for_cards(self) -> Self:
        """What a card of a task shows, in one query."""
        return self._with("unit", "owner_post").only(*ON_A_CARD).with_owners()

    def with_owners(self) -> Self:
        """Each with ``owner_name``: who handed the result in, else who holds the owner's post today."""
        handed_in = Person.objects.filter(pk=models.OuterRef("handed_in_by")).values("name")
        held = Tenure.objects.on(timezone.localdate()).filter(post=models.OuterRef("owner_post"))
        holder = held.order_by("-kind").values("person__name")[:1]  # the holder before who acts for them
        return self.annotate(owner_name=Coalesce(models.Subquery(handed_in), models.Subquery(holder)))

    def with_sources(self, reader: Actor) -> Self:
        """Each with its source document, or None beside its key where the reader may not open it: one query more."""
        seen = Document.objects.one_by_one(reader).only("symbol", "abstract")
        return self.prefetch_related(models.Prefetch("source", seen))

    def _with(self, *related: str) -> Self:
        """Exactly these records beside each task: every one more takes time to plan, whatever it holds."""
        return self.select_related(None).select_related(*related)


class TaskManager(models.Manager.from_queryset(TaskQuerySet)):  # type: ignore[misc]
    """Tasks with the two units that every policy looks at, without the words that only search needs."""

    def get_queryset(self) -> Any:
        """Every task."""
        return super().get_queryset().select_related("unit", "assigner_unit").defer("search")


class Task(models.Model):
    """One piece of work with exactly one owner: a post, whoever holds it.

    ``handed_in_on`` stops the clock of the deadline until the work is returned; ``finished_on`` is the day on which the
    approved work was handed in. How the task stands against its deadline is computed from them, in
    `queries.class_conditions`. ``horizon`` is kept only where somebody chose it. ``starts_after`` are the keys of tasks
    that come first. A task that ``recurs`` fell due by its rule on ``occurs_on`` and follows its ``previous`` one;
    ``opens_next_on`` stands at the last of them alone.
    """

    FLOW, STATES = FLOW, State

    work = models.CharField(_("Work"), max_length=1000)
    kind = models.CharField(_("Kind"), max_length=20, default="carrying_out", db_default="carrying_out")
    horizon = models.CharField(_("Horizon"), max_length=8, blank=True, default="", db_default="")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Owner unit"), related_name="+", db_index=False)
    owner_post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Owner"), related_name="+", db_index=False)
    assigner_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("Assigning unit"), related_name="+", db_index=False
    )
    assigner_post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("assigner"), related_name="+", db_index=False
    )
    assigner_title = models.CharField(_("Assigned by"), max_length=300)
    accountable_post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("accountable"), null=True, blank=True, related_name="+"
    )
    authority = models.CharField(_("Deciding authority"), max_length=300, blank=True)
    product = models.CharField(_("Expected product"), max_length=500, blank=True)
    source = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Source document"), null=True, blank=True, related_name="tasks"
    )
    clause = models.TextField(_("Clause"), blank=True)
    motto = models.CharField(_("rule of clarity"), max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("Part of the task"),
        null=True,
        blank=True,
        related_name="parts",
        db_index=False,
    )
    starts_after = ArrayField(models.BigIntegerField(), verbose_name=_("Starts after"), null=True, blank=True)

    origin_id = models.CharField(_("Number at the level above"), max_length=100, blank=True, default="", db_default="")
    origin_document = models.CharField(_("Assigning document"), max_length=300, blank=True, default="", db_default="")
    self_grade = models.CharField(_("Self-evaluation"), max_length=20, blank=True, default="", db_default="")
    self_evaluation = models.TextField(_("Reasons of the self-evaluation"), blank=True, default="", db_default="")

    recurs = models.CharField(_("Recurs"), max_length=10, blank=True, default="", db_default="")
    occurs_on = models.DateField(_("falls due by its rule"), null=True, blank=True)
    opens_next_on = models.DateField(_("opens the next one"), null=True, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("Former one"), db_index=False
    )

    first_due_on = models.DateField(_("First deadline"), null=True, blank=True)
    due_on = models.DateField(_("Deadline"), null=True, blank=True)
    no_deadline_reason = models.CharField(_("Why there is no deadline"), max_length=300, blank=True)
    asked_due_on = models.DateField(_("deadline asked for"), null=True, blank=True)
    asked_reason = models.CharField(_("why more time is asked for"), max_length=1000, blank=True)

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.ASSIGNED)
    assigned_at = models.DateTimeField(_("Assigned"))
    accepted_at = models.DateTimeField(_("taken on"), null=True, blank=True)
    progress_percent = models.PositiveSmallIntegerField(_("Progress"), default=0)
    result = models.TextField(_("Result"), blank=True)
    handed_in_on = models.DateField(_("Handed in"), null=True, blank=True)
    handed_in_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    finished_on = models.DateField(_("Finished"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    returned_count = models.PositiveSmallIntegerField(_("Times returned"), default=0)
    extended_count = models.PositiveSmallIntegerField(_("Times extended"), default=0)
    urged_count = models.PositiveSmallIntegerField(_("Times urged"), default=0)

    search = GeneratedField(
        expression=Words("work", "product", "authority", "clause", "result"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = TaskManager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            GinIndex(fields=["search"], name="task_by_words"),
            models.Index(fields=["unit", "due_on"], name="task_by_unit"),
            models.Index(fields=["owner_post", "due_on"], name="task_by_owner"),
            models.Index(
                fields=["assigner_post", "due_on"], name="task_open_by_assigner", condition=~Q(state__in=CLOSED)
            ),
            models.Index(fields=["due_on"], name="task_open_by_day", condition=~Q(state__in=CLOSED)),
            models.Index(fields=["parent"], name="task_by_parent", condition=Q(parent__isnull=False)),
            models.Index(fields=["due_on"], name="task_of_above_by_day", condition=~Q(origin_id="")),
            models.Index(fields=["opens_next_on"], name="task_opens_next", condition=Q(opens_next_on__isnull=False)),
            GinIndex(fields=["starts_after"], name="task_starts_after", condition=Q(starts_after__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_has_a_deadline_or_a_reason_for_none",
                condition=Q(due_on__isnull=False, first_due_on__isnull=False) | ~Q(no_deadline_reason=""),
            ),
            models.CheckConstraint(
                name="task_handed_in_while_it_waits_or_is_done",
                condition=Q(state__in=(State.HANDED_IN, State.DONE), handed_in_on__isnull=False)
                | ~Q(state__in=(State.HANDED_IN, State.DONE)) & Q(handed_in_on=None),
            ),
            models.CheckConstraint(
                name="task_finished_exactly_when_done",
                condition=Q(state=State.DONE, finished_on=F("handed_in_on"), approved_at__isnull=False)
                | ~Q(state=State.DONE) & Q(finished_on=None, approved_at=None),
            ),
            models.CheckConstraint(name="task_progress_is_a_percentage", condition=Q(progress_percent__lte=100)),
            models.CheckConstraint(
                name="task_recurs_from_a_day_on", condition=Q(recurs="") | Q(occurs_on__isnull=False)
            ),
            models.UniqueConstraint(fields=["previous"], name="task_has_one_next", condition=Q(previous__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.work if len(self.work) <= SHORT else f"{self.work[: SHORT - 1].rstrip()}…"

    def get_absolute_url(self) -> str:
        """The page of the task."""
        return reverse("tasks.task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Neither done nor cancelled."""
        return self.state not in CLOSED

    @property
    def of_kind(self) -> Kind:
        """What the rule says today about tasks of its kind."""
        return rulebook.today(Kinds).of(self.kind)

    @property
    def recurrence(self) -> Recurrence | None:
        """By which rule it comes back; None where it does not."""
        return Recurrence.read(self.recurs) if self.recurs else None

    def standing_on(self, day: date) -> Standing | None:
        """How it stands against its deadline at the end of a day; None when it was cancelled."""
        if self.state == State.CANCELLED:
            return None
        rule = rulebook.in_force(TaskStatus, on=day).body
        return rules.standing(self, day, near_working_days=rule.near_working_days)

    @property
    def standing(self) -> Standing | None:
        """How it stands today."""
        return self.standing_on(timezone.localdate())


wording("tasks.grade", lambda grade: rulebook.names(SelfEvaluation)[grade])
ON_A_CARD = (
    *("work", "unit__name", "owner_post__name", "state", "due_on", "asked_due_on"),
    *("handed_in_on", "finished_on", "progress_percent", "source_id", "assigner_title"),
)
LISTED = (
    *(*ON_A_CARD, "unit__path", "assigner_unit__name", "assigner_unit__path", "assigner_post_id", "handed_in_by_id"),
    *("first_due_on", "assigned_at", "extended_count", "returned_count", "urged_count", "kind", "horizon"),
)

OF_ABOVE = ("origin_id", "origin_document", "product", "result", "self_grade", "self_evaluation")


class TaskRole(models.TextChoices):
    """How a task concerns a unit."""

    OWNER = "owner", pgettext_lazy("unit of a task", "owns it")
    ASSIGNER = "assigner", pgettext_lazy("unit of a task", "gave it")
    ACCOUNTABLE = "accountable", pgettext_lazy("unit of a task", "answers for it")
    COORDINATE = "coordinate", pgettext_lazy("unit of a task", "coordinates")
    INFORM = "inform", pgettext_lazy("unit of a task", "is informed")


class TaskUnitQuerySet(UnitScoped):
    """Units of tasks, seen by those who see the tasks of the unit."""

    see_permission = SEE


class TaskUnit(models.Model):
    """A unit that a task concerns: the one place that says from where a task is seen.

    The rows of the owner, the assigner and the accountable post are kept by triggers of the database, so that no way of
    writing tasks can forget them; coordinating and informed units are named when the task is given.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="units", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(_("Role"), max_length=12, choices=TaskRole)

    objects = TaskUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit of a task")
        verbose_name_plural = _("units of tasks")
        ordering = ["pk"]
        indexes = [models.Index(fields=["unit", "task"], name="taskunit_by_unit")]
        constraints = [models.UniqueConstraint("task", "unit", "role", name="unit_of_a_task_once_in_a_role")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()}"


class Progress(models.Model):
    """What the owner reported on the way, or when handing in."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports")
    at = models.DateTimeField(_("when"))
    title = models.CharField(_("reported by"), max_length=300)
    percent = models.PositiveSmallIntegerField(_("percent"))
    words = models.TextField(_("words"))

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering: ClassVar = ["-pk"]
        constraints = [models.CheckConstraint(name="report_is_a_percentage", condition=Q(percent__lte=100))]

    def __str__(self) -> str:
        return f"{self.percent}%"


class Evidence(models.Model):
    """A file that proves what a report says."""

    report = models.ForeignKey(Progress, models.CASCADE, related_name="evidence")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)

    @property
    def papers(self) -> list[Attachment]:
        """The file, to be shown from here: who sees the task sees it."""
        self.attachment.address = reverse("tasks.evidence", args=[self.pk])
        return [self.attachment]
