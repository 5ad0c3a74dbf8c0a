"""How the town comes to have returns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from django.test import Client

from baro.kernel.reporting import Period, period_of
from baro.returns.actions import filling, opening
from baro.returns.models import Return, Round
from baro.returns.tests.conftest import ReturnWorld, last_month
from tests.filling import fills, names
from tests.world import World

FORM = "inspection"


def _months(number: int, form: str) -> Iterator[Period]:
    """So many months that are over and for which nobody asked for the form, the last first."""
    used, last = set(Round.objects.filter(form=form).values_list("period", flat=True)), last_month()
    months = (divmod(last.year * 12 + last.last.month - 1 - at, 12) for at in count())
    periods = (period_of(f"{year}-{month + 1:02}") for year, month in months)
    return islice((one for one in periods if one.code not in used), number)


@fills("returns.rounds", sees="eve")
def rounds(world: World, number: int) -> None:
    """Rounds of the ward Hà Lầm and its cell, opened from above, so that the neighbours see nothing of them."""
    given = ReturnWorld(world)
    for at, period in enumerate(list(_months(number, FORM))):
        one = given.opened(form=FORM, period=period.code, unit=world.unit("QN-HL"))
        if at % 3 == 1:
            opening.close(one.pk, by=world.chi)


@fills("returns.returns", sees="eve")
def returns(world: World, number: int) -> None:
    """Of the cell under Hà Lầm, in each of their states."""
    given = ReturnWorld(world)
    for at, period in enumerate(list(_months(number, "supervision"))):
        one = given.opened(form="supervision", period=period.code, unit=world.unit("QN-HL-CB"))
        if at % 5:
            handed = given.handed_up(one, "QN-HL-CB", members__supervised=3, members__well=3)
            if at % 5 == 1:
                filling.send_back(handed.pk, reason="Thiếu một cuộc", by=world.eve)
            if at % 5 in (2, 3):
                filling.accept(handed.pk, by=world.eve)
            if at % 5 == 3:
                filling.correct(handed.pk, reason="Cộng thiếu", by=world.fay)


@fills("returns.cells", sees="eve")
def cells(world: World, number: int) -> None:
    given = ReturnWorld(world)
    for period in list(_months(number, FORM)):
        one = given.opened(form=FORM, period=period.code, unit=world.unit("QN-HL"))
        given.handed_up(one, members__inspected=1)


@names("returns.standing", sees="chi")
def standing(_world: World, _client: Client) -> dict[str, Any]:
    return {"unit": 0, "span": "branch", "stands": "all"}


@names("returns.sum", sees="chi")
def summed(_world: World, _client: Client) -> dict[str, Any]:
    one = Round.objects.filter(form=FORM).order_by("pk")[0]
    return {"pk": one.pk, "unit": 0, "span": "branch", "cell": f"{FORM}.members.inspected"}


@names("returns.records", sees="eve")
def records(world: World, _client: Client) -> dict[str, Any]:
    found = Return.objects.filter(form="paperwork").first()
    if found is None:
        given = ReturnWorld(world)
        found = given.of(given.opened(form="paperwork", unit=world.unit("QN-HL")))
    return {"pk": found.pk, "cell": "paperwork.conclusion_or_notice.issued"}
