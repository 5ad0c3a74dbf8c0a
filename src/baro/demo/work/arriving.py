"""Incoming documents: registered from their papers, presented, instructed or filed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from baro.demo.units import OFFICE
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk, place
from baro.demo.work.letters import letter_of
from baro.demo.work.plan import Incoming
from baro.documents.actions import handling, receiving
from baro.documents.actions.bringing import bring
from baro.documents.actions.recognising import recognise


def deeds_of(row: int, incoming: Incoming, days: Days) -> Iterator[Deed]:
    """What is done with one incoming document."""
    key = incoming.key or f"incoming {row}"
    enter = partial(_take_in, key, incoming) if incoming.origin else partial(_register, key, incoming, days)
    yield Deed(days.hour(incoming.arrived, 8, row), enter)
    if incoming.presented is not None:
        yield Deed(days.hour(incoming.presented, 9, row), partial(_present, key, incoming))
    if incoming.instructed is not None:
        yield Deed(days.hour(incoming.instructed, 10, row), partial(_instruct, key, incoming, days))
    if incoming.filed is not None:
        yield Deed(days.hour(incoming.filed, 10, row), partial(_file, key, incoming))


def _register(key: str, incoming: Incoming, days: Days, desk: Desk) -> None:
    letter, by, unit = letter_of(incoming, days), desk.clerk(incoming.unit), desk.unit(incoming.unit)
    papers = [bring(letter.file, unit, by=by)] if letter.file else []
    for paper in papers:
        recognise(paper.pk)
    document = receiving.register(
        unit=unit,
        type=letter.type,
        issuer=incoming.issuer,
        symbol=letter.symbol,
        issued_on=letter.issued_on,
        abstract=letter.abstract,
        arrived_on=days.of(incoming.arrived),
        urgency=letter.urgency,
        secrecy=incoming.secrecy,
        papers=[paper.pk for paper in papers],
        by=by,
    )
    desk.documents[key] = document.pk


def _take_in(key: str, incoming: Incoming, desk: Desk) -> None:
    arrived = desk.copy(incoming.origin, incoming.unit)
    desk.documents[key] = receiving.take_in(arrived.pk, by=desk.clerk(incoming.unit)).pk


def _office(register: str) -> str:
    """The place of who presents documents of a register."""
    return place(OFFICE if register in ("QN", "QN-BTV") else register, "Chánh Văn phòng")


def _present(key: str, incoming: Incoming, desk: Desk) -> None:
    leader = desk.post(place(incoming.unit, "Bí thư"))
    by = desk.actor(_office(incoming.unit))
    handling.present(desk.documents[key], leader=leader, proposal=incoming.proposal, by=by)


def _instruct(key: str, incoming: Incoming, days: Days, desk: Desk) -> None:
    handling.instruct(
        desk.documents[key],
        instruction=incoming.instruction,
        lead=desk.unit(incoming.lead),
        coordinates=desk.units(incoming.coordinates),
        informs=desk.units(incoming.informs),
        due_on=days.maybe(incoming.due),
        by=desk.actor(place(incoming.unit, "Bí thư")),
    )


def _file(key: str, incoming: Incoming, desk: Desk) -> None:
    handling.file(desk.documents[key], by=desk.actor(_office(incoming.unit)))
