"""Rows of programmes and of their reviews."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel.keys import unpack
from baro.org.actors import Actor
from baro.org.models import Person, Post, Unit, UnitScoped
from baro.programmes import flow
from baro.programmes.rules import LONGEST_LABEL, ClauseLine
from baro.tasks.models import SEE, Task


class ProgrammeQuerySet(UnitScoped):
    """Programmes, seen by those who see the tasks of the unit that leads them."""

    see_permission = SEE

    def for_list(self) -> Self:
        """With what a row of the list shows, but for the plan."""
        return self.select_related("unit")

    def with_plans(self, reader: Actor) -> Self:
        """Each with its plan, or None beside its key where the reader may not open it: one query more."""
        seen = Document.objects.one_by_one(reader).only("symbol", "abstract")
        return self.prefetch_related(models.Prefetch("source", seen))

    def underway(self) -> Self:
        """Those that were not closed."""
        return self.filter(state=flow.State.UNDERWAY)


class Programme(models.Model):
    """The tasks of one plan: all that follow from its document, and those that were chosen besides."""

    FLOW, STATES = flow.FLOW, flow.State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Lead unit"), related_name="+")
    title = models.CharField(_("Name of the programme"), max_length=300)
    source = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Plan"), null=True, blank=True, related_name="programmes"
    )
    first_on = models.DateField(_("From"))
    last_on = models.DateField(_("To"))
    state = models.CharField(_("State"), max_length=10, choices=flow.State, default=flow.State.UNDERWAY)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        indexes = [models.Index(fields=["unit", "-last_on"], name="programme_by_unit")]
        constraints = [
            models.CheckConstraint(name="programme_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))),
            models.UniqueConstraint(
                fields=["source"],
                name="one_programme_underway_for_a_plan",
                condition=Q(state=flow.State.UNDERWAY, source__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the programme."""
        return reverse("programmes.programme", args=[self.pk])


class ClauseQuerySet(UnitScoped):
    """Clauses, seen with their programme."""

    see_permission = SEE
    unit_lookup = "programme__unit"

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("programme")


class Clause(models.Model):
    """A clause of the plan, in its place; which tasks come from it is told by their own field."""

    programme = models.ForeignKey(Programme, models.CASCADE, verbose_name=_("Programme"), related_name="clauses")
    position = models.PositiveSmallIntegerField(_("Place"))
    label = models.CharField(_("Clause number"), max_length=LONGEST_LABEL, blank=True)
    words = models.TextField(_("Clause of the plan"))

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        ordering: ClassVar = ["position"]
        constraints = [models.UniqueConstraint("programme", "position", name="clause_once_in_its_place")]

    def __str__(self) -> str:
        return str(ClauseLine(self.label, self.words))

    def get_absolute_url(self) -> str:
        """Its place on the page of the programme."""
        return f"{self.programme.get_absolute_url()}?clause={self.pk}#chart"


class Chosen(models.Model):
    """A task that belongs to a programme although it does not follow from its document."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="chosen")
    task = models.ForeignKey(Task, models.CASCADE, related_name="chosen_in")

    class Meta:
        verbose_name = _("chosen task")
        constraints = [models.UniqueConstraint("programme", "task", name="task_chosen_once")]

    def __str__(self) -> str:
        return str(self.task)


class ReviewQuerySet(UnitScoped):
    """Reviews, seen by those who see the tasks of the unit that writes them."""

    see_permission = SEE

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit")

    def approved(self) -> Self:
        """Those that are kept as records."""
        return self.filter(state=flow.ReviewState.APPROVED)


class Review(models.Model):
    """What became of a programme, of a document or of the work of a unit in a period.

    ``programme`` or ``source`` say of what it is; without them it is of the tasks of the unit and of everything below
    it. ``texts`` holds what was written, by chapter; the figures stand beside, as they were on ``gathered_on``.
    """

    FLOW, STATES = flow.REVIEW_FLOW, flow.ReviewState

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    kind = models.CharField(_("Kind"), max_length=40)
    title = models.CharField(_("Name of the review"), max_length=300)
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name=_("Programme"), null=True, blank=True, related_name="reviews"
    )
    source = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Document"), null=True, blank=True, related_name="reviews"
    )
    first_on = models.DateField(_("From"))
    last_on = models.DateField(_("To"))
    state = models.CharField(_("State"), max_length=10, choices=flow.ReviewState, default=flow.ReviewState.DRAFT)
    writer_post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Written by"), related_name="+")
    writer_title = models.CharField(_("Written by"), max_length=300)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    texts = models.JSONField(_("Text"), default=dict, blank=True)
    gathered_on = models.DateField(_("Figures of"))
    reason = models.CharField(_("Why it was returned"), max_length=1000, blank=True)
    approver_title = models.CharField(_("Approved by"), max_length=300, blank=True)
    approved_at = models.DateTimeField(_("Approved on"), null=True, blank=True)
    digest = models.CharField(_("Fingerprint"), max_length=64, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        indexes = [
            models.Index(fields=["unit", "-last_on"], name="review_by_unit"),
            models.Index(fields=["writer_post"], name="review_by_writer", condition=Q(state__in=flow.UNDECIDED)),
        ]
        constraints = [
            models.CheckConstraint(name="review_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="review_approved_with_its_fingerprint",
                condition=Q(state=flow.ReviewState.APPROVED, approved_at__isnull=False) & ~Q(digest="")
                | ~Q(state=flow.ReviewState.APPROVED) & Q(approved_at=None, digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the review."""
        return reverse("programmes.review", args=[self.pk])


class Figure(models.Model):
    """A number of a review, with the rows that it counted on the day it was gathered."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="figures")
    code = models.CharField(_("Figure"), max_length=40)
    count = models.PositiveIntegerField(_("Count"))
    rows = models.BinaryField(_("Rows"))
    fingerprint = models.CharField(_("Fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("figure of a review")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("review", "code", name="figure_once_in_a_review")]

    def __str__(self) -> str:
        return f"{self.code}: {self.count}"

    @property
    def keys(self) -> list[int]:
        """The keys of its rows."""
        return unpack(bytes(self.rows))
