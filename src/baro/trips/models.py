"""Rows of trips."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.models import Person, Post, Unit, UnitScoped
from baro.trips.flow import FLOW, State


class TripQuerySet(UnitScoped):
    """Trips, seen in the units where somebody sees them, and by the post that asked."""

    see_permission = "trips.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """What the actor's own post asked for."""
        return Q(requester=actor.post_id) if actor.post_id else None

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "requester")

    def waiting(self) -> TripQuerySet:
        """Those that nobody decided about yet."""
        return self.filter(state=State.REQUESTED)


class Trip(models.Model):
    """One journey in the car of a unit; the post that asks stays, whoever holds it, and the person who did too."""

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    requester = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Requested by"), related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Asked by"), null=True, related_name="+")
    destination = models.CharField(_("Destination"), max_length=200)
    purpose = models.CharField(_("Purpose"), max_length=500)
    day = models.DateField(_("Day"))
    seats = models.PositiveSmallIntegerField(_("Seats"), default=1)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.REQUESTED)

    objects = TripQuerySet.as_manager()

    class Meta:
        verbose_name = _("trip")
        indexes = [models.Index(fields=["unit", "day"], name="trip_by_unit")]
        constraints = [models.CheckConstraint(name="trip_has_at_least_one_seat", condition=Q(seats__gte=1))]

    def __str__(self) -> str:
        return self.destination

    def get_absolute_url(self) -> str:
        """The page of the trip."""
        return reverse("trips.trip", args=[self.pk])
