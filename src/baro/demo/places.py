"""The places of the demo province as they were at the end of 2024 (places/README.md names their source)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

FILE = Path(__file__).parent / "places" / "quang-ninh-2024.csv"


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


@cache
def districts() -> tuple[District, ...]:
    """The districts of the province with their communes."""
    return tuple(_districts())


def _districts() -> Iterator[District]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for (code, name), rows in groupby(csv.DictReader(file), key=itemgetter("district_code", "district")):
            communes = tuple(_place(row["commune_code"], row["commune"]) for row in rows)
            yield District(_place(code, name), communes)


def _place(code: str, full_name: str) -> Place:
    """A place from its full name; “Thành phố”, “Thị xã” and “Thị trấn” are two words."""
    words = full_name.split()
    length = 2 if words[0] in ("Thành", "Thị") else 1
    return Place(code, " ".join(words[:length]), " ".join(words[length:]))
