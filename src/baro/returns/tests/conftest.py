"""Returns of the town, each reached through the real actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from baro.kernel.reporting import Period, period_of
from baro.org.actors import Actor
from baro.org.powers.actions.mandating import set_mandate
from baro.returns.actions import filling, opening
from baro.returns.actions.filling import kind_of
from baro.returns.judging import completed
from baro.returns.models import Return, Round
from tests.powers.given import by_two
from tests.world import World

OPEN, FILL, HAND_UP, ACCEPT = (
    "returns.round.open",
    "returns.return.fill",
    "returns.return.hand_up",
    "returns.return.accept",
)
CARRIED = {
    ("QN", "QN-VP", "Chánh Văn phòng"): ("returns.see", OPEN, ACCEPT),
    ("QN-HL", "QN-HL", "Bí thư"): ("returns.see", FILL, HAND_UP, ACCEPT),
    ("QN-HL", "QN-HL", "Văn thư"): ("returns.see", FILL),
    ("QN-HL-CB", "QN-HL-CB", "Bí thư chi bộ"): ("returns.see", FILL, HAND_UP),
    ("QN-CX", "QN-CX", "Bí thư"): ("returns.see", FILL, HAND_UP),
}


def last_month() -> Period:
    """The month that ended last."""
    day = timezone.localdate().replace(day=1) - timedelta(days=1)
    return period_of(f"{day:%Y-%m}")


def powers(world: World) -> None:
    """Chi asks and checks, the heads of wards and the cell hand up, Gus fills in for Hà Lầm, Eve checks the cell."""
    for (code, at, name), more in CARRIED.items():
        unit, post = world.unit(code), world.post(at, name)
        below = sorted(
            {*more, *(p for row in post.mandates.filter(unit=unit, includes_below=True) for p in row.permissions)}
        )
        here = sorted({p for row in post.mandates.filter(unit=unit, includes_below=False) for p in row.permissions})
        set_mandate(post.pk, unit, here=here, below=below, limited=[], by=by_two(world, at))


class ReturnWorld:
    """What Chi, chief of the office, asks of the wards Hà Lầm (Eve, Gus) and Cao Xanh (Dov) and of a cell (Fay)."""

    def __init__(self, world: World) -> None:
        powers(world)
        self.world, self.period = world, last_month()

    def opened(self, form: str = "inspection", **other: Any) -> Round:
        asked = {"unit": self.world.unit("QN"), "period": self.period.code, "by": self.world.chi}
        return opening.open_round(form=form, **(asked | other))

    def of(self, one: Round, code: str = "QN-HL") -> Return:
        asked = Return.objects.select_related("round", "unit")  # the round above may have found it asked for already
        return asked.get(form=one.form, period=one.period, unit__code=code)

    def head(self, code: str) -> Actor:
        found: Actor = {"QN-HL": self.world.eve, "QN-CX": self.world.dov, "QN-HL-CB": self.world.fay}[code]
        return found

    def filled(self, one: Round, code: str = "QN-HL", *, note: str = "", **values: int) -> Return:
        """Filled in whole: cells that are not named (row__column) are nought."""
        found = self.of(one, code)
        given = {f"{one.form}.{name.replace('__', '.')}": value for name, value in values.items()}
        whole = completed(one.described, kind_of(found), given)
        return filling.fill(found.pk, values=whole, note=note, by=self.head(code))

    def handed_up(self, one: Round, code: str = "QN-HL", **values: int) -> Return:
        return filling.hand_up(self.filled(one, code, **values).pk, by=self.head(code))


@pytest.fixture
def given(world: World) -> ReturnWorld:
    return ReturnWorld(world)
