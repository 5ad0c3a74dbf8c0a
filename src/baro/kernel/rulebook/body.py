"""What every rule has in common: a code, names in three languages, and how certain its text is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Protocol, TypeVar

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Certainty(StrEnum):
    """How a statement is known: read in the regulation, told by others, or assumed until somebody checks."""

    TEXT = "text"
    SECONDARY = "secondary"
    ASSUMED = "assumed"


class Entry(BaseModel):
    """A frozen part of a rule; a key that it does not know is a mistake of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Entry):
    """A name in Vietnamese (the law's own word), English and Arabic; ``str()`` gives the reader's."""

    vi: Text
    en: Text
    ar: Text

    def spoken(self, language: str) -> str:
        """The name in a language such as ``vi`` or ``ar-eg``; English where the rulebook does not speak it."""
        return {"vi": self.vi, "ar": self.ar}.get(language.partition("-")[0], self.en)

    def __str__(self) -> str:
        return self.spoken(get_language() or "en")


class Certain(Entry):
    """A row that says for itself how certain it is; ``source`` is given where it differs from the version's."""

    certainty: Certainty
    source: str | Names = ""


class RuleBody(Entry):
    """The typed content of a rule; ``class Motto(RuleBody, code="tasks.motto", called=_(...))`` says of which one."""

    rule_code: ClassVar[str]
    rule_title: ClassVar[Any]

    def __init_subclass__(cls, *, code: str, called: Any, **options: Any) -> None:
        super().__init_subclass__(**options)
        if code in _declared:
            raise ValueError(f"rule {code} is declared twice")
        cls.rule_code, cls.rule_title = code, called
        _declared[code] = cls

    def assumed_rows(self) -> Iterator[tuple[str, Certain]]:
        """The rows of the rule that are marked as assumed, each with its place."""
        return _assumed_in(self, "")

    def named(self) -> Iterator[tuple[Any, Names]]:
        """Its rows that have a name, by what a record keeps of them: none, unless the rule is a list of such rows."""
        yield from ()

    def contradictions(self, day: date, other: Callable[[type[Any]], Any]) -> Iterator[str]:
        """What it says from a day on against other rules, a sentence each: none, unless the rule looks at others.

        ``other`` gives the body of another rule that is in force on that day, or None.
        """
        yield from ()


_declared: dict[str, type[RuleBody]] = {}


def rule_types() -> dict[str, type[RuleBody]]:
    """Every declared content type by the code of its rule."""
    return dict(sorted(_declared.items()))


def _assumed_in(entry: Entry, place: str) -> Iterator[tuple[str, Certain]]:
    if isinstance(entry, Certain) and entry.certainty is Certainty.ASSUMED:
        yield place, entry
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        rows = enumerate(value, start=1) if isinstance(value, tuple) else [(0, value)]
        for position, row in rows:
            if isinstance(row, Entry):
                yield from _assumed_in(row, f"{place} {field} {_title(row) or position or ''}".strip())


def _title(row: Entry) -> str:
    """What a reader knows the row by: its id or the kinds of body it speaks about."""
    named = getattr(row, "id", "") or getattr(row, "kinds", "")
    return ", ".join(named) if isinstance(named, tuple) else str(named)


def refuse_repeats(what: str, names: list[str]) -> None:
    """Raise ValueError naming what a list names more than once."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} listed more than once: {', '.join(twice)}")


class Level(Protocol):
    """A row that is one degree of several."""

    @property
    def level(self) -> int:
        """Which degree, counted from nought."""
        ...


Degree = TypeVar("Degree", bound=Level)


def row_of_level(rows: Sequence[Degree], level: int, code: str) -> Degree:
    """The row of a level in the rule of a code.

    Raises KeyError when there is none.
    """
    for row in rows:
        if row.level == level:
            return row
    raise KeyError(f"{code} has no level {level}")


def refuse_holes(rows: Sequence[Level]) -> None:
    """Raise ValueError when the levels do not count from nought upwards."""
    levels = [row.level for row in rows]
    if levels != list(range(len(levels))):
        raise ValueError(f"levels must count from 0 upwards without a hole, not {levels}")
