"""Rows of weak points: the point, the tasks that answer it, and what proves that it is solved."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Attachment
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Person, Post, Unit, UnitScoped
from baro.tasks.models import Task
from baro.trail.words import Words
from baro.weakpoints.flow import FLOW, UNFINISHED, State
from baro.weakpoints.rulebook import Register

CODE_LENGTH = 40


class PointQuerySet(UnitScoped):
    """Weak points, seen in the units where somebody sees them, and by the post that must solve them."""

    see_permission = "weakpoints.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """What the actor's own post must solve."""
        return Q(owner_post=actor.post_id) if actor.post_id else None

    def counting(self) -> Self:
        """All but those that were recorded by mistake."""
        return self.exclude(state=State.CANCELLED)

    def unfinished(self) -> Self:
        """Those that nobody accepted as solved yet."""
        return self.filter(state__in=UNFINISHED)

    def late(self, day: date) -> Self:
        """Those that their owner has not solved by their deadline."""
        return self.filter(state=State.OPEN, due_on__lt=day)

    def recurrent(self) -> Self:
        """Those that came back."""
        return self.filter(earlier__isnull=False)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "owner_post__unit")


class Point(models.Model):
    """A weak point of a unit: what it is, how serious, who solves it and until when; ``earlier`` is what it repeats."""

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    what = models.CharField(_("Weak point"), max_length=500)
    detail = models.TextField(_("Details"), blank=True)
    kind = models.CharField(_("Kind"), max_length=CODE_LENGTH)
    nature = models.CharField(_("Nature"), max_length=CODE_LENGTH)
    seriousness = models.PositiveSmallIntegerField(_("Seriousness"))
    origin = models.CharField(_("Origin"), max_length=CODE_LENGTH)
    origin_task = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("Found in the task"), null=True, blank=True, related_name="+"
    )
    found_on = models.DateField(_("Found on"))
    owner_post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("To be solved by"), related_name="+")
    due_on = models.DateField(_("Deadline"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.OPEN)
    solution = models.TextField(_("Solution"), blank=True)
    solved_on = models.DateField(_("Solved on"), null=True, blank=True)
    solved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField(_("Accepted on"), null=True, blank=True)
    returned_count = models.PositiveSmallIntegerField(_("Times returned"), default=0)
    reopened_count = models.PositiveSmallIntegerField(_("Times reopened"), default=0)
    earlier = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Repeats"), null=True, blank=True, related_name="repeated_by"
    )

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("weak point")
        verbose_name_plural = _("weak points")
        indexes = [
            GinIndex(Words("what", "detail", "solution"), name="point_by_words"),
            models.Index(fields=["unit", "found_on"], name="point_by_unit"),
            models.Index(fields=["-found_on", "-id"], name="point_by_day"),
            models.Index(fields=["owner_post", "due_on"], name="point_by_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="point_solved_while_it_waits_or_is_accepted",
                condition=Q(state__in=("solved", "accepted"), solved_on__isnull=False)
                | Q(state__in=("open", "cancelled"), solved_on=None),
            ),
            models.CheckConstraint(
                name="point_accepted_on_a_day",
                condition=Q(state="accepted", accepted_on__isnull=False) | ~Q(state="accepted") & Q(accepted_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """The page of the weak point."""
        return reverse("weakpoints.point", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """How its kind is called."""
        return rulebook.today(Register).name_of("kinds", self.kind)

    @property
    def nature_name(self) -> str:
        """How its nature is called."""
        return rulebook.today(Register).name_of("natures", self.nature)

    @property
    def origin_name(self) -> str:
        """Where it is from."""
        return rulebook.today(Register).name_of("origins", self.origin)

    @property
    def is_recurrent(self) -> bool:
        """Whether the same kind was recorded before in the same unit or one that went over into it."""
        return self.earlier_id is not None

    @property
    def open_tasks(self) -> models.QuerySet[Task]:
        """The tasks that answer it and are not finished."""
        unfinished: models.QuerySet[Task] = Task.objects.open().filter(pk__in=self.links.order_by().values("task"))
        return unfinished

    @property
    def age(self) -> int:
        """For how many days it has been known, until it was accepted as solved."""
        return ((self.accepted_on or timezone.localdate()) - self.found_on).days


class Link(models.Model):
    """A task that answers a weak point."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="links")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("task of a weak point")
        verbose_name_plural = _("tasks of weak points")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("point", "task", name="task_of_a_point_once")]

    def __str__(self) -> str:
        return f"{self.point} → {self.task}"


class Proof(models.Model):
    """A file that proves that a weak point is solved."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="proofs")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence of a solution")
        verbose_name_plural = _("evidence of solutions")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)

    @property
    def papers(self) -> list[Any]:
        """The file, to be shown from here: who sees the weak point sees it."""
        self.attachment.address = reverse("weakpoints.proof", args=[self.pk])
        return [self.attachment]
