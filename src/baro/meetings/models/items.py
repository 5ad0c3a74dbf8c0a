"""Rows of what is put to a meeting: proposals, items of an agenda, what was decided and what follows."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.documents.models import Document
from baro.kernel.wordings import wording
from baro.meetings.flow import IN_POOL, ITEM_FLOW, ItemState
from baro.meetings.models.gatherings import Attendee, Meeting, meetings_of
from baro.org.actors import Actor
from baro.org.models import Membership, Post, Tenure, Unit, UnitScoped
from baro.tasks.models import Task
from baro.trail.words import Words

MINUTES = [MinValueValidator(1), MaxValueValidator(600)]


class Conclusion(models.TextChoices):
    """How an item ended."""

    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", pgettext_lazy("item of a meeting", "Not adopted")
    POSTPONED = "postponed", _("Postponed")
    NOTED = "noted", _("Noted")


wording("meetings.conclusion", lambda code: Conclusion(code).label)


class ItemQuerySet(UnitScoped):
    """Proposals and items, seen with the meetings of the body, and by the post that proposed them."""

    see_permission = "meetings.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """What the actor's post proposed, and what is on the agenda of a meeting to which they belong."""
        if not actor.person_id or not actor.post_id:
            return None
        own = Q(proposer_post=actor.post_id) | Q(meeting__secretary=actor.person_id)
        return own | Q(meeting__in=meetings_of(actor))

    def open(self) -> Self:
        """Those about which nobody decided."""
        return self.filter(state__in=IN_POOL)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "meeting__unit", "proposer_post__unit")


class Item(models.Model):
    """What is put to a meeting: it waits in the pool of a body, stands on an agenda, and ends with a decision."""

    FLOW, STATES = ITEM_FLOW, ItemState

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Body"), related_name="+")
    title = models.CharField(pgettext_lazy("item of a meeting", "Title"), max_length=500)
    detail = models.TextField(_("Details"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Document"), null=True, blank=True, related_name="+"
    )
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("Task"), null=True, blank=True, related_name="+")
    proposer_post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("Proposed by"), null=True, blank=True, related_name="+"
    )
    proposed_on = models.DateField(_("Proposed on"))
    state = models.CharField(_("State"), max_length=10, choices=ItemState, default=ItemState.PROPOSED)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("Meeting"), null=True, blank=True, related_name="items"
    )
    position = models.PositiveSmallIntegerField(_("Place on the agenda"), default=0)
    length = models.PositiveSmallIntegerField(_("Minutes planned"), default=15, validators=MINUTES)
    conclusion = models.CharField(_("Conclusion"), max_length=10, choices=Conclusion, blank=True)
    decision = models.TextField(_("Decision"), blank=True)
    due_on = models.DateField(_("To be answered until"), null=True, blank=True)
    reply = models.TextField(pgettext_lazy("to a question", "Answer"), blank=True)
    result = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Document from the decision"), null=True, blank=True, related_name="+"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a meeting")
        verbose_name_plural = _("items of meetings")
        indexes = [
            GinIndex(Words("title", "detail", "decision"), name="item_by_words"),
            models.Index(fields=["unit", "proposed_on"], name="item_by_unit"),
            models.Index(fields=["-proposed_on", "-id"], name="item_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="item_on_an_agenda_has_a_meeting",
                condition=Q(state__in=("scheduled", "decided"), meeting__isnull=False)
                | Q(state__in=("proposed", "withdrawn", "answered"), meeting=None),
            ),
            models.CheckConstraint(
                name="item_decided_with_a_conclusion",
                condition=Q(state="decided") & ~Q(conclusion="") | ~Q(state="decided") & Q(conclusion=""),
            ),
            models.CheckConstraint(
                name="item_answered_with_words",
                condition=Q(state="answered", due_on__isnull=False) & ~Q(reply="") | ~Q(state="answered") & Q(reply=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def may_be_asked_by(self, person: int) -> bool:
        """Whether somebody may ask its body: they sit in it, or hold a post in it or in a unit below it, today."""
        today = timezone.localdate()
        sits = Membership.objects.on(today).filter(unit=self.unit_id, person=person)
        below = Tenure.objects.on(today).filter(person=person, post__unit__path__startswith=self.unit.path)
        return sits.exists() or below.exists()

    @property
    def is_question(self) -> bool:
        """Whether a member asks the body, which has to answer."""
        return self.due_on is not None

    def get_absolute_url(self) -> str:
        """The page of the item."""
        return reverse("meetings.item", args=[self.pk])


class ItemTask(models.Model):
    """A task that follows from a decision."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="given")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("task from a decision")
        verbose_name_plural = _("tasks from decisions")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("item", "task", name="task_from_a_decision_once")]

    def __str__(self) -> str:
        return f"{self.item} → {self.task}"


class Recusal(models.Model):
    """A member who takes no part in an item and is not counted in its votes."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("item", "attendee", name="recused_from_an_item_once")]

    def __str__(self) -> str:
        return str(self.attendee)


class Reservation(models.Model):
    """An opinion that a member keeps against a decision: it stands in the minutes, and the decision stands."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reservations")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    words = models.TextField(_("Opinion"))

    class Meta:
        verbose_name = _("reserved opinion")
        verbose_name_plural = _("reserved opinions")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("item", "attendee", name="opinion_reserved_once")]

    def __str__(self) -> str:
        return str(self.attendee)
