"""Numbers of series, given out one after another without a gap or a double."""

from __future__ import annotations

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from baro.org.models import Unit


class Counter(models.Model):
    """The last number that a series of a unit gave out; its row is locked until the number is used or given back."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.CharField(_("series"), max_length=80)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter")
        constraints = [models.UniqueConstraint("unit", "series", name="one_counter_per_series")]

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"

    @classmethod
    def next(cls, unit_id: int, series: str, *, step: int = 1) -> int:
        """The next number of the series, or the last of so many (``step``) that are taken at once.

        A transaction that rolls back gives it back, so there is no gap and no double. Must run inside a transaction.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO documents_counter (unit_id, series, last) VALUES (%(unit)s, %(series)s, %(step)s)
                ON CONFLICT (unit_id, series) DO UPDATE SET last = documents_counter.last + %(step)s RETURNING last
                """,
                {"unit": unit_id, "series": series, "step": step},
            )
            return int(cursor.fetchone()[0])
