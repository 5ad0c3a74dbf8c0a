"""Numbers as each language writes them, and the lists in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from babel.numbers import format_decimal

from baro.reports.rulebook import Yearly

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SPELT = {"en": "en_GB"}  # without a comma before the last "and"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one language writes numbers, with the digits that the rule names."""

    language: str
    digits: str

    def whole(self, value: int) -> str:
        """A count: 1.688 in Vietnamese, 1,688 in English and Arabic."""
        return self._written(value, "#,##0")

    def percent(self, value: float) -> str:
        """A percentage that was cut off after its first decimal, which is left out when it is nought: 103,4%, 14%."""
        sign = "٪" if self.digits == "arab" else "%"
        return self._written(value, "#,##0.#") + sign

    def _written(self, value: float, form: str) -> str:
        """A number with the signs of the language, and the digits of the rule, which babel does not put in."""
        written = format_decimal(value, form, locale=self.language, numbering_system=self.digits)
        return written.translate(ARABIC_INDIC) if self.digits == "arab" else written

    def joined(self, items: Sequence[str]) -> str:
        """Several as a list in words: “a, b và c”."""
        return format_list(list(items), locale=_SPELT.get(self.language, self.language))


def numbers_of(rule: Yearly, language: str) -> Numbers:
    """How numbers are written in a language by the rule."""
    return Numbers(language, getattr(rule.numerals, language))
