"""What waits for somebody in oversight."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.oversight import queries
from baro.oversight.flow import AppealState, PenaltyState, State
from baro.oversight.models import Appeal, Case, Penalty, Side
from baro.oversight.web import badges
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge


def _cases(actor: Actor, _day: date) -> QuerySet[Any]:
    return Case.objects.visible_to(actor).unfinished().for_list()


def _case_row(case: Case) -> WaitingRow:
    return WaitingRow(
        title=f"{case.kind_name} {case.symbol}",
        url=case.get_absolute_url(),
        facts=(("building", case.unit.name), ("calendar", case.due_on)),
        badges=(badges.late_badge(case), state_badge(State(case.state))),
    )


def _penalties(actor: Actor, _day: date) -> QuerySet[Any]:
    return Penalty.objects.visible_to(actor).for_list()


def _penalty_row(penalty: Penalty) -> WaitingRow:
    return WaitingRow(
        title=f"{penalty.case.symbol} {penalty.form_name}",
        url=penalty.get_absolute_url(),
        facts=(("building", penalty.unit.name), ("calendar", penalty.proposed_on)),
        badges=(state_badge(PenaltyState(penalty.state)),),
    )


def _appeals(actor: Actor, _day: date) -> QuerySet[Any]:
    return Appeal.objects.visible_to(actor).for_list()


def _appeal_row(appeal: Appeal) -> WaitingRow:
    return WaitingRow(
        title=str(appeal),
        url=appeal.get_absolute_url(),
        facts=(("building", appeal.unit.name), ("calendar", appeal.due_on)),
        badges=(state_badge(AppealState(appeal.state)),),
    )


def _sides(actor: Actor, _day: date) -> QuerySet[Any]:
    return Side.objects.visible_to(actor).for_list()


def _side_row(side: Side) -> WaitingRow:
    return WaitingRow(
        title=f"{side.case.kind_name} {side.case.symbol}",
        url=side.get_absolute_url(),
        facts=(("building", side.case.unit.name), ("calendar", side.case.due_on)),
        badges=(state_badge(State(side.case.state)),),
    )


def _late(day: date) -> Q:
    return Q(due_on__lt=day)


waiting_kinds.add(
    Waiting(
        code="oversight.underway",
        label=_("Cases of my teams"),
        note=_("not closed yet"),
        list_code="oversight.cases",
        asked={"mine": "underway"},
        inbox=Inbox(among=_cases, oldest="due_on", row=_case_row),
        condition=queries.CASES_WAITING["underway"],
        late=_late,
        tone="warn",
        order=70,
    ),
    Waiting(
        code="oversight.to_decide",
        label=_("Discipline to decide"),
        note=_("heard, before my body"),
        list_code="oversight.penalties",
        asked={"mine": "to_decide"},
        inbox=Inbox(among=_penalties, oldest="proposed_on", row=_penalty_row),
        condition=queries.to_decide,
        tone="accent",
        section=Section.DECISION,
        order=71,
    ),
    Waiting(
        code="oversight.to_judge",
        label=_("Complaints to decide"),
        note=_("about discipline by bodies below"),
        list_code="oversight.appeals",
        asked={"mine": "to_judge"},
        inbox=Inbox(among=_appeals, oldest="due_on", row=_appeal_row),
        condition=queries.to_judge,
        late=_late,
        tone="accent",
        section=Section.DECISION,
        order=72,
    ),
    Waiting(
        code="oversight.to_answer",
        label=_("Cases about me"),
        note=_("I can state my view"),
        list_code="oversight.sides",
        asked={"mine": "to_answer"},
        inbox=Inbox(among=_sides, oldest="opened_on", row=_side_row),
        condition=queries.to_answer,
        tone="warn",
        order=73,
    ),
)
