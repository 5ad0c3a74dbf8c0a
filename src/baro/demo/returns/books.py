"""What each unit handed up for each period: the published sums divided among the units that stood then."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from baro.demo.places import ended_in_2024, founded_in_2024
from baro.demo.returns.sums import PERIODS, Numbers, Reporter, divided, parts
from baro.demo.units import GRASSROOTS, ROOT, district_codes, first_commune_codes, old_commune_codes
from baro.org.models import UnitKind

FILE = Path(__file__).parent / "figures.toml"
COMMISSION = "QN-UBKTTU"
YEARS = (2023, 2024)
BY = {"committees": "", "commissions": "commission_"}  # who disciplined, to how its rows begin
# Of which forms discipline is, in turn; what is done to committee members comes first, as reprimands.
FORMS = ("reprimand", "reprimand", "warning", "reprimand", "reprimand", "expulsion", "reprimand", "dismissal")
Values = dict[str, int]


@cache
def book() -> dict[str, Any]:
    """The file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def published(period: str) -> dict[str, Any]:
    """The sums of a period, such as “2024-H1”."""
    found: dict[str, Any] = next(row for row in book()["period"] if row["code"] == period)
    return found


def reporters_of(year: int) -> list[Reporter]:
    """Who hands returns up for the periods of a year; communes that ended or were founded on 1 November for some."""
    communes = [Reporter(code, UnitKind.COMMUNE_COMMITTEE) for code in first_commune_codes()]
    if year != YEARS[0]:
        changed = {f"{ROOT}-{code}" for code in founded_in_2024()}
        left = [*(f"{ROOT}-{code}" for code in ended_in_2024()), *sorted(changed)]
        kind, (_half, nine_months, whole) = UnitKind.COMMUNE_COMMITTEE, PERIODS
        communes = [Reporter(code, kind) for code in old_commune_codes() if code not in changed]
        communes += [Reporter(code, kind, last=nine_months) for code in left]
        communes += [Reporter(code, kind, first=whole) for code in sorted(changed)]
    return [
        Reporter(ROOT, UnitKind.PROVINCIAL_COMMITTEE),
        Reporter(COMMISSION, UnitKind.INSPECTION_COMMISSION),
        *(Reporter(code, UnitKind.DISTRICT_COMMITTEE) for code in district_codes()),
        *communes,
        *(Reporter(code, UnitKind.GRASSROOTS_COMMITTEE) for code, _name in GRASSROOTS),
    ]


class Year:
    """The numbers of one year; the same ones each time."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.reporters = reporters_of(year)
        self.draw = Random(year)  # noqa: S311 - invented numbers are no secret
        self.surplus: Values = {}
        self.numbers: dict[str, Numbers] = {}
        for kind in ("inspected", "supervised"):
            for what in ("organisations", "members"):
                self._divide(kind, what)
        for by in BY:
            self._divide(by, "organisations")
            self._divide(by, "members")
            name, totals = f"{by}_committee_members", self._totals(by, "committee_members")
            self.numbers[name] = parts(totals, self.reporters, self.numbers[f"{by}_members"])

    def values(self, period: str) -> Iterator[tuple[Reporter, dict[str, Values]]]:
        """Who hands up for a period, and what: by form the values of its cells that are not nought."""
        for place, one in enumerate(self.reporters):
            if one.reports(period):
                said = {name: numbers[period][place] for name, numbers in self.numbers.items()}
                if one.code == book()["fallen"]["unit"]:
                    said["commissions_organisations"] += self.surplus.get(period, 0)
                yield one, _forms(one, said, self._doubts(one, period))

    def _divide(self, kind: str, what: str) -> None:
        name = f"{kind}_{what}"
        weights = book()["weights"][name]
        outlier = book()["doubts"]["outlier"]
        times = (
            {outlier["unit"]: outlier["times"]} if outlier["year"] == self.year and name == "inspected_members" else {}
        )
        each = [weights.get(one.kind, 0) * times.get(one.code, 1) for one in self.reporters]
        self.numbers[name] = divided(self._totals(kind, what), self.reporters, each, self.draw)

    def _totals(self, kind: str, what: str) -> Values:
        """The sums of the periods; what an earlier one has more than a later one is kept for the unit that says why."""
        found = {period: published(f"{self.year}{period}")[kind][what] for period in PERIODS}
        least = found[PERIODS[-1]]
        for period in reversed(PERIODS):
            least = min(least, found[period])
            if surplus := found[period] - least:
                self.surplus[period] = surplus
            found[period] = least
        return found

    def _doubts(self, one: Reporter, period: str) -> Values:
        """What is added so that something is wrong with a return of the last year."""
        if self.year != YEARS[-1]:
            return {}
        found: Values = defaultdict(int)
        if one.code in book()["doubts"]["dropped"] and period != PERIODS[-1]:
            found["violation"] = 4
        if one.code in book()["doubts"]["disagrees"] and period == PERIODS[-1]:
            found["violation"] = found["done"] = 3
        return found


def _forms(one: Reporter, said: Values, doubts: Values) -> dict[str, dict[str, int]]:
    """The cells of the three forms that a unit fills in."""
    inspected, supervised, disciplined = (defaultdict[str, int](int) for _form in range(3))
    own = one.kind != UnitKind.INSPECTION_COMMISSION
    if own:
        for what in ("organisations", "members"):
            inspected[f"inspection.{what}.inspected"] = said[f"inspected_{what}"]
            supervised[f"supervision.{what}.supervised"] = supervised[f"supervision.{what}.well"] = said[
                f"supervised_{what}"
            ]
        inspected["inspection.committee_members.inspected"] = said["inspected_members"] // 6
        done = min(said["committees_members"], said["inspected_members"] // 4)
        violation = min(done + said["inspected_members"] // 20 + doubts.get("violation", 0), said["inspected_members"])
        inspected["inspection.members.violation"] = violation
        inspected["inspection.members.due"] = inspected["inspection.members.done"] = done + doubts.get("done", 0)
    for by, begins in BY.items():
        if (by == "committees") != own and one.kind in (UnitKind.INSPECTION_COMMISSION, UnitKind.PROVINCIAL_COMMITTEE):
            continue
        _discipline(disciplined, by, begins, said)
    if one.kind != UnitKind.PROVINCIAL_COMMITTEE:
        for what in ("organisations", "members"):
            number = said[f"commissions_{what}"]
            for column, times in (("inspected", 3), ("violation", 1), ("due", 1), ("done", 1)):
                inspected[f"inspection.commission_{what}.{column}"] = number * times
    forms = {"inspection": inspected, "supervision": supervised, "discipline": disciplined}
    return {form: {code: value for code, value in cells.items() if value} for form, cells in forms.items()}


def _discipline(cells: Values, by: str, begins: str, said: Values) -> None:
    """Who was disciplined, by form; committee members among them were reprimanded."""
    organisations, members, leading = (
        said[f"{by}_{what}"] for what in ("organisations", "members", "committee_members")
    )
    row = f"discipline.{begins}organisations"
    cells[f"{row}.total"] = cells[f"{row}.reprimand"] = organisations
    forms = ["reprimand"] * leading + list(islice(cycle(FORMS), members - leading))
    for form in forms:
        cells[f"discipline.{begins}members.{form}"] += 1
    cells[f"discipline.{begins}members.total"] = members
    row = f"discipline.{begins}committee_members"
    cells[f"{row}.total"] = cells[f"{row}.reprimand"] = leading
