"""Public service units of the demo province and those that went into others in 2024; all of them are invented.

The province reported for 2024 one unit of a department and seventeen of districts fewer than in 2023; which they were
was not looked up. Here primary schools go into the lower secondary schools of their places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from baro.demo.places import District, Place, districts

# In each district one pair of schools is merged, in Hạ Long, Vân Đồn, Đông Triều and Quảng Yên two.
WITH_TWO = ("193", "203", "205", "206")


@dataclass(frozen=True, slots=True)
class Service:
    """A public service unit: of a department when no district is named, of ``place`` otherwise.

    ``into`` is the code of the unit into which it went, ``later`` what one is called that took another in.
    """

    code: str
    name: str
    posts: int
    district: str = ""
    place: str = ""
    into: str = ""
    later: str = ""
    later_posts: int = 0


@cache
def services() -> tuple[Service, ...]:
    """Every public service unit as it was in 2023."""
    local = (unit for district in districts() for place in _places(district) for unit in _schools(district, place))
    return (*_of_departments(), *local)


def _places(district: District) -> tuple[Place, ...]:
    """The communes with a pair of schools: the first of the file, which stood before and after."""
    return district.communes[: 2 if district.place.code in WITH_TWO else 1]


def _schools(district: District, place: Place) -> tuple[Service, Service]:
    primary, secondary = f"QN-{place.code}-TH", f"QN-{place.code}-THCS"
    where = (district.place.code, place.code)
    both = f"Trường Tiểu học và Trung học cơ sở số 2 {place.name}"
    return (
        Service(primary, f"Trường Tiểu học số 2 {place.name}", 22, *where, into=secondary),
        Service(secondary, f"Trường Trung học cơ sở số 2 {place.name}", 28, *where, later=both, later_posts=45),
    )


def _of_departments() -> tuple[Service, Service]:
    return (
        Service("QN-SN-01", "Trung tâm Tư liệu và Truyền thông du lịch", 15, into="QN-SN-02"),
        Service(
            "QN-SN-02",
            "Trung tâm Xúc tiến du lịch",
            20,
            later="Trung tâm Xúc tiến và Truyền thông du lịch",
            later_posts=30,
        ),
    )
