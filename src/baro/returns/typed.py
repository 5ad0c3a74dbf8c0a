"""Whole numbers as people type them: in one script of digits, with or without signs between thousands."""

from __future__ import annotations

import re

SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
LONGEST = 20
SPACES = str.maketrans("", "", " \u00a0\u202f")
GROUPED = re.compile(r"\d{1,3}(?:([.,\u066c])\d{3})(?:\1\d{3})*")


def whole_number(text: str) -> int | None:
    """The whole number that somebody typed; None for what is none, or mixes digits of two scripts.

    A cell holds no decimals, so a sign before three digits parts thousands.

    >>> whole_number("1.688"), whole_number("١٬٦٨٨"), whole_number("12,5"), whole_number("1٢"), whole_number("-3")
    (1688, 1688, None, None, None)
    """
    written = text.strip().translate(SPACES)
    if not written or len(written) > LONGEST:
        return None
    used = [script for script in SCRIPTS if any(sign in script for sign in written)]
    if len(used) != 1:
        return None
    plain = written.translate(str.maketrans(used[0], SCRIPTS[0]))
    if not plain.isdecimal() and GROUPED.fullmatch(plain) is None:
        return None
    digits = re.sub(r"[.,\u066c]", "", plain)
    return int(digits) if digits.isascii() and digits.isdecimal() else None
