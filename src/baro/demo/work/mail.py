"""What came into the mailbox of the provincial office: two letters, an advertisement, a scan from the front desk."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from baro.demo.units import ROOT
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.demo.work.letters import written
from baro.demo.work.plan import Made
from baro.documents.actions.recognising import recognise
from baro.intake.actions import arriving
from baro.intake.models import Channel


def deeds_of_mail(days: Days) -> Iterator[Deed]:
    """Each at its hour; what is no document is set aside by the clerk."""
    told = tomllib.loads((Path(__file__).parent / "mail.toml").read_text(encoding="utf-8"))
    for row, one in enumerate(told["delivery"]):
        yield Deed(days.hour(-one["ago"], 13, row), partial(_come, one, days))


def _come(one: dict[str, Any], days: Days, desk: Desk) -> None:
    files = [(one["file"], written(Made(**one["letter"]), days))] if "letter" in one else []
    came = arriving.Came(
        Channel(one["channel"]), f"demo-{one['subject']}"[:64], one.get("sender", ""), one["subject"],
        one.get("words", ""), files, one.get("left_out", ()),
    )  # fmt: skip
    found = arriving.arrive(desk.unit(ROOT), came)
    if found is None:
        raise AssertionError(f"{one['subject']} came before")
    for paper in found.papers.all():
        recognise(paper.file_id)
    if reason := one.get("aside"):
        arriving.set_aside(found.pk, reason=reason, by=desk.clerk(ROOT))
