"""When the reorganisations were prepared, signed and carried out, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from baro.demo.clock import hour_of
from baro.demo.reform.settling import settle
from baro.demo.reform.steps import placed, steps
from baro.demo.units import ROOT
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk, place
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.models import Handover, Reorganisation, Unit
from baro.org.queries import actor_of
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.carrying_out.units import CHILDREN
from baro.org.verbs import CARRY_OUT

# Resolution 1679/NQ-UBTVQH15 of 16 June 2025 on the communes of Quảng Ninh, and the end of the districts by law.
DECIDED_ON, PREPARED_ON, SIGNED_ON, EFFECTIVE_ON, HANDED_ON, TAKEN_ON = (
    date(2025, 6, 16),
    date(2025, 6, 18),
    date(2025, 6, 24),
    date(2025, 7, 1),
    date(2025, 7, 2),
    date(2025, 7, 4),
)
TITLE = "Sắp xếp tổ chức đảng cấp xã tỉnh Quảng Ninh, kết thúc hoạt động cấp huyện từ ngày 01/7/2025"
DECISION = "Nghị quyết số 1679/NQ-UBTVQH15 ngày 16/6/2025"
PAPERS = "Hồ sơ giấy kèm theo danh mục, bàn giao tại trụ sở mới"
ORGANISER, SIGNER = place("QN-BTCTU", "Phó Trưởng ban"), place(ROOT, "Bí thư")

# Invented, and marked as such: nobody plans this.
MERGER = "Phương án giả định: nhập Đảng ủy xã Cái Chiên vào Đảng ủy xã Quảng Hà"
MERGED, INTO = "QN-06967", "QN-06922"


def deeds_of_reform(*, signed: bool) -> Iterator[Deed]:
    """The reform as it was prepared; signed and carried out as well, unless that lies ahead."""
    yield Deed(hour_of(PREPARED_ON, 9), _prepare)
    if signed:
        yield Deed(hour_of(SIGNED_ON, 15), sign)
        yield Deed(hour_of(EFFECTIVE_ON, 0, 5), carry_out)
        yield Deed(hour_of(EFFECTIVE_ON, 8), _settle)
        yield Deed(hour_of(HANDED_ON, 14), _hand_over)
        yield Deed(hour_of(TAKEN_ON, 9), _take_over)


def deeds_of_merger(days: Days) -> Iterator[Deed]:
    """A plan for the first day of the next quarter, still a draft."""
    yield Deed(days.hour(-3, 15), partial(_prepare_merger, days))


def first_of_next_quarter(day: date) -> date:
    """The first day of the quarter after that of a day."""
    months = day.month - 1 - (day.month - 1) % 3 + 3
    return date(day.year + months // 12, months % 12 + 1, 1)


def _prepare(desk: Desk) -> None:
    by = desk.actor(ORGANISER)
    draft = planning.prepare(
        unit=desk.unit(ROOT),
        title=TITLE,
        decision=DECISION,
        decided_on=DECIDED_ON,
        effective_on=EFFECTIVE_ON,
        by=by,
    )
    units = {unit.code: unit for unit in Unit.objects.open()}
    plan = steps(units)
    closing = str(len({line.unit.pk for line in plan.closes}))
    said = [coded("org.plan_closes", closing), coded("org.plan_founds", str(len(plan.founds)))]
    planning.plan(draft.pk, plan, said=said, by=by)
    new = {planned.code: planned for planned in draft.planned_units.all()}
    planning.place(draft.pk, CHILDREN, {units[code].pk: new[goal] for code, goal in placed().items()}, by=by)
    reorganising.submit_plan(draft.pk, by=by)
    desk.reform = draft.pk


def sign(desk: Desk) -> None:
    """Sign what was prepared last, with its effects."""
    by = desk.actor(SIGNER)
    reorganising.sign(desk.reform, digest=reorganising.preview(desk.reform, by=by).digest, by=by)


def carry_out(desk: Desk) -> None:
    """Carry out what was signed last."""
    reorganising.carry_out(desk.reform, by=Actor.system(CARRY_OUT.code))
    desk.look_again()


def _settle(desk: Desk) -> None:
    reform = Reorganisation.objects.get(pk=desk.reform)
    settle(reform, by=desk.actor(ORGANISER), second=desk.actor(SIGNER))


def _hand_over(desk: Desk) -> None:
    """Who has another post signs; for who has none the board of organisation does."""
    for paper in Handover.objects.waiting():
        giver = actor_of(paper.from_person_id)
        hand_over(paper.pk, remark=PAPERS, by=giver if giver.person_id else desk.actor(ORGANISER))


def _take_over(_desk: Desk) -> None:
    for paper in Handover.objects.waiting():
        take_over(paper.pk, remark="", by=actor_of(paper.to_person_id or 0))


def _prepare_merger(days: Days, desk: Desk) -> None:
    by = desk.actor(ORGANISER)
    draft = planning.prepare(
        unit=desk.unit(ROOT),
        title=MERGER,
        decision="Dự thảo Đề án (giả định)",
        decided_on=days.of(-3),
        effective_on=first_of_next_quarter(days.today),
        by=by,
    )
    planning.merge(draft.pk, [desk.unit(MERGED)], into=desk.unit(INTO), by=by)
