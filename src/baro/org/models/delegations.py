"""Powers that one post delegates to another for a time, and absences, which wake some of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.states import States
from baro.org.actors import Actor, Limits
from baro.org.models.people import Person, Post
from baro.org.models.recorded import key_range
from baro.org.models.scope import UnitScoped
from baro.org.models.units import Unit
from baro.trail.models import Event


class DelegationState(States):
    """Whether a delegation gives anything, and if not, why not."""

    IN_FORCE = "in_force", "good", pgettext_lazy("grant", "In force")
    WAITS = "waits", "info", pgettext_lazy("grant", "Waits for an absence")
    TO_COME = "to_come", "info", pgettext_lazy("grant", "Not yet")
    LAPSED = "lapsed", "warn", pgettext_lazy("grant", "Lapsed: the giver no longer has it to give")
    ENDED = "ended", "neutral", pgettext_lazy("grant", "Ended")
    REVOKED = "revoked", "bad", pgettext_lazy("grant", "Revoked")


def _delegated(day: date) -> Func:
    """What a delegation really gives on a day: the database decides, as it does for who acts."""
    permissions = ArrayField(models.CharField(max_length=60))
    return Func(F("pk"), Value(day), function="baro_delegated", output_field=permissions)


class DelegationQuerySet(UnitScoped):
    """Delegations, seen by both posts and by whoever sees the delegator's unit: who may act for whom is no secret."""

    unit_lookup = "delegator__unit"
    see_permission = "org.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """Those that the actor's post gave or received."""
        return Q(delegator=actor.post_id) | Q(delegate=actor.post_id) if actor.post_id else None

    def with_state(self, day: date) -> Self:
        """Each with what it really gives that day (``delegated``) and its state, as `DelegationState` names it."""
        away = Absence.objects.on(day).filter(person=OuterRef("given_by"))
        state = Case(
            When(revoked__isnull=False, then=Value(DelegationState.REVOKED)),
            When(period__endswith__lte=day, then=Value(DelegationState.ENDED)),
            When(period__startswith__gt=day, then=Value(DelegationState.TO_COME)),
            When(delegated__isnull=False, then=Value(DelegationState.IN_FORCE)),
            When(~Exists(away), only_in_absence=True, then=Value(DelegationState.WAITS)),
            default=Value(DelegationState.LAPSED),
            output_field=models.CharField(max_length=10),
        )
        return self.annotate(delegated=_delegated(day)).annotate(state=state)

    def standing(self, day: date) -> Self:
        """Those that give something that day or may later: in force, to come, asleep, or lapsed for a while."""
        return self.filter(revoked=None, period__endswith__gt=day)

    def lapsed(self, day: date) -> Self:
        """Those that would run that day, but whose delegator left or no longer has it to give."""
        running = self.filter(revoked=None, period__contains=day)
        return running.with_state(day).filter(state=DelegationState.LAPSED)

    def owing_a_report(self, day: date) -> Self:
        """Those whose report was due before that day and was not handed in."""
        return self.filter(reports_until__lt=day, reported=None, revoked=None)

    def awaiting_report_of(self, actor: Actor) -> Self:
        """Those on which the holder of the actor's post has to report, the nearest day first."""
        asked = self.filter(reports_until__isnull=False, reported=None, revoked=None)
        return asked.filter(delegate=actor.post_id).order_by("reports_until", "pk")

    def in_force(self, day: date) -> Self:
        """Those that give anything that day."""
        return self.alias(delegated=_delegated(day)).filter(delegated__isnull=False)

    def for_list(self) -> Self:
        """What a row of a list needs, in one query: with the state of today."""
        rows = self.with_state(timezone.localdate())
        return rows.select_related("delegator__unit", "delegate__unit", "unit", "given_by", "revoked")


class Lasting:
    """Something with a period that has both ends."""

    period: Any

    @property
    def first(self) -> date:
        """Its first day."""
        first: date = self.period.lower
        return first

    @property
    def last(self) -> date:
        """Its last day."""
        after: date = self.period.upper
        return after - timedelta(days=1)


class Delegation(Lasting, models.Model):
    """A post delegates permissions to another (ủy quyền): what, where, for which records, from when to when, and why.

    It binds the person who gave it: when they leave the giving post, it gives nothing any more. What it gives is also
    never more than the giving post still has. The function ``baro_delegated`` of the database says so for every use.
    Its ``state`` of a day comes with the row (`DelegationQuerySet.with_state`).
    """

    STATES = DelegationState

    delegator = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Granted by"), related_name="delegations_given")
    given_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Granted by"), related_name="+")
    delegate = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("Granted to"), related_name="delegations_received"
    )
    redelegated_from = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("passed on from"), null=True, blank=True, related_name="passed_on"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("In"), related_name="+")
    includes_below = models.BooleanField(_("reaches below"), default=False)
    permissions = ArrayField(models.CharField(max_length=60), verbose_name=_("Powers"))
    limited_to = models.JSONField(_("How far"), default=dict, blank=True)
    period = DateRangeField(_("Period"))
    basis = models.CharField(_("Legal basis"), max_length=300)
    basis_on = models.DateField(_("Date of the legal basis"))
    mark = models.CharField(_("Signing mark"), max_length=10, blank=True)
    may_redelegate = models.BooleanField(_("Passing on"), default=False)
    only_in_absence = models.BooleanField(_("only in the giver's absence"), default=False)
    reports_until = models.DateField(_("Report due"), null=True, blank=True)
    report = models.CharField(_("Report"), max_length=4000, blank=True)
    reported = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    revoked = models.ForeignKey(
        Event,
        models.PROTECT,
        verbose_name=pgettext_lazy("grant", "Revoked"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="nobody_delegates_to_themselves", condition=~Q(delegator=F("delegate"))),
            models.CheckConstraint(name="delegation_has_its_last_day", condition=Q(period__endswith__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.delegator} → {self.delegate}"

    def get_absolute_url(self) -> str:
        """The page of the delegation."""
        return reverse("org.delegation", args=[self.pk])

    @property
    def asks_for_report(self) -> bool:
        """Whether the delegator asked for a report and still does: who revokes a delegation waits for none."""
        return self.reports_until is not None and self.revoked_id is None

    @property
    def report_is_late(self) -> bool:
        """Whether a report was due before today and is not there."""
        due = self.reports_until
        return self.asks_for_report and due is not None and due < timezone.localdate() and self.reported_id is None

    @property
    def limits(self) -> Limits:
        """Which records it opens."""
        return Limits.of(self.limited_to)


class AbsenceQuerySet(models.QuerySet[Any]):
    """Absences; why somebody is away is for nobody else to read."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those of the actor."""
        return Q(person=actor.person_id) if actor.person_id else Q(pk__in=[])

    def on(self, day: date) -> Self:
        """Those that last that day."""
        return self.filter(ended=None, period__contains=day)


class Absence(Lasting, models.Model):
    """A person is away for a period, in every post that they hold; ``ended`` is the deed of coming back early."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    period = DateRangeField(_("Period"))
    reason = models.CharField(_("Reason"), max_length=20)
    ended = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-period"]
        constraints = [
            ExclusionConstraint(
                name="absences_of_a_person_one_at_a_time",
                expressions=[(key_range("person_id"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                condition=Q(ended=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.period}"

    def get_absolute_url(self) -> str:
        """The page on which absences are declared."""
        return reverse("org.absence.declare")
