"""The diary of the demo province: every deed of its plan that has happened by now, in the order of the hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, starmap
from operator import attrgetter

from baro.demo.work import arriving, giving, going_out
from baro.demo.work.days import Days, Deed
from baro.demo.work.plan import plan


def diary(today: date) -> list[Deed]:
    """The deeds before today, the earliest first; deeds of the same minute stay in the order of the plan."""
    return sorted((deed for deed in _planned(Days(today)) if deed.moment.date() < today), key=attrgetter("moment"))


def _planned(days: Days) -> Iterator[Deed]:
    file = plan()
    rows = (
        starmap(lambda row, one: arriving.deeds_of(row, one, days), enumerate(file.incoming)),
        starmap(lambda row, one: going_out.deeds_of(row, one, days), enumerate(file.outgoing)),
        starmap(lambda row, one: giving.deeds_of(row, one, days), enumerate(file.given)),
    )
    return chain.from_iterable(chain.from_iterable(rows))
