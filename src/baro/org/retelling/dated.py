"""Dated rows against the deeds that wrote them: each says what its deed told, or goes on with what stood there before.

A deed tells in its fact ``said`` the values that it wrote: of one row, or a list for several; for a unit or a post that
goes on, only the values that became others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from baro.kernel.verbs import Verb
from baro.org import verbs as v
from baro.org.flow import State
from baro.org.models import Placement
from baro.trail.heirs import Heirs
from baro.trail.kept import plain
from baro.trail.models import Event

SAID = "said"
Values = dict[str, Any]
# Deeds that go on with rows of other units, posts and people than those they are about.
WIDE = frozenset({v.CARRY_OUT.code, v.OPEN_TERM.code, v.CANCEL_TERM.code})
AGAIN = frozenset({v.CANCEL_TERM.code})  # what was believed no more is believed again


@dataclass(frozen=True, slots=True)
class Dated:
    """Dated rows of a model, each of one record (``of``), with ``columns`` that say what is true of it.

    ``beside`` is a deed told in the same act as that which wrote the row, about the record itself. Records of the kind
    ``placed`` may have gone where a plan that was carried out placed them; no row of it becomes otherwise unseen.
    """

    model: type[models.Model]
    of: str
    columns: tuple[str, ...]
    beside: Verb | None = None
    placed: str = ""

    @property
    def names(self) -> dict[str, Any]:
        """The attribute of each column, and the model that it names, if any."""
        fields = {field.attname: field.related_model for field in self.model._meta.concrete_fields}
        return {name: fields[name] for name in self.columns}

    def strange(self) -> Iterator[str]:
        """A sentence for each row that is not what its deed tells."""
        found, heirs = list(self._rows()), Heirs()
        before: dict[tuple[int, int], list[_Row]] = {}
        undone: dict[int, list[_Row]] = {}
        for row in found:
            if row.superseded:
                before.setdefault((row.superseded, row.of), []).append(row)
                undone.setdefault(row.of, []).append(row)
        beside = self._told_beside()
        for row in found:
            former = undone.get(row.of, []) if row.verb in AGAIN else before.get((row.recorded, row.of), [])
            said = [*row.said, *(beside.get(row.of, []) if row.verb in WIDE else [])]
            if not (row.is_erased or self._is_told(row, said, former, heirs)):
                named = {"label": self.model._meta.verbose_name, "pk": row.pk, "event": row.recorded}
                yield _("%(label)s %(pk)s is not what event %(event)s tells.") % named

    def _rows(self) -> Iterator[_Row]:
        known = ("pk", f"{self.of}_id", "period", "recorded_id", "superseded_id")
        event = ("recorded__verb_code", "recorded__facts", "recorded__subjects")
        rows = self.model._base_manager.order_by("pk").values_list(*known, *event, *self.names)
        target: Any = self.model._meta.get_field(self.of).related_model
        for pk, of, period, recorded, superseded, verb, facts, subjects, *values in rows.iterator():
            said = (facts or {}).get(SAID, [])
            if verb not in WIDE and f"{target._meta.label_lower}:{of}" not in subjects:
                said = []
            yield _Row(
                pk,
                of,
                (period.lower, period.upper),
                recorded,
                superseded,
                verb,
                facts is None,
                [said] if isinstance(said, dict) else said,
                _day(facts),
                dict(zip(self.names, map(plain, values), strict=True)),
            )

    def _told_beside(self) -> dict[int, list[Values]]:
        if self.beside is None:
            return {}
        told: dict[int, list[Values]] = {}
        placements = Placement.objects.filter(kind=self.placed, reorganisation__state=State.DONE).order_by("pk")
        for record, unit, founded in placements.values_list("record", "to_unit", "to_planned__unit"):
            told.setdefault(record, []).append({"parent_id": unit or founded})
        for subjects, facts in Event.objects.done(self.beside.code).order_by("pk").values_list("subjects", "facts"):
            if facts and SAID in facts:
                told.setdefault(int(subjects[0].partition(":")[2]), []).append(facts[SAID])
        return told

    def _is_told(self, row: _Row, said: list[Values], former: list[_Row], heirs: Heirs) -> bool:
        if any(one == row.values and row.begins_on_its_day for one in said):
            return True
        changes: list[Values] = [{}, *said]
        return any(
            row.lies_within(one) and self._goes_on(row.values, one.values | change, heirs)
            for one in former
            for change in changes
        )

    def _goes_on(self, stands: Values, told: Mapping[str, Any], heirs: Heirs) -> bool:
        return stands.keys() == told.keys() and all(
            stands[name] == told[name] or heirs.follow(target, told[name], stands[name])
            for name, target in self.names.items()
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A dated row with what its deed tells of it."""

    pk: int
    of: int
    period: tuple[date | None, date | None]
    recorded: int
    superseded: int | None
    verb: str
    is_erased: bool
    said: list[Values]
    since: str
    values: Values

    @property
    def begins_on_its_day(self) -> bool:
        """Whether it begins on the day that its deed tells, where that tells one."""
        return not self.since or self.period[0] is None or self.period[0].isoformat() == self.since

    def lies_within(self, other: _Row) -> bool:
        """Whether the other lasted as long, or longer."""
        (first, after), (others_first, others_after) = self.period, other.period
        begins = others_first is None or (first is not None and first >= others_first)
        return begins and (others_after is None or (after is not None and after <= others_after))


def _day(facts: Mapping[str, Any] | None) -> str:
    return str((facts or {}).get("since") or "")
