"""What the reform of 1 July 2025 does in the province: 13 districts and 171 communes end, 54 communes follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baro.demo.places import Commune, Part, Place, communes
from baro.demo.public_services import services
from baro.demo.units import ROOT, cells, code_of, committee_of, district_codes
from baro.org.models import Unit, UnitKind
from baro.org.reorganising.actions.planning import Alteration, Line, NewUnit, Steps

# Of the cells of Hà Khẩu those with these numbers went to the ward of Tuần Châu (invented), the others to Việt Hưng.
DIVIDED, GOAL, PLACED = "06655", "QN-06706", (7, 8)


def steps(units: Mapping[str, Unit]) -> Steps:
    """The whole plan, for the units as they stand, by code."""
    new = {commune.place.code: _new(commune.place) for commune in communes()}
    districts = (Line(units[code], units[ROOT], dissolves=True) for code in district_codes())
    closes = [*_lines(units, new, main=True), *_lines(units, new, main=False), *districts]
    return Steps(founds=list(new.values()), closes=closes, changes=list(_renamed(units)))


def placed() -> dict[str, str]:
    """Unit code to the code of its new commune: cells that do not follow the main successor, schools of districts."""
    followed = {part.old.code: commune.place for commune in communes() for part in commune.parts if part.main}
    schools = {unit.code: code_of(followed[unit.place]) for unit in services() if unit.place and not unit.into}
    return schools | {f"{ROOT}-{DIVIDED}-{number:02d}": GOAL for number in PLACED}


def _new(place: Place) -> NewUnit:
    return NewUnit(code_of(place), committee_of(place), UnitKind.COMMUNE_COMMITTEE, "ĐU")


def _lines(units: Mapping[str, Unit], new: Mapping[str, NewUnit], *, main: bool) -> Iterator[Line]:
    """Who follows whom; of the old communes that mainly go into one new one, the leading one comes first."""
    for commune in communes():
        for part in commune.parts:
            if part.main == main:
                goal = new[commune.place.code]
                yield Line(units[code_of(part.old)], goal, in_part=not part.whole, is_main=main)


def _renamed(units: Mapping[str, Unit]) -> Iterator[Alteration]:
    """The cells take the names of their new communes, and keep that of the old one where it is gone."""
    followed = {code_of(part.old): (commune, part) for commune in communes() for part in commune.parts if part.main}
    by_code = {code_of(commune.place): commune for commune in communes()}
    for cell in cells():
        commune, part = followed[cell.parent]
        commune = by_code.get(placed().get(cell.code, ""), commune)
        if (name := _name(cell.name, commune, part)) != cell.name:
            yield Alteration(units[cell.code], name=name)


def _name(name: str, commune: Commune, part: Part) -> str:
    """The name of a cell in its new commune: “Chi bộ khu phố Hồng Hải 3, phường Hạ Long”."""
    if (part.old.kind, part.old.name) == (commune.place.kind, commune.place.name):
        return name
    words, number = name.partition(",")[0].rsplit(" ", 1)
    return f"{words} {part.old.name} {number}, {commune.place.kind.lower()} {commune.place.name}"
