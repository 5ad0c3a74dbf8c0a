"""Where oversight stands in the menu, and how cases are found."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.oversight.models import Case
from baro.oversight.verbs import DECIDE, KEEP, OPEN
from baro.trail.words import with_words
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.frame.search import Hit, Source, source

OFFICERS = ("oversight.see", OPEN.code, DECIDE.code, KEEP.code)

heading(Heading("oversight", _("Inspection"), order=34, kept_by=(OPEN.code,)))
place(
    Place("oversight.cases", _("Cases"), "folder-search", "oversight.cases", 52, OFFICERS),
    Place("oversight.findings", _("Findings"), "eye-search", "oversight.findings", 53, OFFICERS),
    Place("oversight.penalties", _("Discipline"), "gavel", "oversight.penalties", 54, OFFICERS),
    Place("oversight.appeals", _("Complaints"), "scale", "oversight.appeals", 55, OFFICERS),
    Place("oversight.sides", _("What concerns me"), "user-search", "oversight.sides", 56),
)


def _find(actor: Actor, words: str, limit: int) -> Iterable[Hit]:
    """The newest cases that the actor works on and in which the words stand."""
    seen = Case.objects.visible_to(actor).select_related("unit")
    for case in with_words(seen, words).order_by("-pk")[:limit]:
        yield Hit(f"{case.kind_name} {case.symbol}", case.unit.name, case.get_absolute_url())


source(Source("oversight", _("Cases"), "folder-search", _find, order=48))
