"""The nightly look at published figures: how many would be others today, how many are unlike their own rows."""

from __future__ import annotations

from django.utils import timezone

from baro.statistics.drift import drifts
from baro.statistics.flow import State
from baro.statistics.models import Publication


def to_be_looked_at() -> list[int]:
    """The keys of the publications that are looked at: those that hold, and those that were published once."""
    rows = Publication.objects.exclude(state=State.DISCARDED).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def look(pk: int) -> Publication:
    """Compare a publication with today's records and with its own rows, and keep how many figures differ; gives it.

    What was replaced or withdrawn drifts no more, but its rows are held against it all the same.
    """
    publication = Publication.objects.select_related("unit").get(pk=pk)
    figures = list(publication.figures.all())
    holds = publication.state in (State.FROZEN, State.PUBLISHED)
    publication.drifted = sum(map(bool, drifts(publication, figures))) if holds else 0
    publication.unsound = sum(not one.is_sound for one in figures)
    publication.looked_on = timezone.localdate()
    publication.save(update_fields=["drifted", "unsound", "looked_on"])  # what was seen is no deed
    return publication
