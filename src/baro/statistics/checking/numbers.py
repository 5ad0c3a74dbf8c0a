"""Numbers in digits: which values they may stand for, in whatever script and with whatever signs they are grouped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

POINTS = ".,٫"
# Longer ones are account numbers or noise.
MOST_DIGITS = 15
# Spaces group only whole threes; the other signs are judged by what follows them.
NUMBER = re.compile(
    r"\d{1,3}(?:\u00a0\d{3}){1,4}(?!\d)(?:[.,٫]\d+)?|\d{1,3}(?: \d{3}){1,4}(?![\d.,])|\d+(?:[.,٬٫'’]\d+)*"
)
SCALES = {
    "nghin": 10**3, "ngan": 10**3, "thousand": 10**3, "الف": 10**3, "الاف": 10**3,
    "trieu": 10**6, "million": 10**6, "مليون": 10**6, "ملايين": 10**6,
    "ty": 10**9, "billion": 10**9, "مليار": 10**9, "مليارات": 10**9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """What a number may mean, the likelier reading first."""

    readings: tuple[Decimal, ...]

    @property
    def value(self) -> Decimal:
        """The likeliest reading."""
        return self.readings[0]

    def times(self, scale: int) -> Number:
        """The same of thousands, millions, billions."""
        return Number(tuple(reading * scale for reading in self.readings))

    def as_fraction(self) -> Number:
        """The number as a percentage, in which a single sign before three digits is rather a decimal one."""
        return Number(self.readings[::-1])


def decimals_of(value: Decimal) -> int:
    """How many decimals a reading was printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def read(printed: str) -> Number | None:
    """The number that digits and signs between them stand for; None for what is none, such as 1.2.3.

    >>> [str(one) for one in read("1.688").readings], [str(one) for one in read("١٬٦٨٨").readings]
    (['1688', '1.688'], ['1688'])
    >>> read("103,4").value, read("1.234,5").value, read("1.2.3")
    (Decimal('103.4'), Decimal('1234.5'), None)
    """
    digits = "".join(str(int(sign)) if sign.isdigit() else sign for sign in printed)
    signs = [sign for sign in digits if not sign.isdigit()]
    parts = re.split(r"\D", digits)
    if sum(map(len, parts)) > MOST_DIGITS:
        return None
    if not signs:
        return Number((Decimal(digits),))
    grouped = _are_threes(parts)
    last = signs[-1]
    if len(set(signs)) > 1:
        whole = len(set(signs[:-1])) == 1 and signs.count(last) == 1 and last in POINTS and _are_threes(parts[:-1])
        return Number((_decimal(parts[:-1], parts[-1]),)) if whole else None
    if len(signs) > 1 or last not in POINTS:
        return Number((Decimal("".join(parts)),)) if grouped else None
    decimal = _decimal(parts[:1], parts[1])
    if not grouped or last == "٫":
        return Number((decimal,))
    return Number((Decimal("".join(parts)), decimal))


def _are_threes(parts: list[str]) -> bool:
    """Whether the parts are groups of three digits, the first of one to three."""
    return 1 <= len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])


def _decimal(whole: list[str], fraction: str) -> Decimal:
    return Decimal(f"{''.join(whole)}.{fraction}")
