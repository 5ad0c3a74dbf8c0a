"""Facts on two axes: when they are true, and from which deed to which deed that was believed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from baro.trail.models import Event


class RecordedQuerySet(models.QuerySet[Any]):
    """Dated facts."""

    def current(self) -> Self:
        """What is believed now about past, present and future."""
        return self.filter(superseded=None)

    def on(self, day: date) -> Self:
        """What is believed now about a day."""
        return self.current().filter(period__contains=day)

    def from_day_on(self, day: date) -> Self:
        """What is believed now about a day or any later one."""
        return self.current().filter(period__overlap=DateRange(day, None))

    def as_of(self, moment: datetime) -> Self:
        """What was believed at a moment."""
        later = Q(superseded=None) | Q(superseded__at__gt=moment)
        return self.filter(later, recorded__at__lte=moment)


class Recorded(models.Model):
    """A fact that was true in a period, as the deed ``recorded`` says, until the deed ``superseded`` said otherwise."""

    period = DateRangeField(_("Period"))
    recorded = models.ForeignKey(Event, models.PROTECT, related_name="+", db_index=False)
    superseded = models.ForeignKey(Event, models.PROTECT, related_name="+", db_index=False, null=True, blank=True)

    class Meta:
        abstract = True


def key_range(column: str) -> Func:
    """A key as the range that holds it alone: core PostgreSQL compares it in an exclusion constraint."""
    return Func(column, column, models.Value("[]"), function="int8range")


def overlapping(*columns: str, name: str, **only: Any) -> ExclusionConstraint:
    """No two believed rows of the same keys at the same time."""
    same: list[tuple[Any, str]] = [(key_range(column), RangeOperators.OVERLAPS) for column in columns]
    return ExclusionConstraint(
        name=name, expressions=[*same, ("period", RangeOperators.OVERLAPS)], condition=Q(superseded=None, **only)
    )
