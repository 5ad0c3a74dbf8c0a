"""Where weak points stand in the menu, how they are found, and what of them shows on the page of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
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
from baro.weakpoints.web import badges

heading(Heading("weakpoints", gettext_lazy("Weak points"), order=14))
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
        yield Hit(point.what, f"{point.unit.name}, {badges.kind_name(point)}", point.get_absolute_url())


source(Source("weakpoints", gettext_lazy("Weak points"), "alert-octagon", _find, order=45))


@panel("org.unit", order=40)
def points_of_unit(request: Any, unit: Unit) -> str:
    """How many weak points the unit and everything below it has, each number with its rows; nothing without any."""
    actor: Actor = request.actor
    today = timezone.localdate()
    kinds = (
        ("open", pgettext_lazy("weak points", "Open"), "warn", "alert-octagon", Q(state=State.OPEN), "state=open"),
        (
            "late",
            pgettext_lazy("weak points", "Late"),
            "bad",
            "alarm",
            Q(state=State.OPEN, due_on__lt=today),
            "late=on",
        ),
        (
            "solved",
            gettext_lazy("Solved, to be accepted"),
            "accent",
            "hourglass",
            Q(state=State.SOLVED),
            "state=solved",
        ),
        (
            "accepted",
            pgettext_lazy("weak points", "Accepted"),
            "good",
            "check",
            Q(state=State.ACCEPTED),
            "state=accepted",
        ),
        (
            "recurrent",
            pgettext_lazy("weak points", "Recurrent"),
            "bad",
            "repeat",
            Q(earlier__isnull=False),
            "recurrent=on",
        ),
    )
    seen = Point.objects.visible_to(actor).filter(unit__path__startswith=unit.path).order_by()
    counts = seen.aggregate(**{code: Count("pk", filter=meets) for code, *_rest, meets, _asked in kinds})
    listed = f"{reverse('weakpoints.points')}?unit_code={unit.code}"
    figures = [
        {"label": label, "count": counts[code], "tone": tone, "icon": icon, "url": f"{listed}&{asked}"}
        for code, label, tone, icon, _meets, asked in kinds
        if counts[code]
    ]
    title = _("Weak points here and below")
    context = {"title": title, "figures": figures}
    return render_to_string("weakpoints/of_unit.html", context, request=request) if figures else ""
