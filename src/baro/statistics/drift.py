"""What published figures would be today: which rows came, went, or count otherwise since they were frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baro.org.figures.indicators import indicators
from baro.statistics.exploring import indicator_of
from baro.statistics.keeping import Counting, counted
from baro.statistics.models import Publication, PublishedFigure


@dataclass(frozen=True, slots=True)
class Drift:
    """A figure beside what it would be today; ``now`` is None when it is counted no more.

    ``added`` holds what is measured of a row today, ``changed`` what was measured of one then and is today. ``version``
    is that of the definition today.
    """

    figure: PublishedFigure
    now: int | None
    version: int
    added: dict[int, int]
    dropped: list[int]
    changed: dict[int, tuple[int, int]]

    @property
    def rows(self) -> int:
        """How many rows came, went, or count otherwise."""
        return len(self.added) + len(self.dropped) + len(self.changed)

    @property
    def is_redefined(self) -> bool:
        """Whether the figure is counted by another version of its definition today."""
        return self.version != self.figure.version

    def __bool__(self) -> bool:
        return self.now is None or bool(self.rows)


def drifts(publication: Publication, figures: Sequence[PublishedFigure]) -> list[Drift]:
    """Each of some figures of a publication beside today's count: one query for each indicator and year."""
    today: dict[tuple[str, bool], Counting] = {}
    asked = {(indicator.code, one.is_before) for one in figures if (indicator := indicator_of(one.code))}
    for code, is_before in sorted(asked):
        again = counted(indicators[code], publication.unit, *publication.days(before=is_before))
        today |= {(line, is_before): counting for line, counting in again.items()}
    return [_drift(one, today.get((one.code, one.is_before))) for one in figures]


def _drift(figure: PublishedFigure, today: Counting | None) -> Drift:
    then = figure.measured or dict.fromkeys(figure.keys, 1)
    if today is None:
        return Drift(figure, None, figure.version, {}, list(then), {})
    now = today.rows
    changed = {key: (value, now[key]) for key, value in then.items() if key in now and now[key] != value}
    return Drift(
        figure,
        today.value,
        today.indicator.version,
        added={key: value for key, value in now.items() if key not in then},
        dropped=[key for key in then if key not in now],
        changed=changed,
    )
