"""The diary of the demo province: every deed of its plan that has happened by now, in the order of the hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, starmap
from operator import attrgetter

from baro.demo.births import deeds_of_births
from baro.demo.committees import deeds_of_committees
from baro.demo.reform.deeds import EFFECTIVE_ON, deeds_of_merger, deeds_of_reform
from baro.demo.reform.year_2024 import deeds_of_2024
from baro.demo.returns.deeds import deeds_of_returns
from baro.demo.returns.rounds import deeds_of_the_round
from baro.demo.routine.days import deeds_of_routine
from baro.demo.work import arriving, entering, giving, going_out
from baro.demo.work.chamber import deeds_of_the_chamber
from baro.demo.work.cycle import deeds_of_cycle
from baro.demo.work.days import Days, Deed
from baro.demo.work.mail import deeds_of_mail
from baro.demo.work.meeting import deeds_of_meetings
from baro.demo.work.overseeing import deeds_of_oversight
from baro.demo.work.plan import plan
from baro.demo.work.powers import deeds_of_powers
from baro.demo.work.reporting import deeds_of_reporting


def diary(today: date, until: date | None = None) -> list[Deed]:
    """The deeds before today, or until an earlier evening, in order; those of a minute in the order of the plan."""
    last = until or today - timedelta(days=1)
    people = (*deeds_of_committees(), *deeds_of_births(), *deeds_of_routine(last))
    past = (*deeds_of_2024(), *deeds_of_returns(), *deeds_of_reform(signed=last >= EFFECTIVE_ON))
    planned = (*_planned(Days(today)), *past, *people)
    return sorted((deed for deed in planned if deed.moment.date() <= last), key=attrgetter("moment"))


def _planned(days: Days) -> Iterator[Deed]:
    file = plan()
    rows = (
        starmap(lambda row, one: arriving.deeds_of(row, one, days), enumerate(file.incoming)),
        starmap(lambda row, one: entering.deeds_of(row, one, days), enumerate(file.entered)),
        starmap(lambda row, one: going_out.deeds_of(row, one, days), enumerate(file.outgoing)),
        starmap(lambda row, one: giving.deeds_of(row, one, days), enumerate(file.given)),
    )
    return chain(
        chain.from_iterable(chain.from_iterable(rows)),
        deeds_of_merger(days),
        deeds_of_powers(days),
        deeds_of_cycle(days),
        deeds_of_the_round(days),
        deeds_of_reporting(days),
        deeds_of_meetings(days),
        deeds_of_the_chamber(days),
        deeds_of_oversight(days),
        deeds_of_mail(days),
    )
