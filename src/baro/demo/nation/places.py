"""The country's places until 30 June 2025, and what became of them the next day (README.md names the source)."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
Row = dict[str, str]


def _rows(name: str) -> Iterator[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def until() -> list[Row]:
    """A row for each commune with its district and province, and one for each district without communes."""
    return list(_rows("until-2025-06-30.csv"))


@cache
def lineage() -> list[Row]:
    """A row for each old commune and each new one that it went into."""
    return list(_rows("lineage-2025-07-01.csv"))


def provinces_after() -> dict[str, str]:
    """Code to name of the provinces from 1 July 2025."""
    return {row["new_province_code"]: row["new_province"] for row in lineage()}


def province_successors() -> dict[str, str]:
    """Code of each old province to that of the new one which most of its communes went to."""
    province = {row["commune_code"]: row["province_code"] for row in until() if row["commune_code"]}
    goals: dict[str, Counter[str]] = defaultdict(Counter)
    for row in lineage():
        if row["main_successor"] == "yes" and row["old_commune_code"]:
            goals[province[row["old_commune_code"]]][row["new_province_code"]] += 1
    return {old: counted.most_common(1)[0][0] for old, counted in goals.items()}
