"""The rows behind a published figure, and what became of them since it was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from baro.org.actors import Actor
from baro.statistics.drift import Drift, drifts
from baro.statistics.models import Publication, PublishedFigure
from baro.statistics.published import PublishedNumber, number_of
from baro.statistics.web.figures import how_many
from baro.statistics.web.published.shown import said
from baro.trail.models import Event, reference
from baro.ui.counts.opening import rows_page
from baro.ui.http import Request

SHOWN = 50  # rows of one kind of change on the page
DEEDS = 3  # of the last deeds, told of each row
MOST_DEEDS = 1_000
AS_TODAY = gettext_lazy("These are the rows that were counted when it was frozen, as they are today.")


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that changed, with what it counted then and counts now, and the last deeds about it since."""

    record: Any
    then: int | None
    now: int | None
    deeds: list[Event]

    @property
    def told(self) -> Any:
        """The record in whose timeline the deeds about the row stand: itself, unless it names another."""
        return told_of(self.record)


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows that changed in one way; ``hidden`` is how many the reader may not open, ``more`` how many are left out."""

    title: Any
    rows: list[ChangedRow]
    hidden: int
    more: int

    @property
    def count(self) -> int:
        """How many rows changed in this way."""
        return len(self.rows) + self.hidden + self.more


@require_safe
def rows(request: Request, pk: int, figure: int) -> HttpResponseBase:
    """The rows that a figure counted when it was frozen, as they are today; as far as the reader sees them.

    Raises Http404 for who does not see the figures, for a figure that is none of them, and for one whose rows no list
    shows any more.
    """
    found, number = _asked(request, pk, figure)
    day = timezone.localdate()
    lead = f"{how_many(found.value, number.count_for(request.actor, day))} {AS_TODAY}"
    back = (found.publication.get_absolute_url(), _("Back to the published figures"))
    return rows_page(request, number, day, title=_title(found, number), lead=lead, back=back)


@require_safe
def since(request: Request, pk: int, figure: int) -> HttpResponseBase:
    """What became of the rows of a figure since it was frozen, and who did it when.

    Raises Http404 as `rows` does.
    """
    found, number = _asked(request, pk, figure)
    [drift] = drifts(found.publication, [found])
    context = {
        "publication": found.publication,
        "figure": found,
        "title": _title(found, number),
        "drift": drift,
        "said": said(drift) if drift else "",
        "changes": _changes(drift, number, request.actor),
        "rows_url": reverse("statistics.published_rows", args=[pk, figure]),
    }
    return TemplateResponse(request, "statistics/published/since.html", context)


def _asked(request: Request, pk: int, figure: int) -> tuple[PublishedFigure, PublishedNumber]:
    seen = Publication.objects.visible_to(request.actor).select_related("unit")
    publication: Any = get_object_or_404(seen, pk=pk)
    found: Any = get_object_or_404(publication.figures, pk=figure)
    found.publication = publication
    number = number_of(found)
    if number is None:
        raise Http404
    return found, number


def _title(figure: PublishedFigure, number: PublishedNumber) -> str:
    first, last = figure.publication.days(before=figure.is_before)
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    period = str(last.year) if whole_year else f"{first.isoformat()} – {last.isoformat()}"
    return _("%(figure)s, %(year)s") % {"figure": number.label, "year": period}


def _changes(drift: Drift, number: PublishedNumber, actor: Actor) -> list[Changes]:
    then = drift.figure.measured or dict.fromkeys(drift.figure.keys, 1)
    kinds = (
        (_("Counted today, not then"), {key: (None, drift.added[key]) for key in drift.added}),
        (_("Counted then, not today"), {key: (then[key], None) for key in drift.dropped}),
        (_("Counted otherwise"), drift.changed),
    )
    return [_of_kind(title, found, number, drift, actor) for title, found in kinds if found]


def _of_kind(
    title: str, found: Mapping[int, tuple[int | None, int | None]], number: PublishedNumber, drift: Drift, actor: Actor
) -> Changes:
    newest = sorted(found, reverse=True)[:SHOWN]
    model: Any = number.model
    records = model._default_manager.visible_to(actor).for_list().in_bulk(newest)
    deeds = _deeds(records.values(), drift.figure.publication)
    rows = [
        ChangedRow(records[key], found[key][0], found[key][1], deeds.get(key, [])) for key in newest if key in records
    ]
    return Changes(title, rows, len(newest) - len(rows), len(found) - len(newest))


def _deeds(records: Iterable[Any], publication: Publication) -> dict[int, list[Event]]:
    """The last deeds about each of some rows since the figures were frozen, newest first: one query."""
    keys: dict[str, list[int]] = {}
    for record in records:
        keys.setdefault(reference(told_of(record)), []).append(record.pk)
    told = Event.objects.filter(subjects__overlap=list(keys), at__gt=publication.frozen_at).order_by("-pk")
    found: dict[int, list[Event]] = {}
    for event in told[:MOST_DEEDS] if keys else ():
        for pk in (pk for subject in event.subjects for pk in keys.get(subject, ())):
            if len(found.setdefault(pk, [])) < DEEDS:
                found[pk].append(event)
    return found


def told_of(record: Any) -> Any:
    """The record in whose timeline the deeds about a row stand: itself, unless it names another as ``told_with``."""
    return getattr(record, "told_with", record)
