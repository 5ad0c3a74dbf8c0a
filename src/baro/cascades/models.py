"""Rows of cascades: the work and its question, the units that received it, what they answered, saved sets of units."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.cascades.fields import DIGITS, PLACES, Field, fields_of
from baro.cascades.flow import FLOW, State
from baro.documents.models import Document
from baro.org.actors import Actor
from baro.org.models import Post, Unit, UnitKind, UnitScoped
from baro.tasks.models import SEE, SHORT, Evidence, Task


class UnitSetQuerySet(UnitScoped):
    """Saved sets, seen where tasks are seen."""

    see_permission = SEE

    def in_use(self) -> Self:
        """Those that can be chosen."""
        return self.filter(retired=False)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit").annotate(size=models.Count("members"))


class UnitSet(models.Model):
    """Units that receive work together again and again; whoever gives work in the unit may choose it."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    name = models.CharField(_("Name"), max_length=200)
    retired = models.BooleanField(_("removed from the choice"), default=False)
    units = models.ManyToManyField(Unit, through="SetMember", verbose_name=_("Units"), related_name="+")

    objects = UnitSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("set of units")
        verbose_name_plural = _("sets of units")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the set."""
        return reverse("cascades.unitset", args=[self.pk])


class SetMember(models.Model):
    """A unit of a saved set."""

    of = models.ForeignKey(UnitSet, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("unit of a set")
        constraints = [models.UniqueConstraint("of", "unit", name="unit_once_in_a_set")]

    def __str__(self) -> str:
        return str(self.unit)


class CascadeQuerySet(UnitScoped):
    """Cascades, seen where the tasks of the giving unit are seen, and by the post that gives them."""

    see_permission = SEE

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """What the actor's own post gives."""
        return Q(giver_post=actor.post_id) if actor.post_id else None

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "below", "named").defer("fields_kept", "clause", "expected")


class Cascade(models.Model):
    """One piece of work with one question for many units, each of which gets a task of its own.

    ``below``, ``kind``, ``direct`` and ``as_of``, or the saved set ``named``, are the rule by which units receive it;
    ``expected`` are the units that the rule gave when somebody last worded it. ``above`` is the part in another cascade
    that this one forwards.
    """

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Assigning unit"), related_name="+")
    giver_post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("assigner"), related_name="+")
    giver_title = models.CharField(_("Assigned by"), max_length=300)
    above = models.ForeignKey(
        "Recipient", models.PROTECT, verbose_name=_("forwards"), null=True, blank=True, related_name="forwarded"
    )
    work = models.CharField(_("Work"), max_length=1000)
    product = models.CharField(_("What must come back"), max_length=500)
    authority = models.CharField(_("Deciding authority"), max_length=300, blank=True)
    source = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Source document"), null=True, blank=True, related_name="+"
    )
    clause = models.TextField(_("Clause"), blank=True)
    fields_kept = models.JSONField(_("fields of the answer"), default=list, blank=True)

    below = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("All units under"), null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("Kind"), max_length=40, choices=UnitKind, blank=True)
    direct = models.BooleanField(_("Only directly under it"), default=False)
    as_of = models.DateField(_("As the organisation was on"), null=True, blank=True)
    named = models.ForeignKey(
        UnitSet, models.PROTECT, verbose_name=_("Set of units"), null=True, blank=True, related_name="+"
    )
    expected = ArrayField(models.BigIntegerField(), verbose_name=_("units when it was drafted"), default=list)

    due_on = models.DateField(_("Deadline"), null=True, blank=True)
    due_within = models.PositiveSmallIntegerField(_("Working days after sending"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT)
    drafted_at = models.DateTimeField(_("Drafted"))
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)

    objects = CascadeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cascade")
        indexes = [models.Index(fields=["unit", "-id"], name="cascade_by_unit")]
        constraints = [
            models.CheckConstraint(
                name="cascade_goes_below_a_unit_or_to_a_set",
                condition=Q(below__isnull=False, named=None) | Q(below=None, named__isnull=False),
            ),
            models.CheckConstraint(
                name="cascade_has_a_deadline_when_sent",
                condition=Q(due_on__isnull=False) | Q(due_within__isnull=False, sent_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.work if len(self.work) <= SHORT else f"{self.work[: SHORT - 1].rstrip()}…"

    def get_absolute_url(self) -> str:
        """The page of the cascade."""
        return reverse("cascades.cascade", args=[self.pk])

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of an answer; none where words and files are enough."""
        return fields_of(self.fields_kept)


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Recipients, seen with their tasks."""

    def visible_to(self, actor: Actor) -> Self:
        """Those whose task the actor sees."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """The condition for those whose task the actor sees."""
        return Q(task__in=Task.objects.visible_to(actor).order_by().values("pk"))

    def for_list(self) -> Self:
        """With what a row of a table shows."""
        return self.select_related(None).select_related("unit", "task__unit", "task__owner_post").defer("task__search")


class RecipientManager(models.Manager.from_queryset(RecipientQuerySet)):  # type: ignore[misc]
    """Recipients with what every policy looks at: the task, and the unit that gives the cascade."""

    def get_queryset(self) -> Any:
        """Every recipient."""
        found = super().get_queryset().select_related("unit", "task", "cascade__unit")
        return found.defer("task__search", "task__clause", "cascade__expected", "cascade__clause")


class Recipient(models.Model):
    """A unit that received a cascade, with its task: where it stands is computed from the task.

    The unit stays the one that received it; the task goes on to its successor.
    """

    cascade = models.ForeignKey(Cascade, models.PROTECT, related_name="recipients")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Recipient"), related_name="+")
    task = models.OneToOneField(Task, models.PROTECT, verbose_name=_("task"), related_name="cascaded")
    answered_at = models.DateTimeField(_("Answered"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=300, blank=True)

    objects = RecipientManager()

    class Meta:
        verbose_name = _("recipient of a cascade")
        constraints = [models.UniqueConstraint("cascade", "unit", name="unit_receives_a_cascade_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.cascade}"

    def get_absolute_url(self) -> str:
        """The page of its task."""
        return reverse("tasks.task", args=[self.task_id])


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers, seen with the tasks of their recipients."""

    def visible_to(self, actor: Actor) -> Self:
        """Those to the tasks that the actor sees."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """The condition for those to the tasks that the actor sees."""
        return Q(recipient__task__in=Task.objects.visible_to(actor).order_by().values("pk"))


class Answer(models.Model):
    """What a recipient answered in one field: exactly one of the columns holds it, by the kind of the field."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="answers", db_index=False)
    code = models.CharField(_("field"), max_length=8)
    number = models.DecimalField(_("figure"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    text = models.TextField(_("words"), blank=True)
    day = models.DateField(_("date"), null=True, blank=True)
    yes = models.BooleanField(_("yes"), null=True, blank=True)
    proof = models.ForeignKey(Evidence, models.PROTECT, verbose_name=_("file"), null=True, blank=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        constraints = [models.UniqueConstraint("recipient", "code", name="answer_once_in_a_field")]

    def __str__(self) -> str:
        return str(self.value)

    @property
    def value(self) -> Any:
        """What was answered; None for nothing."""
        found = (self.number, self.day, self.yes, self.proof_id and self.proof, self.text or None)
        return next((one for one in found if one is not None), None)
