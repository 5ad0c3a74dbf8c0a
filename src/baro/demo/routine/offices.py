"""Who does what in the registers of the routine: the places of the clerk, of who presents, decides and drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from baro.demo.places import communes, districts, founded_in_2024
from baro.demo.posts import INSPECTION, VACANT
from baro.demo.units import BOARDS, OFFICE, ROOT, code_of
from baro.demo.work.desk import place

SEED = 171
# The districts and old communes closed their books before the reform of 1 July 2025, the new communes began after it.
BEGAN_ON, CLOSED_ON, OPENED_ON = date(2024, 1, 2), date(2025, 6, 13), date(2025, 7, 7)
FOUNDED_OPENED_ON = date(2024, 11, 11)  # the communes that were founded on 1 November 2024
EVERYWHERE = "trên địa bàn tỉnh"
SPECIALISTS = ("tổng hợp", "kinh tế", "nội chính", "văn hóa - xã hội", "công nghệ thông tin")


@dataclass(frozen=True, slots=True)
class Pace:
    """How an office keeps its deadlines: of a hundred tasks so many late, by up to so many days, so many returned."""

    late: int
    by: int
    returned: int


QUICK, ORDINARY, SLOW = Pace(3, 3, 4), Pace(11, 6, 8), Pace(34, 15, 14)


@dataclass(frozen=True, slots=True)
class Office:
    """A register with the places of its people, how much arrives and goes out on a day, and from when to when."""

    unit: str
    where: str
    clerk: str
    chief: str
    leader: str
    staff: tuple[str, ...]
    arrives: float
    goes_out: float
    pace: Pace = ORDINARY
    first: date = BEGAN_ON
    last: date = date.max

    def works_on(self, day: date) -> bool:
        """Whether its routine is told of on a day."""
        return self.first <= day <= self.last


def offices() -> list[Office]:
    """Every register of the routine; the same ones each time."""
    draw = Random(SEED)  # noqa: S311 - an invented pace is no secret
    return [province(), *boards(), *_districts(draw), *_old_communes(draw), *_communes(draw)]


def province() -> Office:
    """The register of the provincial committee, kept by its office."""
    people = (place(OFFICE, "Văn thư"), place(OFFICE, "Chánh Văn phòng"), place(ROOT, "Bí thư"))
    staff = tuple(place(OFFICE, f"Chuyên viên {field}") for field in SPECIALISTS)
    return Office(ROOT, EVERYWHERE, *people, staff, arrives=5, goes_out=2)


def boards() -> Iterator[Office]:
    """The registers of the advisory bodies."""
    for code in BOARDS:
        head = "Chủ nhiệm" if code == INSPECTION else "Trưởng ban"
        people = (place(code, "Văn thư"), place(code, f"Phó {head} Thường trực"), place(code, head))
        staff = tuple(place(code, f"Chuyên viên {name}") for name in ("tổng hợp", "nghiệp vụ 1", "nghiệp vụ 2"))
        yield Office(code, EVERYWHERE, *people, staff, arrives=0.8, goes_out=0.35, pace=QUICK)


def _districts(draw: Random) -> Iterator[Office]:
    for district in districts():
        code = code_of(district.place)
        people = (place(code, "Văn thư"), place(code, "Chánh Văn phòng"), place(code, "Bí thư"))
        size = draw.uniform(0.6, 1.4)
        where = f"trên địa bàn {district.place.kind.lower()} {district.place.name}"
        staff = (place(code, "Chuyên viên"),)
        yield Office(code, where, *people, staff, 0.4 * size, 0.15 * size, _pace(draw), last=CLOSED_ON)


def _old_communes(draw: Random) -> Iterator[Office]:
    vacant = {unit for unit, _post in VACANT}
    for commune in (one for district in districts() for one in district.communes):
        code, size = code_of(commune), draw.uniform(0.3, 1.8)
        people = (place(code, "Văn thư"), place(code, "Phó Bí thư Thường trực"), place(code, "Bí thư"))
        if code not in vacant:
            where = f"trên địa bàn {commune.kind.lower()} {commune.name}"
            first = FOUNDED_OPENED_ON if commune.code in founded_in_2024() else BEGAN_ON
            yield Office(code, where, *people, (), 0.03 * size, 0, _pace(draw), first, CLOSED_ON)


def _communes(draw: Random) -> Iterator[Office]:
    for commune in communes():
        code, size = code_of(commune.place), draw.uniform(0.4, 1.8)
        people = (place(code, "Văn thư"), place(code, "Chánh Văn phòng"), place(code, "Bí thư"))
        where = f"trên địa bàn {commune.place.kind.lower()} {commune.place.name}"
        staff = (place(code, "Chuyên viên"),)
        yield Office(code, where, *people, staff, 0.1 * size, 0.06 * size, _pace(draw), first=OPENED_ON)


def _pace(draw: Random) -> Pace:
    return draw.choices((QUICK, ORDINARY, SLOW), weights=(3, 5, 2))[0]
