"""The round of the last quarter: most communes handed up, one was given its return back, some are missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from random import Random

from baro.demo.clock import hour_of
from baro.demo.reform.deeds import EFFECTIVE_ON
from baro.demo.returns.books import book
from baro.demo.units import ROOT, commune_codes
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk, place
from baro.kernel.periods import add_working_days
from baro.kernel.reporting import Period, PeriodKind
from baro.returns.actions import filling, opening
from baro.returns.models import Return
from baro.returns.periods import periods_of

FORM = "inspection"
CHIEF, CLERK, HEAD = "QN-VPTU/Chánh Văn phòng", "QN-VPTU/Văn thư", "Bí thư"
ENDED = -20  # the quarter that ended before this day is the last one whose round is nearly through
UNCHECKED = 4  # communes whose return waits for the office


def deeds_of_the_round(days: Days) -> Iterator[Deed]:
    """Asked at the end of the quarter, handed up in the days after, checked by the office."""
    period = _quarter(days.of(ENDED))
    if period is None:
        return
    facts = book()["round"]
    yield Deed(hour_of(period.last, 8, 20), partial(_open, period))
    draw = Random(period.code)  # noqa: S311 - invented numbers are no secret
    *checked, returned = [code for code in commune_codes() if code not in facts["missing"]]
    for at, code in enumerate([*checked, returned]):
        day = add_working_days(period.last, draw.randint(2, 8))
        yield Deed(hour_of(day, 15, at), partial(_hand_up, period, code, _values(draw)))
        if at < len(checked) - UNCHECKED:
            yield Deed(hour_of(add_working_days(day, 1), 9, at), partial(_accept, period, code))
    yield Deed(hour_of(add_working_days(period.last, 9), 10), partial(_send_back, period, returned))
    yield Deed(hour_of(add_working_days(period.last, 10), 8, 30), partial(_begin, period, _values(draw)))


def _quarter(day: date) -> Period | None:
    """The last quarter that ended before a day and after the reform."""
    ended = [one for year in (day.year - 1, day.year) for one in periods_of(year) if one.kind is PeriodKind.QUARTER]
    return next((one for one in reversed(ended) if EFFECTIVE_ON < one.last < day), None)


def _values(draw: Random) -> dict[str, int]:
    """What a unit inspected in a quarter; whatever is not here is nought."""
    organisations, members = draw.randint(0, 3), draw.randint(2, 14)
    violation = draw.randint(0, members // 5)
    inspected = {"organisations": organisations, "members": members, "committee_members": members // 3}
    return {f"{FORM}.{row}.inspected": number for row, number in inspected.items()} | {
        f"{FORM}.members.violation": violation,
        f"{FORM}.members.due": violation,
        f"{FORM}.members.done": violation // 2,
    }


def _open(period: Period, desk: Desk) -> None:
    opening.open_round(unit=desk.unit(ROOT), form=FORM, period=period.code, by=desk.actor(CHIEF))


def _of(period: Period, code: str, desk: Desk) -> int:
    return Return.objects.get(unit=desk.unit(code), form=FORM, period=period.code).pk


def _hand_up(period: Period, code: str, values: dict[str, int], desk: Desk) -> None:
    one, by = _of(period, code, desk), desk.actor(place(code, HEAD))
    filling.fill(one, values=values, by=by)
    filling.hand_up(one, zeros=True, by=by)


def _accept(period: Period, code: str, desk: Desk) -> None:
    filling.accept(_of(period, code, desk), by=desk.actor(CHIEF))


def _send_back(period: Period, code: str, desk: Desk) -> None:
    filling.send_back(_of(period, code, desk), reason=book()["round"]["returned"], by=desk.actor(CHIEF))


def _begin(period: Period, values: dict[str, int], desk: Desk) -> None:
    """The committee's own return, begun by its clerk and not handed up yet."""
    filling.fill(_of(period, ROOT, desk), values=values, by=desk.actor(CLERK))
