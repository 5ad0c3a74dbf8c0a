"""Rows of published figures: what was printed, and which rows each figure counted when it was frozen."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.kernel.keys import unpack, unpack_numbers
from baro.kernel.periods import year_days
from baro.org.models import Person, Post, Unit, UnitScoped
from baro.statistics.flow import FLOW, State
from baro.statistics.rules import digest, seal
from baro.statistics.verbs import SEE


class PublicationQuerySet(UnitScoped):
    """Published figures, seen by those who see figures of the unit."""

    see_permission = SEE

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "restates")

    def of(self, unit: Unit, first: date, last: date) -> Self:
        """Every version of the figures of a unit and a period."""
        return self.filter(unit=unit, first_on=first, last_on=last)

    def published(self) -> Self:
        """Those that hold today."""
        return self.filter(state=State.PUBLISHED)


class Publication(models.Model):
    """The figures of a unit and a period as they were frozen together, by the organisation of ``organisation_on``.

    A restatement is a publication of its own, with a higher version, that names which one it ``restates``.
    ``drifted`` and ``unsound`` are what the nightly look found last: how many figures would be counted otherwise on
    ``looked_on``, and how many are not what their own rows come to.
    """

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=gettext_lazy("Unit"), related_name="+")
    title = models.CharField(gettext_lazy("Where the figures are used"), max_length=300)
    first_on = models.DateField(gettext_lazy("From"))
    last_on = models.DateField(gettext_lazy("To"))
    organisation_on = models.DateField(gettext_lazy("Organisation as of"))
    version = models.PositiveSmallIntegerField(gettext_lazy("Version"), default=1)
    state = models.CharField(gettext_lazy("State"), max_length=10, choices=State, default=State.FROZEN)
    restates = models.ForeignKey(
        "self", models.PROTECT, verbose_name=gettext_lazy("Restates"), null=True, blank=True, related_name="restated_by"
    )
    reason = models.CharField(gettext_lazy("Why the figures were restated"), max_length=1000, blank=True)
    ended_because = models.CharField(gettext_lazy("Why they ended"), max_length=1000, blank=True)
    frozen_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    frozen_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    frozen_title = models.CharField(gettext_lazy("Frozen by"), max_length=300)
    frozen_at = models.DateTimeField(gettext_lazy("Frozen on"))
    publisher_title = models.CharField(gettext_lazy("Published by"), max_length=300, blank=True)
    published_at = models.DateTimeField(gettext_lazy("Published on"), null=True, blank=True)
    digest = models.CharField(gettext_lazy("Fingerprint"), max_length=64)
    drifted = models.PositiveIntegerField(gettext_lazy("Figures changed since"), default=0)
    unsound = models.PositiveIntegerField(gettext_lazy("Figures unlike their rows"), default=0)
    looked_on = models.DateField(gettext_lazy("Compared on"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("published figures")
        indexes = [models.Index(fields=["unit", "-last_on", "-version"], name="publication_by_unit")]
        constraints = [
            models.CheckConstraint(name="publication_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))),
            models.UniqueConstraint(
                fields=["unit", "first_on", "last_on"],
                name="published_once_for_unit_and_period",
                condition=Q(state=State.PUBLISHED),
            ),
            models.UniqueConstraint(
                fields=["unit", "first_on", "last_on"],
                name="frozen_once_for_unit_and_period",
                condition=Q(state=State.FROZEN),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the figures."""
        return reverse("statistics.publication", args=[self.pk])

    @property
    def period(self) -> str:
        """The year, or the days."""
        if (self.first_on, self.last_on) == year_days(self.last_on.year):
            return str(self.last_on.year)
        return _("%(first)s to %(last)s") % {"first": self.first_on.isoformat(), "last": self.last_on.isoformat()}

    def days(self, *, before: bool) -> tuple[date, date]:
        """The first and last day of the period, or of the same one a year before."""
        return (a_year_before(self.first_on), a_year_before(self.last_on)) if before else (self.first_on, self.last_on)


def a_year_before(day: date) -> date:
    """The same day of the year before; the last of February for its 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class PublishedFigureQuerySet(UnitScoped):
    """Figures, seen with what they were published in."""

    see_permission = SEE
    unit_lookup = "publication__unit"


class PublishedFigure(models.Model):
    """One printed number with the keys of its rows, and what was measured of each where it is a sum.

    ``is_before`` marks the figure of the year before, beside which the other was printed. ``of`` is the code of the
    line of which it is a part.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="figures")
    code = models.CharField(gettext_lazy("Figure"), max_length=100)
    is_before = models.BooleanField(gettext_lazy("Of the year before"), default=False)
    of = models.CharField(gettext_lazy("Whole"), max_length=100, blank=True)
    version = models.PositiveSmallIntegerField(gettext_lazy("Version of the definition"))
    value = models.BigIntegerField(gettext_lazy("Value"))
    is_measured = models.BooleanField(gettext_lazy("Sum over its rows"), default=False)
    row_count = models.PositiveIntegerField(gettext_lazy("Rows"))
    rows = models.BinaryField(gettext_lazy("Keys of the rows"))
    measures = models.BinaryField(gettext_lazy("Measured of each row"), blank=True)
    digest = models.CharField(gettext_lazy("Fingerprint"), max_length=64)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("published figure")
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint("publication", "code", "is_before", name="figure_once_in_a_publication"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"

    @cached_property
    def keys(self) -> list[int]:
        """The keys of its rows, in their order; none where somebody spoilt them, which makes the figure unsound."""
        try:
            return unpack(bytes(self.rows))
        except ValueError:
            return []

    @cached_property
    def measured(self) -> dict[int, int]:
        """What was measured of each row; nothing of a figure that counts rows, or where somebody spoilt it."""
        try:
            found = unpack_numbers(bytes(self.measures)) if self.is_measured else []
        except ValueError:
            found = []
        return dict(zip(self.keys, found, strict=False)) if len(found) == len(self.keys) else {}

    @property
    def recounted(self) -> int:
        """What the rows that are kept come to."""
        return sum(self.measured.values()) if self.is_measured else len(self.keys)

    @property
    def is_sound(self) -> bool:
        """Whether the printed value and its fingerprint are those of the rows that are kept."""
        return self.recounted == self.value and self.digest == digest(self.code, self.version, self.value, self.keys)

    @property
    def said(self) -> tuple[str, bool, str, int, int, str, str]:
        """What the fingerprint of the publication holds of it."""
        measures = hashlib.sha256(bytes(self.measures)).hexdigest()
        return self.code, self.is_before, self.of, self.version, self.value, self.digest, measures


def sealed(figures: list[PublishedFigure]) -> str:
    """The fingerprint of figures that were published together."""
    return seal(one.said for one in figures)
