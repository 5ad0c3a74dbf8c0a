"""The reform of 1 July 2025 as one reorganisation, planned from the lineage of the country or of some provinces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baro.demo.nation.loading import ROOT
from baro.demo.nation.places import lineage, province_successors, provinces_after
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Reorganisation, Unit, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions.planning import Alteration, Line, NewUnit, Steps

DECISION = "Các nghị quyết của Ủy ban Thường vụ Quốc hội ngày 16/6/2025"
DECIDED_ON, EFFECTIVE_ON = date(2025, 6, 16), date(2025, 7, 1)


def plan_reform(*, by: Actor) -> Reorganisation:
    """A draft that closes every district and old commune, founds the new ones, and joins provinces."""
    draft = planning.prepare(
        unit=Unit.objects.get(code=ROOT),
        title="Sắp xếp đơn vị hành chính và tổ chức đảng từ ngày 01/7/2025",
        decision=DECISION,
        decided_on=DECIDED_ON,
        effective_on=EFFECTIVE_ON,
        by=by,
    )
    units = {unit.code: unit for unit in Unit.objects.open()}
    return planning.plan(draft.pk, _steps(units), said=coded("org.plan_list", DECISION), by=by)


def _steps(units: dict[str, Unit]) -> Steps:
    names = provinces_after()
    stays = {code: units[f"T{code}"] for code in names if f"T{code}" in units}
    new = {row["new_commune_code"]: _commune(row, stays) for row in lineage() if row["new_province_code"] in stays}
    renamed = [
        Alteration(unit, name=f"Tỉnh ủy, thành ủy {names[code]}")
        for code, unit in stays.items()
        if names[code] not in unit.name
    ]
    closes = [*_communes(units, new), *_districts(units, stays, new), *_provinces(units, stays)]
    return Steps(founds=list(new.values()), closes=closes, changes=renamed)


def _commune(row: dict[str, str], provinces: dict[str, Unit]) -> NewUnit:
    name = f"Đảng ủy {row['new_commune']}"
    code, parent = f"X{row['new_commune_code']}", provinces[row["new_province_code"]]
    return NewUnit(code, name, UnitKind.COMMUNE_COMMITTEE, parent=parent)


def _communes(units: dict[str, Unit], new: dict[str, NewUnit]) -> Iterator[Line]:
    """Each old commune with its successors; the one whose code the new one bears leads."""
    rows = sorted(
        lineage(), key=lambda row: (row["old_commune_code"] != row["new_commune_code"], row["old_commune_code"])
    )
    for row in rows:
        old = units.get(f"X{row['old_commune_code']}")
        if old and row["new_commune_code"] in new:
            yield Line(
                old, new[row["new_commune_code"]], in_part=row["how"] == "part", is_main=row["main_successor"] == "yes"
            )


def _districts(units: dict[str, Unit], provinces: dict[str, Unit], new: dict[str, NewUnit]) -> Iterator[Line]:
    """What a district leaves is its province's; an island without communes became a commune itself."""
    islands = {
        f"H{row['old_district_code']}": row["new_commune_code"] for row in lineage() if not row["old_commune_code"]
    }
    after = province_successors()
    old_provinces = {unit.pk: unit.code[1:] for unit in units.values() if unit.kind == UnitKind.PROVINCIAL_COMMITTEE}
    for code, unit in units.items():
        if unit.kind != UnitKind.DISTRICT_COMMITTEE or unit.parent_id is None:
            continue
        commune = new.get(islands.get(code, ""))
        yield Line(unit, commune or provinces[after[old_provinces[unit.parent_id]]], dissolves=commune is None)


def _provinces(units: dict[str, Unit], provinces: dict[str, Unit]) -> Iterator[Line]:
    for old, new in province_successors().items():
        if f"T{old}" in units and old not in provinces:
            yield Line(units[f"T{old}"], provinces[new])
