"""Powers in the demo province: a delegation in use, one that an absence wakes, and a proposal that two decide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.org.actors import Limits
from baro.org.powers.actions import proposing
from baro.org.powers.actions.absences import declare_absence
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers

CHIEF, DEPUTY = "QN-VPTU/Chánh Văn phòng", "QN-VPTU/Phó Chánh Văn phòng phụ trách tổng hợp"
ORGANISER = "QN-BTCTU/Phó Trưởng ban"
SECRETARY, OFFICE = "QN-06688/Bí thư", "QN-06688/Chánh Văn phòng"
OF_THE_OFFICE = "Quy chế làm việc của Văn phòng Tỉnh ủy, Điều 6"
OF_THE_WARD = "Quy chế làm việc của Đảng ủy phường, Điều 5"


def deeds_of_powers(days: Days) -> Iterator[Deed]:
    """The deputy signs notices of the office and owes a report soon; a ward's office signs while its head is away."""
    yield Deed(days.hour(-40, 9), partial(_let_the_deputy_sign, days))
    yield Deed(days.hour(-20, 10), partial(_let_the_office_sign, days))
    yield Deed(days.hour(-2, 16), partial(_go_on_mission, days))
    yield Deed(days.hour(-1, 15), partial(_propose_a_mandate, days))


def _let_the_deputy_sign(days: Days, desk: Desk) -> None:
    powers = Powers(["documents.document.sign"], desk.unit("QN-VPTU"), limits=Limits(("notice",)), mark="K/T")
    terms = Terms(days.of(-40), days.of(30), OF_THE_OFFICE, days.of(-60), reports_until=days.of(3))
    delegate_powers(desk.post(DEPUTY), powers, terms, by=desk.actor(CHIEF))
    desk.look_again()


def _let_the_office_sign(days: Days, desk: Desk) -> None:
    powers = Powers(["documents.document.sign"], desk.unit("QN-06688"), limits=Limits(("notice",)))
    terms = Terms(days.of(-20), days.of(60), OF_THE_WARD, days.of(-60), only_in_absence=True)
    delegate_powers(desk.post(OFFICE), powers, terms, by=desk.actor(SECRETARY))
    desk.look_again()


def _go_on_mission(days: Days, desk: Desk) -> None:
    declare_absence(days.of(-1), days.of(3), "mission", by=desk.actor(SECRETARY))
    desk.look_again()


def _propose_a_mandate(days: Days, desk: Desk) -> None:
    """The deputy of the office is to sign for the committee, which the organisers do not: so a second decides."""
    proposing.propose_mandate(
        desk.post(DEPUTY),
        desk.unit("QN"),
        here=["documents.document.sign"],
        below=[],
        limited=["documents.document.sign"],
        limits=Limits(("notice",)),
        basis=OF_THE_OFFICE,
        basis_on=days.of(-2),
        by=desk.actor(ORGANISER),
    )
