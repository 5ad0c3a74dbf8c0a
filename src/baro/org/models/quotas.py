"""How many people of a kind a unit may have: set by the level above, from a day on."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy as _

from baro.kernel.periods import ONE_DAY
from baro.kernel.wordings import worded
from baro.org.models.recorded import Recorded, RecordedQuerySet, key_range
from baro.org.models.scope import UnitScoped
from baro.org.models.units import Unit


class QuotaQuerySet(RecordedQuerySet, UnitScoped):  # type: ignore[override]
    """Quotas, seen by whoever sees the unit."""

    see_permission = "org.see"

    def for_list(self) -> Self:
        """What a row of a list needs, in one query."""
        return self.select_related("unit")


def _hashed(column: str) -> Func:
    """A word as a range that holds its hash alone: core PostgreSQL compares it in an exclusion constraint."""
    hashed = Func(column, function="hashtext")
    return Func(hashed, hashed, Value("[]"), function="int8range")


class Quota(Recorded):
    """A unit may have so many people of a kind of the rulebook (`org.quotas`), as a deciding document says."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quotas")
    kind = models.CharField(_("Counted as"), max_length=20)
    number = models.PositiveIntegerField(_("At most"))
    decision = models.CharField(_("Deciding document"), max_length=200)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        constraints = [
            ExclusionConstraint(
                name="one_quota_of_a_kind_at_a_time",
                expressions=[
                    (key_range("unit_id"), RangeOperators.OVERLAPS),
                    (_hashed("kind"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {worded('org.staffing', self.kind)} {self.number}"

    @property
    def first(self) -> date | None:
        """The first day on which it holds."""
        first: date | None = self.period.lower
        return first

    @property
    def last(self) -> date | None:
        """The last day on which it holds; None while something else is not decided."""
        return self.period.upper - ONE_DAY if self.period.upper else None
