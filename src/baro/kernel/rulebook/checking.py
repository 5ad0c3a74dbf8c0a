"""Checks every rule file and lists what is only assumed: the answer of ``baro rules check``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from baro.kernel.rulebook.body import Certainty, Entry, RuleBody, rule_types
from baro.kernel.rulebook.book import Rulebook, gaps, opened
from baro.kernel.rulebook.rule import Problem, Rule
from baro.kernel.rulebook.sheets import read_everything


@dataclass(frozen=True, slots=True)
class Assumption:
    """A rule, or one row of it, that nobody has checked against the text; ``place`` is empty for a whole version."""

    rule: Rule[Any]
    place: str
    what: Entry
    source: str

    @property
    def version(self) -> str:
        """The version of the rule."""
        return self.rule.version

    def __str__(self) -> str:
        return f"{self.version} {self.place}".strip()


@dataclass(frozen=True, slots=True)
class Findings:
    """Truthy when every rule file is in order."""

    problems: tuple[Problem, ...]
    assumed: tuple[Assumption, ...]
    versions: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.problems


def assumed_on(day: date) -> list[Assumption]:
    """What is only assumed in the rules in force on a day.

    Raises RulebookBroken when a rule cannot be used.
    """
    book = opened()
    rules = [rule for body_type in rule_types().values() for rule in book.versions(body_type) if rule.covers(day)]
    return [assumption for rule in rules for assumption in _assumptions(rule)]


def check() -> Findings:
    """Read all rule files anew: what is wrong with them, which versions there are, what is assumed."""
    book = Rulebook(*read_everything())
    readings = [book.reading(body_type) for body_type in rule_types().values()]
    rules = [rule for reading in readings for rule in reading.rules]
    problems = [*book.unreadable, *_undeclared(book), *_missing(book)]
    for reading in readings:
        problems += [*reading.problems, *gaps(reading.rules)]
    if not problems:  # rules are held against each other once each of them can be used
        problems += _contradictions(book)
    return Findings(
        tuple(problems),
        tuple(assumption for rule in rules for assumption in _assumptions(rule)),
        tuple(rule.version for rule in rules),
    )


def _undeclared(book: Rulebook) -> Iterator[Problem]:
    for sheet in book.sheets:
        if sheet.code not in rule_types():
            sentence = _("Baro knows no rule “%(code)s”; it knows %(known)s.")
            known = ", ".join(rule_types())
            yield Problem(sheet.file, "code", sentence % {"code": sheet.code, "known": known})


def _missing(book: Rulebook) -> Iterator[Problem]:
    found = {sheet.code for sheet in book.sheets}
    for code in rule_types():
        if code not in found:
            sentence = _("No file holds the rule “%(code)s”.") % {"code": code}
            yield Problem(Path(f"{code}.toml"), "", sentence)


def _contradictions(book: Rulebook) -> Iterator[Problem]:
    """What each version says against the other rules in force on its first day."""
    for body_type in rule_types().values():
        for rule in book.reading(body_type).rules:
            day = rule.valid_from
            for sentence in rule.body.contradictions(day, partial(_body_on, book, day)):
                yield Problem(rule.file, _("version from %(day)s") % {"day": day}, sentence)


def _body_on(book: Rulebook, day: date, body_type: type[RuleBody]) -> RuleBody | None:
    return next((rule.body for rule in book.reading(body_type).rules if rule.covers(day)), None)


def _assumptions(rule: Rule[RuleBody]) -> Iterator[Assumption]:
    if rule.certainty is Certainty.ASSUMED:
        yield Assumption(rule, "", rule.body, str(rule.source))
    for place, row in rule.body.assumed_rows():
        yield Assumption(rule, place, row, str(row.source or rule.source))
