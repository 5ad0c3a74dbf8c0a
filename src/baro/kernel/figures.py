"""How figures are printed."""

from __future__ import annotations

from collections.abc import Sequence


def percent(part: int, whole: int) -> float | None:
    """A share in percent, cut off after one decimal and not rounded, as reports print it.

    None of nothing and of less than nothing, because neither is a base, and for what is less than nothing itself.

    >>> percent(106, 76), percent(5, 5), percent(3, 0)
    (139.4, 100.0, None)
    >>> percent(-1, 3), percent(2, -4)
    (None, None)
    """
    return None if whole <= 0 or part < 0 else part * 1000 // whole / 10


def growth(now: int, before: int) -> float | None:
    """By how many percent a number is more than before (less: negative), cut off as `percent` is; None without a base.

    >>> growth(334, 323), growth(57, 76), growth(3, 0)
    (3.4, -25.0, None)
    """
    change = percent(abs(now - before), before)
    return -change if change and now < before else change


def shares(counts: Sequence[int]) -> list[float]:
    """The share of each count in percent with one decimal, which sum to 100: the largest remainders are rounded up.

    Nought for each where nothing was counted.

    >>> shares([25, 28, 12, 31, 92]), shares([1, 1, 1]), shares([0, 0])
    ([13.3, 14.9, 6.4, 16.5, 48.9], [33.4, 33.3, 33.3], [0.0, 0.0])
    """
    whole = sum(counts)
    if not whole:
        return [0.0 for _count in counts]
    tenths = [count * 1000 // whole for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: -(counts[at] * 1000 % whole))
    for at in by_remainder[: 1000 - sum(tenths)]:
        tenths[at] += 1
    return [number / 10 for number in tenths]
