"""Numbers that are spread over many and add up exactly."""

from __future__ import annotations

from collections.abc import Sequence


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in the proportion of the weights that add up to the total."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    found = [int(share) for share in exact]
    left = total - sum(found)
    for place in sorted(range(len(exact)), key=lambda at: (found[at] - exact[at], at))[:left]:
        found[place] += 1
    return found
