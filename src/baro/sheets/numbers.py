"""Numbers as people write them: the signs between their digits are told apart, and what can mean two is none."""

from __future__ import annotations

import re
from decimal import Decimal

PLAIN = re.compile(r"[+-]?\d+")
LONGEST = 40
GROUP = 3  # digits between two signs
SPACES = str.maketrans("", "", " \u00a0\u202f")


def number_written(text: str) -> Decimal | None:
    """The number that somebody wrote, with a point or a comma before its decimals; None for anything else.

    One sign before exactly three digits may part thousands or decimals: that is not guessed.

    >>> number_written("1 234,5"), number_written("1.234.567"), number_written("1.234"), number_written("0.125")
    (Decimal('1234.5'), Decimal('1234567'), None, Decimal('0.125'))
    """
    written = text.strip().translate(SPACES)
    if len(written) > LONGEST or not written.isascii():
        return None
    points, commas = written.count("."), written.count(",")
    if not points and not commas:
        return Decimal(written) if PLAIN.fullmatch(written) else None
    last = "." if written.rfind(".") > written.rfind(",") else ","
    other = "," if last == "." else "."
    whole, _sign, decimals = written.rpartition(last)
    if written.count(last) > 1:  # they part thousands, and no decimals follow
        return _grouped(written, last) if not written.count(other) else None
    if not written.count(other) and len(decimals) == GROUP and whole.lstrip("+-") not in ("0", ""):
        return None
    before = _grouped(whole, other) if written.count(other) else whole
    if before is None or not decimals.isdecimal() or not PLAIN.fullmatch(str(before)):
        return None
    return Decimal(f"{before}.{decimals}")


def _grouped(text: str, sign: str) -> Decimal | None:
    """The whole number whose thousands a sign parts; None where the groups are no thousands."""
    first, *others = text.split(sign)
    fits = PLAIN.fullmatch(first) and all(len(one) == GROUP and one.isdecimal() for one in others)
    return Decimal("".join([first, *others])) if fits else None
