"""The units with which the demo province begins: the committee with its bodies, districts, communes, and below.

Communes are those of before 1 November 2024; `old_commune_codes` are those that stood until 30 June 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baro.demo.places import District, Place, communes, districts, districts_before, ended_in_2024
from baro.demo.public_services import services
from baro.org.actions.founding import Founding
from baro.org.models import UnitKind

ROOT, STANDING, OFFICE = "QN", "QN-BTV", "QN-VPTU"

# The 15th provincial congress closed on 27 September 2020, the 16th on 27 September 2025. The terms of the others were
# not looked up; those of grassroots committees and cells are taken to be the same, districts and communes end before.
SINCE = date(2020, 9, 28)
TERMS = (("2020-2025", SINCE, date(2025, 9, 27)), ("2025-2030", date(2025, 9, 28), None))

BODIES = (
    Founding(ROOT, "Tỉnh ủy Quảng Ninh", UnitKind.PROVINCIAL_COMMITTEE, suffix="TU"),
    Founding(STANDING, "Ban Thường vụ Tỉnh ủy", UnitKind.STANDING_COMMITTEE, ROOT, "TU"),
    Founding(OFFICE, "Văn phòng Tỉnh ủy", UnitKind.OFFICE, ROOT, "VPTU"),
    Founding("QN-BTCTU", "Ban Tổ chức Tỉnh ủy", UnitKind.ORGANISATION_BOARD, ROOT, "BTCTU"),
    Founding("QN-BTGDVTU", "Ban Tuyên giáo và Dân vận Tỉnh ủy", UnitKind.PROPAGANDA_BOARD, ROOT, "BTGDVTU"),
    Founding("QN-UBKTTU", "Ủy ban Kiểm tra Tỉnh ủy", UnitKind.INSPECTION_COMMISSION, ROOT, "UBKTTU"),
    Founding("QN-BNCTU", "Ban Nội chính Tỉnh ủy", UnitKind.INTERNAL_AFFAIRS_BOARD, ROOT, "BNCTU"),
)
BOARDS = tuple(body.code for body in BODIES[3:])

DISTRICT_NAMES = {"Thành phố": "Thành ủy", "Thị xã": "Thị ủy", "Huyện": "Huyện ủy"}
DISTRICT_SUFFIXES = {"Thành phố": "ThU", "Thị xã": "ThU", "Huyện": "HU"}

GRASSROOTS = (
    ("QN-CS-01", "Đảng ủy Trường Đại học Hạ Long"),
    ("QN-CS-02", "Đảng ủy Bệnh viện Đa khoa tỉnh"),
    ("QN-CS-03", "Đảng ủy Bệnh viện Bãi Cháy"),
    ("QN-CS-04", "Đảng ủy Trường Cao đẳng Việt - Hàn Quảng Ninh"),
    ("QN-CS-05", "Đảng ủy Ban Quản lý Vịnh Hạ Long"),
    ("QN-CS-06", "Đảng ủy Trung tâm Phục vụ hành chính công tỉnh"),
)

# Communes that have cells here, with what a neighbourhood is called there. Hà Khẩu (06655) was divided in 2025.
WITH_CELLS = {"06688": "khu phố", "06763": "khu phố", "06841": "thôn", "06994": "khu phố", "06655": "khu phố"}
CELLS_EACH = 8


def foundings() -> list[Founding]:
    """Every unit, parents before children."""
    return [*BODIES, *_districts(), *_communes(), *_grassroots(), *cells(), *_services()]


def code_of(place: Place) -> str:
    """The code of the committee of a place."""
    return f"{ROOT}-{place.code}"


def district_codes() -> list[str]:
    """The codes of the district committees."""
    return [code_of(district.place) for district in districts()]


def old_commune_codes() -> list[str]:
    """The codes of the commune committees until 30 June 2025."""
    return [code_of(commune) for district in districts() for commune in district.communes]


def first_commune_codes() -> list[str]:
    """The codes of the commune committees with which the province begins; those that ended in 2024 come last."""
    ended = [f"{ROOT}-{code}" for code in ended_in_2024()]
    return [*old_commune_codes(), *ended]


def old_commune_codes_of(district: str) -> list[str]:
    """The codes of the commune committees that stood below a district committee."""
    return [code_of(c) for found in districts() if code_of(found.place) == district for c in found.communes]


def commune_codes() -> list[str]:
    """The codes of the commune committees since 1 July 2025; some of them were others' before."""
    return [code_of(commune.place) for commune in communes()]


def codes_with_terms() -> list[str]:
    """The codes of what has both terms from the beginning: its congresses are not told here."""
    return [*(code for code, _name in GRASSROOTS), *cell_codes()]


def cell_codes() -> list[str]:
    """The codes of the cells."""
    return [cell.code for cell in cells()]


def committee_of(place: Place) -> str:
    """The name of the committee of a commune."""
    return f"Đảng ủy {place.kind.lower()} {place.name}"


def _districts() -> Iterator[Founding]:
    for place in (district.place for district in districts_before()):
        name = f"{DISTRICT_NAMES[place.kind]} {place.name}"
        yield Founding(code_of(place), name, UnitKind.DISTRICT_COMMITTEE, ROOT, DISTRICT_SUFFIXES[place.kind])


def _communes() -> Iterator[Founding]:
    for district in districts_before():
        yield from (_commune(place, district) for place in district.communes)


def _commune(place: Place, district: District) -> Founding:
    above = code_of(district.place)
    return Founding(code_of(place), committee_of(place), UnitKind.COMMUNE_COMMITTEE, above, "ĐU")


def _grassroots() -> Iterator[Founding]:
    for code, name in GRASSROOTS:
        yield Founding(code, name, UnitKind.GRASSROOTS_COMMITTEE, ROOT, "ĐU")


def _services() -> Iterator[Founding]:
    for unit in services():
        kind = UnitKind.LOCAL_SERVICE_UNIT if unit.district else UnitKind.DEPARTMENT_SERVICE_UNIT
        yield Founding(unit.code, unit.name, kind, f"{ROOT}-{unit.district}" if unit.district else ROOT)


def cells() -> Iterator[Founding]:
    """The cells, those of one commune after those of the other."""
    places = {place.code: place for district in districts() for place in district.communes}
    for code, neighbourhood in WITH_CELLS.items():
        commune = places[code]
        where = f"{commune.kind.lower()} {commune.name}"
        for number in range(1, CELLS_EACH + 1):
            name = f"Chi bộ {neighbourhood} {number}, {where}"
            yield Founding(f"{code_of(commune)}-{number:02d}", name, UnitKind.CELL, code_of(commune), "CB")
