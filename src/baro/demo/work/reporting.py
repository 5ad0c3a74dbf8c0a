"""The yearly reports of the province: one published, one that waits, one begun; and figures to be published."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from django.utils import translation

from baro.demo.clock import hour_of
from baro.demo.units import ROOT
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.reports.actions import writing
from baro.statistics.actions.publishing import freeze

FILE = Path(__file__).parent / "reporting.toml"
CHIEF, LEADER = "QN-VPTU/Chánh Văn phòng", "QN/Bí thư"
TOLD_ON, TOLD = date(2025, 2, 12), 2024  # when the returns of that year are in
FROZEN = 2023


def deeds_of_reporting(days: Days) -> Iterator[Deed]:
    """The report of 2024 in three languages with its figures; those of last year and of this one, not finished."""
    this_year = days.today.year
    yield Deed(hour_of(TOLD_ON, 9), partial(_report, TOLD, "told", "approve"))
    if this_year - 1 > TOLD:
        yield Deed(days.hour(-12, 9), partial(_report, this_year - 1, "waiting", "submit"))
    yield Deed(days.hour(-11, 9), partial(_report, this_year, "begun", "write"))
    yield Deed(days.hour(-11, 10), _freeze)


def _report(year: int, texts: str, until: str, desk: Desk) -> None:
    """Begin the report of a year, write around its figures, and go on with it until a verb."""
    with translation.override("vi"):  # published figures keep the title as it was said then
        _written(year, texts, until, desk)


def _written(year: int, texts: str, until: str, desk: Desk) -> None:
    chief = desk.actor(CHIEF)
    report = writing.draft(unit=desk.unit(ROOT), year=year, by=chief)
    for language, said in tomllib.loads(FILE.read_text())[texts].items():
        told = {
            chapter: {place: text.replace("{year}", str(year)) for place, text in places.items()}
            for chapter, places in said.items()
        }
        writing.write(report.pk, language=language, texts=told, by=chief)
    if until != "write":
        writing.submit(report.pk, by=chief)
    if until == "approve":
        writing.approve(report.pk, by=desk.actor(LEADER))


def _freeze(desk: Desk) -> None:
    """The figures of a year that were never published, for the leader to publish."""
    freeze(unit=desk.unit(ROOT), year=FROZEN, title=f"Số liệu năm {FROZEN}", by=desk.actor(CHIEF))
