"""Records that took the place of others: what was told of the one is found at the other since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

Pairs = Callable[[], Iterable[tuple[int, int]]]
_pairs: dict[type[models.Model], Pairs] = {}


def heirs(model: type[models.Model], pairs: Pairs) -> None:
    """Say who follows whom: ``pairs`` gives the keys of records, and of those that took their place."""
    _pairs[model] = pairs


class Heirs:
    """Who follows whom, each kind of record looked up once."""

    def __init__(self) -> None:
        self._after: dict[type[models.Model], dict[int, set[int]]] = {}

    def follow(self, model: type[models.Model], told: Any, stands: Any) -> bool:
        """Whether a record of the model took the place of another, however many steps away."""
        if model not in _pairs or told is None or stands is None:
            return False
        after, reached, last = self._of(model), {told}, {told}
        while last := {heir for key in last for heir in after.get(key, ())} - reached:
            reached |= last
        return stands in reached

    def _of(self, model: type[models.Model]) -> dict[int, set[int]]:
        if model not in self._after:
            found = self._after[model] = {}
            for before, since in _pairs[model]():
                found.setdefault(before, set()).add(since)
        return self._after[model]
