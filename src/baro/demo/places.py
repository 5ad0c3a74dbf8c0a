"""The districts and communes of the demo province until 31 October 2024, until 30 June 2025, and its communes since.

places/README.md and nation/README.md name the sources.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from baro.demo.nation.places import lineage

FOLDER = Path(__file__).parent / "places"
FILE, BEFORE = FOLDER / "quang-ninh-2024.csv", FOLDER / "until-2024-10-31.toml"
PROVINCE = "22"
TWO_WORDS = ("Thành", "Thị", "Đặc")  # Thành phố, Thị xã, Thị trấn, Đặc khu


@dataclass(frozen=True, slots=True)
class Place:
    """A district or commune: its code, what it is (Phường, Huyện ...) and its proper name."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """A district with its communes, in the order of the file."""

    place: Place
    communes: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An old commune, or a part of it, that went into a new one; of its successors one is the main one."""

    old: Place
    whole: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune since 1 July 2025 with what it was made of: the old commune that leads comes first."""

    place: Place
    parts: tuple[Part, ...]


@cache
def districts() -> tuple[District, ...]:
    """The districts of the province with their communes, until 30 June 2025."""
    return tuple(_districts())


@cache
def districts_before() -> tuple[District, ...]:
    """The districts of the province with their communes until 31 October 2024; those that ended then come last."""
    return tuple(
        District(_before(one.place), (*map(_before, one.communes), *_ended_in(one.place.code))) for one in districts()
    )


@cache
def _changes() -> dict[str, Any]:
    return tomllib.loads(BEFORE.read_text(encoding="utf-8"))


def decision_of_2024() -> str:
    """What decided about the changes of 1 November 2024."""
    return str(_changes()["decision"])


def ended_in_2024() -> dict[str, str]:
    """The codes of the communes that ended on 1 November 2024 to those of the communes into which they went."""
    return {row["code"]: row["into"] for row in _changes()["ended"]}


def founded_in_2024() -> list[str]:
    """The codes of the communes that were founded on 1 November 2024, which other communes bore before."""
    return [row["code"] for row in _changes()["former"] if row.get("founded")]


def renamed_in_2024() -> list[str]:
    """The codes of what was called otherwise until 1 November 2024."""
    return [row["code"] for row in _changes()["former"] if not row.get("founded")]


def _before(place: Place) -> Place:
    former = {row["code"]: Place(row["code"], row["kind"], row["name"]) for row in _changes()["former"]}
    return former.get(place.code, place)


def _ended_in(district: str) -> Iterator[Place]:
    rows = (row for row in _changes()["ended"] if row["district"] == district)
    return (Place(row["code"], row["kind"], row["name"]) for row in rows)


@cache
def communes() -> tuple[Commune, ...]:
    """The communes of the province since 1 July 2025, in the order of their codes."""
    rows = [row for row in lineage() if row["new_province_code"] == PROVINCE]
    old = {place.code: place for district in districts() for place in district.communes}
    found: dict[Place, list[Part]] = {}
    for row in rows:
        part = Part(old[row["old_commune_code"]], row["how"] == "whole", row["main_successor"] == "yes")
        found.setdefault(_place(row["new_commune_code"], row["new_commune"]), []).append(part)
    return tuple(_commune(place, found[place]) for place in sorted(found, key=lambda place: place.code))


def _commune(place: Place, parts: list[Part]) -> Commune:
    """The old commune leads whose code the new one bears, or else whose name, of those that mainly went into it."""

    def place_in_line(part: Part) -> tuple[bool, bool, bool]:
        return (not part.main, part.old.code != place.code, part.old.name != place.name)

    return Commune(place, tuple(sorted(parts, key=place_in_line)))


def _districts() -> Iterator[District]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for (code, name), rows in groupby(csv.DictReader(file), key=itemgetter("district_code", "district")):
            communes = tuple(_place(row["commune_code"], row["commune"]) for row in rows)
            yield District(_place(code, name), communes)


def _place(code: str, full_name: str) -> Place:
    """A place from its full name."""
    words = full_name.split()
    length = 2 if words[0] in TWO_WORDS else 1
    return Place(code, " ".join(words[:length]), " ".join(words[length:]))
