"""Figures of which organisation: as it is today, as it was when the work was given, or as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baro.kernel.errors import Refused
from baro.org.lineage import lineage, unit_then
from baro.statistics.groupings import Grouping, number_in_key

TODAY, THEN, DAY = "today", "then", "day"
WAYS = {
    TODAY: _("as it is today"),
    THEN: _("as it was when the work was given"),
    DAY: _("as of a day"),
}
UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One of the three ways; ``day`` only for the third."""

    way: str = TODAY
    day: date | None = None

    @property
    def asked(self) -> dict[str, str]:
        """What an address says of it; nothing of the way that needs no saying."""
        if self.way == TODAY:
            return {}
        return {"organisation": self.way} | ({"day": self.day.isoformat()} if self.day else {})

    @classmethod
    def named(cls, way: str | None, day: date | None) -> Organisation:
        """The organisation that an address asks for.

        Raises Refused for a way that there is not, and for a day that is not said.
        """
        if not way or way == TODAY:
            return cls()
        if way not in WAYS or (way == DAY and day is None):
            raise Refused(str(_("Say as of which day the organisation is meant.")))
        return cls(way, day if way == DAY else None)


def by_unit(organisation: Organisation, *, kind: str, moment: str, order: tuple[str, ...]) -> Grouping:
    """Records by the unit that they belong to: two queries for who followed whom, then each unit stands for others.

    As it is today, what a closed unit had is its main successor's, and what was moved is where it went. As it was, a
    record is the unit's that had it at its ``moment``. As of a day, that unit stands for itself, for its successors
    that did not exist yet and for its predecessors that existed no more. ``kind`` is how the records are declared in
    `baro.org.dependent_rows`.
    """
    history = lineage()
    counted = F("unit_id") if organisation.way == TODAY else unit_then(kind, UNIT, moment)

    def standing(unit: int) -> int:
        return unit if organisation.way == THEN else history.on(unit, organisation.day)

    def where(key: str) -> Q:
        wanted, known = number_in_key(key), {*history.follows, *history.leading}
        return Q(counted__in=[wanted, *(unit for unit in known if standing(unit) == wanted and unit != wanted)])

    return Grouping(
        code=UNIT,
        title=_("By owner unit"),
        head=_("Unit"),
        columns=("counted",),
        where=where,
        order=order,
        made={"counted": counted},
        stands_for=lambda group: standing(group["counted"]),
        asked=organisation.asked,
    )
