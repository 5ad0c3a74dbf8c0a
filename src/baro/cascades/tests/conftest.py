"""Cascades of the town, each reached through the real actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from baro.cascades.actions import answering, drafting, saving_sets, sending
from baro.cascades.models import Cascade, Recipient, UnitSet
from baro.org.models import UnitKind
from tests.world import World


class CascadeWorld:
    """What Chi, chief of the provincial office, asks of the wards Hà Lầm (Eve) and Cao Xanh (Dov)."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: dict[str, Any] = {
            "unit": world.unit("QN-VP"),
            "work": "Báo cáo số đảng viên mới kết nạp trong quý này",
            "product": "Số đảng viên mới",
            "authority": "Ban Thường vụ Tỉnh ủy",
            "below": world.unit("QN"),
            "kind": UnitKind.COMMUNE_COMMITTEE,
            "due_on": world.working_day,
            "asks": "number",
        }

    def drafted(self, **other: Any) -> Cascade:
        return drafting.draft(**({"by": self.world.chi} | self.asked | other))

    def with_form(self, **other: Any) -> Cascade:
        """A draft with a field of each kind."""
        cascade, by = self.drafted(**other), self.world.chi
        fields: tuple[dict[str, Any], ...] = (
            {"label": "Ghi chú", "kind": "text", "needed": False},
            {"label": "Xếp loại", "kind": "choice", "options": ("Tốt", "Khá")},
            {"label": "Ngày họp", "kind": "date"},
            {"label": "Đã họp", "kind": "yes_no"},
            {"label": "Biên bản", "kind": "file", "needed": False},
        )
        for one in fields:
            cascade = drafting.add_field(cascade.pk, by=by, **one)
        return cascade

    def sent(self, cascade: Cascade | None = None, **other: Any) -> Cascade:
        cascade = cascade or self.drafted(**other)
        seen = sending.look(cascade, by=self.world.chi).digest
        return sending.send(cascade.pk, seen=seen, by=self.world.chi)

    def of(self, cascade: Cascade, code: str) -> Recipient:
        """The recipient of a unit."""
        return Recipient.objects.get(cascade=cascade, unit__code=code)

    def answered(self, cascade: Cascade, code: str = "QN-HL", *, number: Any, **values: Any) -> Recipient:
        by = {"QN-HL": self.world.eve, "QN-CX": self.world.dov, "QN-HL-CB": self.world.fay}[code]
        return answering.answer(self.of(cascade, code).pk, values={"f1": number, **values}, by=by)

    def forwarded(self, cascade: Cascade, **other: Any) -> Cascade:
        """What Eve forwards to the cell under her ward, sent."""
        recipient, eve = self.of(cascade, "QN-HL"), self.world.eve
        due = drafting.latest_due(recipient)
        rule = {"below": recipient.unit, "direct": True, "due_on": due} | other
        draft = drafting.forward(recipient.pk, by=eve, **rule)
        return sending.send(draft.pk, seen=sending.look(draft, by=eve).digest, by=eve)

    def saved(self, *codes: str, name: str = "Các phường trọng điểm") -> UnitSet:
        units = [self.world.unit(code) for code in codes or ("QN-HL",)]
        return saving_sets.keep(unit=self.world.unit("QN-VP"), name=name, units=units, by=self.world.chi)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences that the tests expect are the source language's."""
    with translation.override("en"):
        yield


@pytest.fixture
def given(world: World) -> CascadeWorld:
    return CascadeWorld(world)
