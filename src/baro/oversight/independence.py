"""Who may not work on a case, and why: told from plain facts, so that generated organisations can try it.

It asks no database: `baro.oversight.queries` gathers the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from baro.org.people.ends import years_after
from baro.oversight.rulebook import Exclusion, Independence


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was in a unit until a day; ``until`` is None while they still are, ``leads`` when they head it."""

    unit: int
    until: date | None = None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with every unit in which they are or were."""

    person: int
    stays: tuple[Stay, ...] = ()

    def units(self, *, since: date) -> set[int]:
        """The units in which they were on that day or later."""
        return {stay.unit for stay in self.stays if stay.until is None or stay.until >= since}

    @property
    def now(self) -> set[int]:
        """The units in which they are."""
        return {stay.unit for stay in self.stays if stay.until is None}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a case concerns: a person or nobody, the unit with all that went over into it, the units above each unit.

    ``above`` tells by unit the units above it, the nearest first.
    """

    units: frozenset[int]
    person: Somebody | None = None
    above: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An exclusion that holds for somebody."""

    exclusion: Exclusion

    @property
    def blocks(self) -> bool:
        """Whether it is certain."""
        return self.exclusion.blocks

    def __str__(self) -> str:
        return str(self.exclusion.names)


def conflicts(rule: Independence, body: str, somebody: Somebody, subject: Subject, day: date) -> list[Conflict]:
    """Every exclusion of the rule that holds for somebody in a case of a body of that kind, those that block first."""
    found = [
        Conflict(row)
        for row in rule.rows
        if body not in row.except_bodies and row.id in set(_holding(row, somebody, subject, day))
    ]
    return sorted(found, key=lambda one: not one.blocks)


def _holding(row: Exclusion, somebody: Somebody, subject: Subject, day: date) -> Iterator[str]:
    since = years_after(day, -row.years) if row.years else day
    if subject.person and somebody.person == subject.person.person:
        yield "own_case"
    if somebody.units(since=since) & _units_of(subject, since):
        yield "same_unit"
    if ({stay.unit for stay in somebody.stays} - somebody.now) & subject.units:
        yield "earlier_unit"
    if subject.person and _leads_over(subject.person, somebody, subject):
        yield "superior"
    if _directly_above(somebody.now, subject) & _directly_above(set(subject.units), subject):
        yield "shared_superior"


def _units_of(subject: Subject, since: date) -> set[int]:
    """The unit of the case with what went over into it, and where the person concerned was since then."""
    return set(subject.units) | (subject.person.units(since=since) if subject.person else set())


def _leads_over(chief: Somebody, somebody: Somebody, subject: Subject) -> bool:
    """Whether the one heads a unit in which the other is, or a unit above it."""
    led = {stay.unit for stay in chief.stays if stay.leads and stay.until is None}
    return any(led & {unit, *subject.above.get(unit, ())} for unit in somebody.now)


def _directly_above(units: Iterable[int], subject: Subject) -> set[int]:
    return {subject.above[unit][0] for unit in units if subject.above.get(unit)}


def fit(rule: Independence, body: str, people: Iterable[Somebody], subject: Subject, day: date) -> list[Somebody]:
    """Those whom nothing certain excludes, the ones with fewest possible exclusions first."""
    told = [(one, conflicts(rule, body, one, subject, day)) for one in people]
    free = [(len(found), one) for one, found in told if not any(conflict.blocks for conflict in found)]
    return [one for _count, one in sorted(free, key=lambda pair: pair[0])]
