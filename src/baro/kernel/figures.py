"""How figures are printed."""

from __future__ import annotations


def percent(part: int, whole: int) -> float | None:
    """A share in percent, cut off after one decimal and not rounded, as reports print it; None of nothing.

    >>> percent(106, 76), percent(5, 5), percent(3, 0)
    (139.4, 100.0, None)
    """
    return part * 1000 // whole / 10 if whole else None
