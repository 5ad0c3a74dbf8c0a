"""Reorganisations of the town, reached through the real actions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.org.models import UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import NewUnit
from tests.signing import sign_as_seen


def prepared(world, *, day=None, title="Sáp nhập hai phường"):
    """An empty draft for the whole town."""
    today = timezone.localdate()
    return planning.prepare(
        unit=world.unit("QN"),
        title=title,
        decision="12-NQ/TU",
        decided_on=today - timedelta(days=10),
        effective_on=day or today,
        by=world.kim,
    )


def merger(world, *, day=None):
    """A draft by which Hà Lầm and Cao Xanh become one new ward."""
    ward = NewUnit("QN-HL", "Đảng ủy phường Hà Lầm mới", UnitKind.COMMUNE_COMMITTEE, "ĐU", world.unit("QN"))
    units = [world.unit("QN-HL"), world.unit("QN-CX")]
    return planning.merge(prepared(world, day=day).pk, units, into=ward, by=world.kim)


def merged(world):
    """The merger, signed and carried out today."""
    reform = merger(world)
    sign_as_seen(reform.pk, by=world.ada)
    return reorganising.carry_out(reform.pk, by=world.kim)
