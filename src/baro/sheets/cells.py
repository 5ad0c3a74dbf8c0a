"""What stands in a cell, understood: text, days in the ways that people and spreadsheets write them, choices."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.periods import day_written, why_not_meant
from baro.kernel.rulebook import Dates
from baro.kernel.texts import tidied
from baro.sheets.numbers import number_written
from baro.sheets.shapes import CHOICE, DAY, NUMBER, Column, plainly

SERIAL = re.compile(r"\d{5}(?:\.0+)?")
EPOCH = date(1899, 12, 30)  # of Excel's counted days


class Wrong(Exception):  # noqa: N818 - a finding, not an accident
    """A cell that cannot be understood: ``code`` is a key of `remedies.REMEDIES`."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Raw:
    """What a file has in a cell; ``wrong`` is the remedy for what no list may hold, such as a formula."""

    value: Any
    wrong: str = ""

    def __bool__(self) -> bool:
        return self.value not in (None, "")

    @property
    def shown(self) -> str:
        """As it is said again beside a mistake, or in the file with them."""
        value = self.value
        if isinstance(value, datetime) and value.time() == time():
            value = value.date()
        return "" if value is None else as_words(value)


def as_words(value: Any) -> str:
    """A value as text: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(slots=True)
class Understanding:
    """Understands the cells of one column; ``epoch`` is the first of a workbook's counted days."""

    column: Column
    epoch: date = EPOCH
    words: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.column.choice_words()

    def __call__(self, raw: Raw) -> Any:
        """The text, day, number or choice; empty text for an empty cell.

        Raises Wrong.
        """
        if raw.wrong:
            raise Wrong(raw.wrong)
        if not raw:
            return ""
        if self.column.holds == DAY:
            return self._day(raw.value)
        if isinstance(raw.value, date | time | timedelta):
            raise Wrong("became_day")
        if self.column.holds == NUMBER:
            return self._number(raw.value)
        text = self._text(as_words(raw.value))
        return self._choice(text) if self.column.holds == CHOICE and text else text

    def _text(self, text: str) -> str:
        text = " ".join(tidied(text).split())
        if not text.isprintable() and any(unicodedata.category(sign) in ("Cc", "Cs", "Cn") for sign in text):
            raise Wrong("signs")
        if len(text) > self.column.longest:
            raise Wrong("too_long", most=self.column.longest)
        return text

    def _number(self, value: Any) -> Decimal:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Decimal(str(value))
        number = number_written(as_words(value))
        if number is None:
            raise Wrong("no_number")
        return number

    def _choice(self, text: str) -> str:
        if found := self.words.get(plainly(text)):
            return found
        near = difflib.get_close_matches(plainly(text), self.words, n=1, cutoff=0.7)
        if near:
            raise Wrong("nearest", nearest=self.words[near[0]])
        raise Wrong("choice", words="")

    def _day(self, value: Any) -> date:
        day = value.date() if isinstance(value, datetime) else value
        if not isinstance(day, date):
            day = day_in(as_words(value).strip(), self.epoch)
        if why_not_meant(day, today := timezone.localdate()):
            oldest = rulebook.in_force(Dates, on=today).body.oldest_day
            raise Wrong("too_early", year=oldest.year) if day < oldest else Wrong("too_far")
        return day


def day_in(text: str, epoch: date = EPOCH) -> date:
    """The day that a text names, day first or year first, or as a spreadsheet counts it.

    Raises Wrong for what is no day of the calendar.
    """
    if SERIAL.fullmatch(text):
        return epoch + timedelta(days=int(float(text)))
    day = day_written(text)
    if day is None:
        raise Wrong("no_day")
    return day
