"""Where weak points stand in the menu, how they are found, and what of them shows on the page of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.words import with_words
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.frame.search import Hit, Source, source
from baro.ui.records.panels import panel
from baro.weakpoints.flow import State
from baro.weakpoints.models import Point
from baro.weakpoints.verbs import RECORD

RECURRENT = Q(earlier__isnull=False)

heading(Heading("weakpoints", gettext_lazy("Weak points"), order=32))
place(
    Place(
        "weakpoints.points",
        gettext_lazy("Weak points"),
        "alert-octagon",
        "weakpoints.points",
        44,
        ("weakpoints.see", RECORD.code),
    )
)


def _find(actor: Actor, words: str, limit: int) -> Iterable[Hit]:
    """The newest weak points in which the words stand."""
    seen = Point.objects.visible_to(actor).select_related("unit")
    for point in with_words(seen, words).order_by("-pk")[:limit]:
        yield Hit(point.what, f"{point.unit.name}, {point.kind_name}", point.get_absolute_url())


source(Source("weakpoints", gettext_lazy("Weak points"), "alert-octagon", _find, order=45))


def _lines(day: date) -> tuple[tuple[str, Any, str, str, Q, str], ...]:
    """What is counted on the page of a unit: code, label, tone, icon, condition, and what the list is asked."""
    is_open = Q(state=State.OPEN)
    is_late, is_solved, is_accepted = is_open & Q(due_on__lt=day), Q(state=State.SOLVED), Q(state=State.ACCEPTED)
    return (
        ("open", pgettext_lazy("weak points", "Open"), "warn", "alert-octagon", is_open, "state=open"),
        ("late", pgettext_lazy("weak points", "Late"), "bad", "alarm", is_late, "late=on"),
        ("solved", State.SOLVED.label, "accent", "hourglass", is_solved, "state=solved"),
        ("accepted", pgettext_lazy("weak points", "Accepted"), "good", "check", is_accepted, "state=accepted"),
        ("recurrent", pgettext_lazy("weak points", "Recurrent"), "bad", "repeat", RECURRENT, "recurrent=on"),
    )


@panel("org.unit", order=40)
def points_of_unit(request: Any, unit: Unit) -> str:
    """How many weak points the unit and everything below it has, each number with its rows; nothing without any."""
    actor: Actor = request.actor
    lines = _lines(timezone.localdate())
    seen = Point.objects.visible_to(actor).filter(unit__path__startswith=unit.path).order_by()
    counts = seen.aggregate(**{code: Count("pk", filter=meets) for code, *_shown, meets, _asked in lines})
    listed = f"{reverse('weakpoints.points')}?unit_code={unit.code}"
    figures = [
        {"label": label, "count": counts[code], "tone": tone, "icon": icon, "url": f"{listed}&{asked}"}
        for code, label, tone, icon, _meets, asked in lines
        if counts[code]
    ]
    return render_to_string("weakpoints/of_unit.html", {"figures": figures}, request=request) if figures else ""
