"""What the page of published figures shows: each figure as it was printed, and what it would be today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.kernel.figures import percent
from baro.kernel.periods import year_days
from baro.org.models import Unit
from baro.statistics.drift import Drift, drifts
from baro.statistics.flow import State
from baro.statistics.keeping import lines_of
from baro.statistics.models import Publication, PublishedFigure, sealed
from baro.statistics.published import number_of
from baro.statistics.verbs import FREEZE
from baro.ui.counts.opening import address
from baro.ui.http import Request

# Rows beyond which a page does not compare all figures with today's records, which the night does: 0.3 s of one core.
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands in the table, beside that of the year before; ``since`` tells what became of each."""

    label: Any
    figure: PublishedFigure
    before: PublishedFigure | None
    whole: PublishedFigure | None
    drifts: Sequence[Drift]

    @property
    def url(self) -> str:
        """Where its rows are."""
        return _rows_of(self.figure)

    @property
    def before_url(self) -> str:
        """Where the rows of the year before are."""
        return _rows_of(self.before) if self.before else ""

    @property
    def percent(self) -> float | None:
        """What it is of the year before, cut off."""
        return percent(self.figure.value, self.before.value) if self.before else None

    @property
    def share(self) -> float | None:
        """What it is of its whole, cut off."""
        return percent(self.figure.value, self.whole.value) if self.whole else None

    @property
    def since(self) -> list[tuple[str, PublishedFigure]]:
        """A sentence for each of the two that would be another today."""
        return [(said(drift), drift.figure) for drift in self.drifts if drift]


def said(drift: Drift) -> str:
    """What a figure would be today, and how many rows made it so."""
    year = _("year before: ") if drift.figure.is_before else ""
    if drift.now is None:
        return year + _("no longer counted")
    rows = ngettext("%(count)s row changed since", "%(count)s rows changed since", drift.rows) % {"count": drift.rows}
    if drift.now == drift.figure.value:
        return year + _("still %(now)s today: %(rows)s") % {"now": drift.now, "rows": rows}
    return year + _("would be %(now)s today: %(rows)s") % {"now": drift.now, "rows": rows}


def _rows_of(figure: PublishedFigure) -> str:
    number = number_of(figure)
    return address(number) if number and figure.row_count else ""


def shown(_request: Request, publication: Publication) -> dict[str, Any]:
    """What the pieces of the page show: two queries for each indicator, or none where there are too many rows."""
    figures = list(publication.figures.all())
    for one in figures:
        one.publication = publication
    holds = publication.state in (State.FROZEN, State.PUBLISHED)
    is_compared = holds and sum(one.row_count for one in figures) <= MOST_ROWS
    by_figure = {(one.figure.code, one.figure.is_before): one for one in _compared(publication, figures, is_compared)}
    return {
        "figures": _table(publication, figures, by_figure),
        "has_shares": any(one.of for one in figures),
        "holds": holds,
        "is_compared": is_compared,
        "drifted": sum(map(bool, by_figure.values())),
        "is_changed": sealed(figures) != publication.digest or not all(one.is_sound for one in figures),
        "successor": publication.restated_by.exclude(state=State.DISCARDED).order_by("-version").first(),
    }


def _compared(publication: Publication, figures: Sequence[PublishedFigure], is_compared: bool) -> list[Drift]:
    return drifts(publication, figures) if is_compared else []


def _table(
    publication: Publication, figures: Sequence[PublishedFigure], found: Mapping[tuple[str, bool], Drift]
) -> list[Shown]:
    now = {one.code: one for one in figures if not one.is_before}
    before = {one.code: one for one in figures if one.is_before}
    lines = lines_of(figures, publication.last_on)
    return [
        Shown(
            lines[code].label if code in lines else code,
            figure,
            before.get(code),
            now.get(figure.of),
            [found[code, is_before] for is_before in (False, True) if (code, is_before) in found],
        )
        for code, figure in now.items()
    ]


def standing(request: Request, unit: Unit, year: int) -> dict[str, Any]:
    """How the figures of a year stand: the publication that holds, or whether the reader may freeze them."""
    first, last = year_days(year)
    held = Publication.objects.visible_to(request.actor).of(unit, first, last).published().first()
    ended = last < timezone.localdate()
    return {"at": held, "may_freeze": ended and not held and request.actor.holds(FREEZE, unit)}
