"""Help: a leaflet for each sort of work, one page to be printed, and what is new in this version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from baro import __version__
from baro.installation.leaflets import leaflets, shown
from baro.ui.http import Request

CHANGELOG = Path(__file__).resolve().parents[4] / "CHANGELOG.md"
RELEASES = 3  # the newest; older ones stand in the file
MARKS = re.compile(r"\*\*|`|\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Release:
    """What people notice of a version, under its headings."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@require_safe
def help_page(request: Request) -> HttpResponse:
    """The leaflets, those of the reader's own work first."""
    known = sorted(leaflets().values(), key=lambda one: (not (one.permission and one.is_for(request.actor)), one.order))
    rows = [(one, bool(one.permission) and one.is_for(request.actor)) for one in known]
    return TemplateResponse(request, "installation/help.html", {"leaflets": rows, "version": __version__})


@require_safe
def leaflet(request: Request, code: str) -> HttpResponse:
    """One leaflet.

    Raises Http404 when there is none of that code.
    """
    found = leaflets().get(code)
    if found is None:
        raise Http404(code)
    return TemplateResponse(
        request, "installation/leaflet.html", {"leaflet": found, "parts": shown(found, request.actor)}
    )


@require_safe
def news(request: Request) -> HttpResponse:
    """What is new, as the changelog of the version that runs tells it; it is written in English."""
    return TemplateResponse(request, "installation/news.html", {"releases": releases(), "version": __version__})


@cache
def releases() -> tuple[Release, ...]:
    """The newest releases of the changelog, and what was not released yet first; none where it was not shipped."""
    try:
        text = CHANGELOG.read_text(encoding="utf-8")
    except OSError:
        return ()
    return tuple(_release(block) for block in re.split(r"^## ", text, flags=re.MULTILINE)[1 : RELEASES + 1])


def _release(block: str) -> Release:
    title, _line, body = block.partition("\n")
    parts = [part.partition("\n") for part in re.split(r"^### ", body, flags=re.MULTILINE)]
    return Release(title.strip(), tuple((head.strip(), _points(rest)) for head, _sign, rest in parts if _points(rest)))


def _points(text: str) -> tuple[str, ...]:
    """The points of a list, each in one line and without marks."""
    found = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    return tuple(" ".join(MARKS.sub(r"\1", one).split()) for one in found)
