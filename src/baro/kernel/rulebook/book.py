"""The opened rulebook: chooses among shipped and own versions, checks their content, answers what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, cast

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import ValidationError

from baro.kernel.rulebook.body import RuleBody, rule_types
from baro.kernel.rulebook.rule import Body, NoRuleInForce, Problem, Rule, RulebookBroken
from baro.kernel.rulebook.sheets import Draft, Sheet, complaints, read_everything


class _Placed(NamedTuple):
    """A draft, and the sheet it stands on."""

    draft: Draft
    sheet: Sheet

    @property
    def place(self) -> str:
        return _("version from %(day)s") % {"day": self.draft.valid_from.isoformat()}


@dataclass(frozen=True, slots=True)
class Reading:
    """The versions of one rule in order of time, and what is wrong with them."""

    rules: tuple[Rule[Any], ...]
    problems: tuple[Problem, ...]


class Rulebook:
    """Everything that was read once; the content of a rule is checked when it is first asked for."""

    def __init__(self, sheets: Sequence[Sheet], unreadable: Sequence[Problem]) -> None:
        self.sheets = tuple(sheets)
        self.unreadable = tuple(unreadable)
        self._readings: dict[str, Reading] = {}

    def reading(self, body_type: type[RuleBody]) -> Reading:
        """The versions of a rule that can be used, with the problems of those that cannot."""
        code = body_type.rule_code
        if code not in self._readings:
            self._readings[code] = self._read(body_type)
        return self._readings[code]

    def versions(self, body_type: type[Body]) -> tuple[Rule[Body], ...]:
        """Every version of a rule, oldest first.

        Raises RulebookBroken when a file cannot be read or the versions contradict each other.
        """
        reading = self.reading(body_type)
        problems = self.unreadable + reading.problems
        if problems:
            raise RulebookBroken(problems)
        return cast(tuple[Rule[Body], ...], reading.rules)

    def in_force(self, body_type: type[Body], on: date) -> Rule[Body]:
        """The version in force on a day.

        Raises NoRuleInForce when there is none, RulebookBroken when the rule cannot be used.
        """
        rules = self.versions(body_type)
        for rule in reversed(rules):
            if rule.covers(on):
                return rule
        known = ", ".join(f"{r.valid_from} – {r.valid_to or '…'}" for r in rules) or "no version at all"
        raise NoRuleInForce(f"no version of {body_type.rule_code} is in force on {on} (there is: {known})")

    def closest(self, body_type: type[Body], on: date) -> Rule[Body]:
        """The version in force on a day or, for days before the oldest version, the oldest one.

        Raises like `in_force`.
        """
        rules = self.versions(body_type)
        return self.in_force(body_type, max(on, rules[0].valid_from) if rules else on)

    def _read(self, body_type: type[RuleBody]) -> Reading:
        rules: list[Rule[Any]] = []
        problems: list[Problem] = []
        for placed in self._chosen(body_type.rule_code):
            found = self._validated(body_type, placed)
            if isinstance(found, Rule):
                rules.append(found)
            else:
                problems.extend(found)
        rules.sort(key=lambda rule: rule.valid_from)
        return Reading(tuple(rules), (*problems, *overlaps(rules)))

    def _placed(self, code: str, *, local: bool) -> list[_Placed]:
        return [
            _Placed(draft, sheet)
            for sheet in self.sheets
            if sheet.code == code and sheet.local is local
            for draft in sheet.drafts
        ]

    def _chosen(self, code: str) -> list[_Placed]:
        own = self._placed(code, local=True)
        replaced = {placed.draft.valid_from for placed in own}
        shipped = self._placed(code, local=False)
        return [placed for placed in shipped if placed.draft.valid_from not in replaced] + own

    def _validated(self, body_type: type[RuleBody], placed: _Placed) -> Rule[Any] | list[Problem]:
        draft, sheet = placed
        content = self._content(sheet.code, placed)
        if content is None:
            sentence = _("There is no version from %(day)s with a body of its own to take the content from.")
            return [Problem(sheet.file, placed.place, sentence % {"day": draft.same_body_as})]
        try:
            body = body_type.model_validate(content)
        except ValidationError as error:
            return complaints(sheet.file, placed.place, error)
        return Rule(body, draft.valid_from, draft.valid_to, draft.source, draft.certainty, sheet.file, sheet.local)

    def _content(self, code: str, placed: _Placed) -> dict[str, Any] | None:
        """The body of a draft; an own version may point at the shipped one that it replaces."""
        own, same = placed.draft.body, placed.draft.same_body_as
        if same is None:
            return own
        for other in (*self._placed(code, local=True), *self._placed(code, local=False)):
            whole = other.draft.body is not None and other.draft.same_body_as is None
            if whole and other.draft.valid_from == same:
                return {**(other.draft.body or {}), **(own or {})}
        return None


def overlaps(rules: Sequence[Rule[Any]]) -> Iterator[Problem]:
    """A problem for each two versions of a rule that are in force on the same day."""
    for earlier, later in pairwise(rules):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            sentence = _(
                "The version from %(earlier)s (%(file)s) is still in force on that day; end it on %(end)s or earlier."
            ) % {
                "earlier": earlier.valid_from,
                "file": earlier.file.name,
                "end": later.valid_from - timedelta(days=1),
            }
            yield Problem(later.file, _("version from %(day)s") % {"day": later.valid_from}, sentence)


def gaps(rules: Sequence[Rule[Any]]) -> Iterator[Problem]:
    """A problem for each stretch of days between two versions on which no version is in force."""
    for earlier, later in pairwise(rules):
        if earlier.valid_to is not None and earlier.valid_to + timedelta(days=1) < later.valid_from:
            sentence = _("No version is in force from %(first)s to %(last)s.") % {
                "first": earlier.valid_to + timedelta(days=1),
                "last": later.valid_from - timedelta(days=1),
            }
            yield Problem(later.file, _("version from %(day)s") % {"day": later.valid_from}, sentence)


@lru_cache(maxsize=1)
def opened() -> Rulebook:
    """The rulebook, read once for the life of the program."""
    return Rulebook(*read_everything())


def reopen() -> Rulebook:
    """Forget what was read and read again."""
    opened.cache_clear()
    return opened()


def in_force(body_type: type[Body], *, on: date | None = None) -> Rule[Body]:
    """The version of a rule in force on a day, today when none is given; typed by its content.

    Raises NoRuleInForce when there is none, RulebookBroken when the rule cannot be used.
    """
    return opened().in_force(body_type, on or timezone.localdate())


def today(body_type: type[Body]) -> Body:
    """What a rule says today.

    Raises like `in_force`.
    """
    return in_force(body_type).body


def closest(body_type: type[Body], *, on: date) -> Rule[Body]:
    """The same, but the oldest version for days before it: for showing what is older than the rulebook.

    Raises like `in_force`.
    """
    return opened().closest(body_type, on)


def names(body_type: type[RuleBody], *, on: date | None = None) -> dict[Any, str]:
    """What a rule names on a day (today when none is given), in the reader's language, by what a record keeps of it.

    Raises like `closest`.
    """
    return _names(opened(), body_type, on or timezone.localdate(), get_language() or "").copy()


@lru_cache(maxsize=256)
def _names(book: Rulebook, body_type: type[RuleBody], day: date, _language: str) -> dict[Any, str]:
    """Kept for each day and language, because a list asks once for each row."""
    return {key: str(called) for key, called in book.closest(body_type, day).body.named()}


def versions(body_type: type[Body]) -> tuple[Rule[Body], ...]:
    """Every version of a rule, oldest first.

    Raises RulebookBroken when the rule cannot be used.
    """
    return opened().versions(body_type)


def by_version(version: str) -> Rule[RuleBody]:
    """The version that a record stored, as in ``documents.types@2026-01-09``.

    Raises NoRuleInForce when the rulebook no longer holds it.
    """
    code = version.partition("@")[0]
    declared = rule_types().get(code)
    for rule in opened().versions(declared) if declared else ():
        if rule.version == version:
            return rule
    raise NoRuleInForce(f"the rulebook does not hold {version}")
