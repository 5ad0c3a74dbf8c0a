"""When the returns of 2023 and 2024 were handed up, by whom, and when the inspection commission entered them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from random import Random

from baro.demo.clock import hour_of
from baro.demo.returns.books import COMMISSION, YEARS, Values, Year, book
from baro.demo.returns.sums import PERIODS, Reporter
from baro.demo.units import ROOT
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk, place
from baro.kernel.periods import add_working_days
from baro.org.models import PostRank, Tenure, Unit
from baro.returns.actions.entering import Entered, enter
from baro.returns.periods import period_of

SOURCE = (
    "Báo cáo thống kê công tác kiểm tra, giám sát, kỷ luật của các đơn vị (số liệu giả định theo tổng số đã công bố)"
)
CLERK = place(COMMISSION, "Chủ nhiệm")
# Working days after the end of a period: handed up within so many, or late by so many; entered after all that.
IN_TIME, LATEST, ENTERED = 4, 14, 16


def deeds_of_returns() -> Iterator[Deed]:
    """The three forms of every period, entered when all units had handed them up."""
    for year in YEARS:
        numbers = Year(year)
        for period in PERIODS:
            code = f"{year}{period}"
            day = add_working_days(period_of(code).last, ENTERED)
            yield Deed(hour_of(day, 14), partial(_enter, code, numbers, period))


def _enter(code: str, numbers: Year, period: str, desk: Desk) -> None:
    values = list(numbers.values(period))
    units = dict(zip((one.code for one, _said in values), desk.units([one.code for one, _said in values]), strict=True))
    handed = Handed(code, list(units.values()))
    fallen = book()["fallen"]
    for form in ("inspection", "supervision", "discipline"):
        lines = [
            handed.line(units[one.code], said[form], note=fallen["note"] if _explains(one, code, form) else "")
            for one, said in values
        ]
        enter(lines, unit=desk.unit(ROOT), form=form, period=code, source=SOURCE, by=desk.actor(CLERK))


def _explains(one: Reporter, code: str, form: str) -> bool:
    """Whether a unit says why its figures fell: in the two forms that tell of discipline."""
    fallen = book()["fallen"]
    return (one.code, code) == (fallen["unit"], fallen["period"]) and form != "supervision"


class Handed:
    """Who handed up what is of a period, and when: most in time, some late."""

    def __init__(self, code: str, units: list[Unit]) -> None:
        self.draw = Random(code)  # noqa: S311 - invented days are no secret
        self.last: date = period_of(code).last
        heads = Tenure.objects.on(self.last).filter(post__unit__in=units, post__rank=PostRank.HEAD)
        rows = heads.order_by("pk").values_list("post__unit", "person__name", "post__name")
        self.heads = {unit: f"{name}, {post}" for unit, name, post in rows}

    def line(self, unit: Unit, values: Values, *, note: str) -> Entered:
        """The return of a unit."""
        return Entered(unit, values, self._moment(), self.heads.get(unit.pk, ""), note)

    def _moment(self) -> datetime:
        late = self.draw.random() < book()["doubts"]["late"]
        after = self.draw.randint(IN_TIME, LATEST) if late else self.draw.randint(1, IN_TIME)
        return hour_of(add_working_days(self.last, after), self.draw.randint(8, 16), self.draw.randrange(60))
