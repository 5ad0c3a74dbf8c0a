"""How facts of a unit or a post are changed or corrected: of a time that an address names, with what follows first."""

from __future__ import annotations

from datetime import date
from typing import Any

from baro.directory.web.facts.foreseeing import Foreseen, foreseen
from baro.org.actors import Actor
from baro.org.facts.actions import changing
from baro.org.facts.actions.changing import Changed, Told
from baro.org.queries import CHANGEABLE, day_of, line_of
from baro.org.timeline import covering
from baro.ui.http import Request
from baro.ui.records import Preview


def spoken_of(request: Request, record: Changed) -> dict[str, Any]:
    """What the form begins with, and of which day: ``?of=`` names one of the stretch that is spoken of."""
    of = _day_in(request.GET.get("of"))
    shown = covering(line_of(record), of or day_of(record))
    values = shown.values if shown else vars(record)
    return {"initial": {name: values[name] for name in CHANGEABLE[type(record)]}, "of": of if shown else None}


def _day_in(text: str | None) -> date | None:
    """The day that stands in an address, if one does."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _look(record: Changed, *, told: Told, reason: str, by: Actor) -> Foreseen:
    """What would follow; the reason changes nothing about it."""
    return foreseen(record, told, changing.revision_of(record, told), by)


PREVIEW = Preview(_look, "directory/change_follows.html", "directory/change.html")
