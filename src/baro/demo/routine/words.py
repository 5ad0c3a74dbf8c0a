"""The words of the routine: papers and work that are never called the same, drawn from a file with a fixed seed."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "routine.toml"
TRIES = 12


class Row(BaseModel):
    """A table of the file; a name that is not expected is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Timed(Row):
    """A matter that there is only for a time."""

    matter: str
    first: date = date.min
    last: date = date.max


class Field(Row):
    """A field of work: which board leads in it, who writes about it, and the matters that there are."""

    lead: str
    issuers: tuple[str, ...]
    matters: tuple[str, ...]
    timed: tuple[Timed, ...] = ()

    def matters_on(self, day: date) -> list[str]:
        """The matters of a day."""
        return [*self.matters, *(one.matter for one in self.timed if one.first <= day <= one.last)]


class Issuer(Row):
    """Who writes to the registers from outside, and what they were called before a day."""

    name: str
    suffix: str
    state: bool = False
    since: date = date.min
    before: str = ""
    before_suffix: str = ""

    def on(self, day: date) -> tuple[str, str]:
        """Name and suffix on a day."""
        return (self.name, self.suffix) if day >= self.since else (self.before, self.before_suffix)


class Paper(Row):
    """How papers of a type say what they are about, and how often there are any; ``own`` ones never from outside."""

    type: str
    often: int
    own: bool = False
    about: tuple[str, ...]


class Work(Row):
    """What is given to a body or to a place, each with its product."""

    of: Literal["body", "place"]
    says: tuple[tuple[str, str], ...]


class Said(Row):
    """What people say about papers and work."""

    proposals: tuple[str, ...]
    instructions: tuple[str, ...]
    reports: tuple[str, ...]
    results: tuple[str, ...]
    returns: tuple[str, ...]
    urges: tuple[str, ...]
    extensions: tuple[str, ...]
    cancels: tuple[str, ...]
    sent_back: tuple[str, ...]
    bodies: tuple[str, ...]


class Words(Row):
    """The whole file."""

    field: tuple[Field, ...]
    issuers: dict[str, Issuer]
    paper: tuple[Paper, ...]
    work: tuple[Work, ...]
    said: Said


@cache
def words() -> Words:
    """The file, checked."""
    return Words.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter with the field that it belongs to, on a day in a place."""

    field: Field
    matter: str
    day: date
    where: str

    def filled(self, pattern: str, draw: Random) -> str:
        """A pattern with the matter, the place, a period and the year in it."""
        said = {"matter": self.matter, "place": self.where, "period": period_before(self.day, draw)}
        return pattern.format(**said, year=self.day.year + (self.day.month == 12))


class Speaker:
    """Draws topics and what is said about them; a title that was given once is not given again."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311 - invented words are no secret
        self._given: Counter[tuple[str, str]] = Counter()

    def topic(self, day: date, where: str) -> Topic:
        """A matter of any field."""
        field = self.draw.choice(words().field)
        return Topic(field, self.draw.choice(field.matters_on(day)), day, where)

    def paper(self, topic: Topic, register: str, *, types: tuple[str, ...] = ()) -> tuple[str, str]:
        """Type and abstract, once in a register, of a paper from outside or of one that is issued in these types."""
        papers = [paper for paper in words().paper if (paper.type in types if types else not paper.own)]
        (kind,) = self.draw.choices(papers, weights=[paper.often for paper in papers])
        return kind.type, self._drawn(register, topic, kind.about)[1]

    def work(self, topic: Topic, unit: str, of: str) -> tuple[str, str]:
        """A piece of work and its product, once for a unit."""
        says = dict(next(work.says for work in words().work if work.of == of))
        pattern, said = self._drawn(unit, topic, tuple(says))
        return said, says[pattern]

    def say(self, among: tuple[str, ...]) -> str:
        """One of some sentences."""
        return self.draw.choice(among)

    def _drawn(self, where: str, topic: Topic, patterns: tuple[str, ...]) -> tuple[str, str]:
        """A pattern and what it says that was not said there yet; the last try names which time it is."""
        for _try in range(TRIES):
            pattern = self.draw.choice(patterns)
            said = " ".join(topic.filled(pattern, self.draw).split())
            if not self._given[where, said]:
                break
        self._given[where, said] += 1
        times = self._given[where, said]
        return pattern, said if times == 1 else f"{said} (lần {times})"


def period_before(day: date, draw: Random) -> str:
    """A period that is over on a day, or nearly."""
    last = day.replace(day=1)
    month = (last.month - 2) % 12 + 1
    year = last.year - (last.month == 1)
    quarter = f"quý {('IV', 'I', 'II', 'III')[(day.month - 1) // 3]} năm {day.year - (day.month <= 3)}"
    return draw.choice((f"tháng {month:02d} năm {year}", quarter, f"tháng {month:02d} năm {year}"))


def signed(issuer: Issuer, type_code: str, number: int, day: date) -> str:
    """The symbol as an issuer from outside writes it."""
    _name, suffix = issuer.on(day)
    if issuer.state:
        return f"{number}/{suffix}" if type_code == "CV" else f"{number}/{type_code}-{suffix}"
    return f"{number}-{type_code}/{suffix}"
