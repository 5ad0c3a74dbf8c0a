"""A reorganisation: what is planned for units, and where what hangs on them goes."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.verbs import Verb
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.flow import FLOW, State
from baro.org.models.scope import UnitScoped
from baro.org.models.units import Unit, UnitKind
from baro.org.verbs import PLAN, PREPARE, SUBMIT
from baro.trail.models import Event, named_in_sql
from baro.trail.words import Words


class ReorganisationQuerySet(UnitScoped):
    """Reorganisations: once signed, seen by whoever sees the unit that they are prepared for.

    A plan that nobody signed binds nobody and may never come: it is for those who prepare and decide it.
    """

    see_permission = "org.see"
    opened_by = ("org.see", "org.organise", "org.decide")

    def visible_to(self, actor: Actor) -> Self:
        """Those that were signed for units of the actor; drafts where they organise or decide, or of their own."""
        signed = Q(state__in=(State.SIGNED, State.DONE)) | Q(state=State.WITHDRAWN, agreed__isnull=False)
        deciding = self.scope_of(actor, "org.organise") | self.scope_of(actor, "org.decide")
        return self.filter(self.scope_of(actor) & signed | deciding | self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those whose draft the person began."""
        return cls._done_by(actor, PREPARE)

    @classmethod
    def _done_by(cls, actor: Actor, *verbs: Verb) -> Q:
        """Those to which the person did one of the verbs."""
        if actor.person_id is None:
            return Q(pk__in=[])
        done = Event.objects.filter(verb_code__in=[verb.code for verb in verbs], person_id=actor.person_id)
        return Q(Exists(done.filter(subjects__contains=[named_in_sql("org.reorganisation", OuterRef("pk"))])))

    def planned_by(self, actor: Actor) -> Self:
        """Those that the person prepared, planned or submitted: another signs them."""
        return self.filter(self._done_by(actor, PREPARE, PLAN, SUBMIT))

    def to_sign_by(self, actor: Actor) -> Self:
        """Those that were submitted to the actor for signature, the nearest day first."""
        submitted = self.filter(self.scope_of(actor, "org.decide"), state=State.SUBMITTED)
        return submitted.exclude(pk__in=self.planned_by(actor).values("pk")).order_by("effective_on", "pk")


class Reorganisation(models.Model):
    """An act that changes many units on one day: prepared as a draft, previewed, signed, carried out.

    ``dispositions`` says for each kind of thing that hangs on units what becomes of it, where that is not the usual
    (`baro.org.dependent_rows`); ``agreed`` holds the effects seen at its signing, ``effects`` those it had.
    """

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Prepared for"), related_name="+")
    title = models.CharField(_("Title"), max_length=300)
    decision = models.CharField(_("Deciding document"), max_length=120)
    decided_on = models.DateField(_("Decided on"))
    effective_on = models.DateField(_("Takes effect on"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT)
    dispositions = models.JSONField(_("what becomes of what hangs on the units"), default=dict, blank=True)
    agreed = models.JSONField(_("effects agreed to"), null=True, blank=True)
    effects = models.JSONField(_("Effects"), null=True, blank=True)

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganisation")
        ordering = ["-effective_on", "-pk"]
        indexes = [GinIndex(Words("title", "decision"), name="reorganisation_by_words")]
        constraints = [
            models.CheckConstraint(
                name="reorganisation_not_before_its_decision", condition=Q(effective_on__gte=models.F("decided_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the reorganisation."""
        return reverse("org.reorganisation", args=[self.pk])


class PlannedUnit(models.Model):
    """A unit that the reorganisation founds."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="planned_units")
    code = models.CharField(_("Code"), max_length=40)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=40, choices=UnitKind)
    suffix = models.CharField(_("Suffix in symbols"), max_length=20, blank=True)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    planned_parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("planned unit")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("reorganisation", "code", name="planned_unit_once_in_a_reorganisation")]

    def __str__(self) -> str:
        return self.name


class Ending(models.Model):
    """A unit that the reorganisation closes."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="endings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="endings")
    dissolves = models.BooleanField(_("is dissolved"), default=False)

    class Meta:
        verbose_name = _("closing of a unit")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("reorganisation", "unit", name="unit_closed_once_in_a_reorganisation")]

    def __str__(self) -> str:
        return str(self.unit)


class Target(models.Model):
    """One unit that stands already, or one that the same reorganisation founds."""

    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    to_planned = models.ForeignKey(PlannedUnit, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def target(self) -> Any:
        """The unit or the planned unit."""
        return self.to_unit or self.to_planned


class PlannedSuccessor(Target):
    """A successor of a unit that is closed, for the whole of it or for a part."""

    ending = models.ForeignKey(Ending, models.CASCADE, related_name="successors")
    in_part = models.BooleanField(_("in part"), default=False)
    is_main = models.BooleanField(_("Main successor"), default=False)

    class Meta:
        verbose_name = _("successor")
        verbose_name_plural = _("successors")
        ordering = ["-is_main", "pk"]
        constraints = [
            models.CheckConstraint(
                name="successor_is_one_unit",
                condition=Q(to_unit=None, to_planned__isnull=False) | Q(to_unit__isnull=False, to_planned=None),
            ),
            models.UniqueConstraint("ending", condition=Q(is_main=True), name="one_main_planned_successor"),
        ]

    def __str__(self) -> str:
        return str(self.target)


class PlannedChange(Target):
    """New facts of a unit that stays: what is blank stays as it is; the target is its new parent."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="changes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(_("Code"), max_length=40, blank=True)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    kind = models.CharField(_("Kind"), max_length=40, choices=UnitKind, blank=True)
    suffix = models.CharField(_("Suffix in symbols"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("planned change")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("reorganisation", "unit", name="unit_changed_once_in_a_reorganisation")]

    def __str__(self) -> str:
        return str(self.unit)


class Placement(Target):
    """Where one record goes that hangs on a divided unit, when it does not follow the main successor."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="placements")
    kind = models.CharField(_("kind of thing"), max_length=60)
    record = models.BigIntegerField(_("record"))

    class Meta:
        verbose_name = _("placement")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("reorganisation", "kind", "record", name="record_placed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Removal(models.Model):
    """A record went from one unit to another by a reorganisation: figures of the time before still find it there."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="removals")
    kind = models.CharField(_("kind of thing"), max_length=60)
    record = models.BigIntegerField(_("record"))
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        indexes = [models.Index(fields=["kind", "record", "on"], name="removal_by_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}: {self.from_unit} → {self.to_unit}"


class Disposition(models.TextChoices):
    """What becomes of a thing that hangs on a unit which is closed."""

    MOVE = "move", pgettext_lazy("disposition", "goes to the main successor")
    LIST = "list", pgettext_lazy("disposition", "goes where the list says, otherwise to the main successor")
    END = "end", pgettext_lazy("disposition", "ends on that day")
    KEEP = "keep", pgettext_lazy("disposition", "stays as history, reached from the successor")


wording("org.disposition", lambda disposition: Disposition(disposition).label)
