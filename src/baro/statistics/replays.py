"""What the trail tells about published figures, held against them and against the rows that each of them keeps."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from baro.statistics.models import Publication, PublishedFigure, sealed
from baro.trail.kept import kept
from baro.trail.replaying import Replay, replay


def unlike_what_was_frozen() -> Iterator[str]:
    """Publications whose figures are not those of the fingerprint, and figures that are not what their rows come to."""
    for one in Publication.objects.order_by("pk").iterator(chunk_size=50):
        figures = list(one.figures.all())
        if sealed(figures) != one.digest:
            yield _("The published figures %(pk)s are no longer those that were frozen.") % {"pk": one.pk}
        for figure in figures:
            if not figure.is_sound:
                facts = {"pk": one.pk, "code": figure.code, "value": figure.value, "found": figure.recounted}
                yield _("Published figures %(pk)s: %(code)s is %(value)s, and its rows come to %(found)s.") % facts


kept(
    Publication,
    *("unit", "title", "first_on", "last_on", "organisation_on", "version", "restates", "reason", "ended_because"),
    *("frozen_by", "frozen_post", "frozen_title", "publisher_title", "digest"),
)
replay(Replay("statistics.published", unlike_what_was_frozen, (PublishedFigure,)))
