"""Rows of urging: the steps that were taken, the letters that leave by e-mail, and the obstacles of tasks."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.models import Post, PostRank, Unit, UnitScoped
from baro.tasks.models import Task
from baro.trail.words import Words
from baro.urging.flow import FLOW, State
from baro.urging.rulebook import Ladders, Way

CODE_LENGTH = 40
SHORT = 120  # characters of an obstacle that name it in lists, notices and timelines


def _seen_tasks(actor: Actor) -> Any:
    return Task.objects.visible_to(actor).order_by().values("pk")


class StepQuerySet(models.QuerySet["Step"]):
    """Steps, seen with their tasks."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of tasks that the actor sees."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those of tasks that the actor sees."""
        return Q(task__in=_seen_tasks(actor))

    def taken(self) -> Self:
        """Without those that were left out."""
        return self.filter(skipped=False)

    def by(self, way: Way) -> Self:
        """Those that were taken in a way."""
        return self.taken().filter(ways__contains=[way])

    def without_letter(self) -> Self:
        """Those for which a written urging is still to be drafted."""
        return self.by(Way.LETTER).filter(letter=None)

    def for_meetings_of(self, unit: Unit) -> Self:
        """What is proposed for the next meeting of the unit that gave the tasks, the oldest first."""
        return self.by(Way.MEETING).filter(task__assigner_unit=unit).order_by("taken_on", "pk")

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        shown = ("task__work", "task__unit__name", "task__owner_post__name", "letter__symbol", "letter__abstract")
        return self.select_related("task__unit", "task__owner_post", "letter").only(*_OWN, *shown)


class Step(models.Model):
    """A step of the ladder of one task for one deadline: never taken twice, whatever the clock or the machine does.

    Which step it was is said by the rule in force on the day on which it was taken.
    """

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("Task"), related_name="urging_steps", db_index=False)
    deadline = models.DateField(_("Deadline"))
    ladder = models.CharField(_("ladder"), max_length=CODE_LENGTH)
    step = models.CharField(_("Step"), max_length=CODE_LENGTH)
    level = models.PositiveSmallIntegerField(_("Level"))
    ways = ArrayField(models.CharField(max_length=10, choices=Way), verbose_name=_("Way"), default=list)
    taken_on = models.DateField(_("Taken on"))
    skipped = models.BooleanField(_("Left out"), default=False)
    letter = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Written urging"), null=True, blank=True, related_name="urging_steps"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("urging step")
        indexes = [
            models.Index(fields=["-taken_on", "-id"], name="step_by_day"),
            models.Index(
                fields=["id"], name="step_without_letter", condition=Q(ways__contains=["letter"], letter=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint("task", "deadline", "level", name="step_of_a_deadline_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of its task, which shows the whole ladder."""
        return f"{reverse('tasks.task', args=[self.task_id])}#urging"

    @property
    def ways_told(self) -> str:
        """How it was taken, or that it was left out."""
        return str(_("Left out")) if self.skipped else ", ".join(str(Way(way).label) for way in self.ways)

    @property
    def name(self) -> str:
        """How the step is called, by the rule of its day."""
        return step_name(f"{self.ladder}.{self.step}", self.taken_on)


_OWN = ("deadline", "ladder", "step", "level", "ways", "taken_on", "skipped")


def step_name(code: str, day: date | None = None) -> str:
    """What a step (``ladder.step``) was called on a day, today when none is given; the code where no rule knows it."""
    ladder, _dot, step = code.partition(".")
    rule = rulebook.closest(Ladders, on=day).body if day else rulebook.today(Ladders)
    try:
        return str(rule.step(ladder, step).names)
    except KeyError:
        return step


wording("urging.step", step_name)


class MailState(models.TextChoices):
    """Whether a letter has left."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    OUTDATED = "outdated", _("Not needed any more")
    NOWHERE = "nowhere", _("No address")


class Mail(models.Model):
    """A letter by e-mail that tells the holder of a post of a step; it waits here until a mail server took it."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="mails")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(_("State"), max_length=8, choices=MailState, default=MailState.WAITING)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        indexes = [models.Index(fields=["id"], name="mail_that_waits", condition=Q(state="waiting"))]
        constraints = [models.UniqueConstraint("step", "post", name="mail_of_a_step_once_to_a_post")]

    def __str__(self) -> str:
        return f"{self.step} → {self.post}"


class ObstacleQuerySet(UnitScoped):
    """Obstacles, seen with their tasks, and by whoever is to remove them."""

    see_permission = "tasks.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those of tasks that the actor sees, and those that the actor is to remove."""
        return Q(task__in=_seen_tasks(actor)) | cls.to_be_removed_by(actor)

    @staticmethod
    def to_be_removed_by(actor: Actor) -> Q:
        """Those for the actor's post; where a unit was named alone, for the post at its head."""
        headed = Post.objects.filter(pk=actor.post_id or 0, rank=PostRank.HEAD).order_by().values("unit")
        return Q(post=actor.post_id or 0) | Q(post=None, unit__in=headed)

    def standing(self) -> Self:
        """Those that nobody removed or refused yet, of tasks that are still open."""
        return self.filter(state=State.STANDING, task__in=Task.objects.open().order_by().values("pk"))

    def holding_up(self, day: date) -> Self:
        """Those by which urging rests on a day: not answered, and their day is still to come."""
        return self.filter(state=State.STANDING, until__gte=day)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("task__unit", "unit", "post__unit")


class Obstacle(models.Model):
    """What keeps the owner of a task from doing it: what it is, who must remove it, and until when."""

    FLOW, STATES = FLOW, State

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("Task"), related_name="obstacles")
    what = models.CharField(_("Obstacle"), max_length=1000)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit to remove it"), related_name="+")
    post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("Post to remove it"), null=True, blank=True, related_name="+"
    )
    until = models.DateField(_("To be removed by"))
    recorded_on = models.DateField(_("Recorded on"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.STANDING)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)
    ended_on = models.DateField(_("Answered on"), null=True, blank=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
        indexes = [
            GinIndex(Words("what"), name="obstacle_by_words"),
            models.Index(fields=["unit", "until"], name="obstacle_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="obstacle_ended_exactly_when_answered",
                condition=Q(state="standing", ended_on=None) | ~Q(state="standing") & Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="obstacle_until_after_its_recording", condition=Q(until__gte=models.F("recorded_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.what if len(self.what) <= SHORT else f"{self.what[: SHORT - 1].rstrip()}…"

    def get_absolute_url(self) -> str:
        """The page of the obstacle."""
        return reverse("urging.obstacle", args=[self.pk])

    @property
    def remover(self) -> str:
        """Who must remove it: the post, or the unit where none was named."""
        return str(self.post or self.unit)


def last_end(task: Any) -> Any:
    """The day on which the last obstacle of a task ended that was one: removed, or its day passed without an answer."""
    ended = Obstacle.objects.filter(task=task, state__in=(State.STANDING, State.REMOVED)).order_by()
    return ended.aggregate(last=models.Max(Coalesce("ended_on", "until")))["last"]
