"""Search: the page, the palette, and the suggestions of choice fields."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from baro.ui.forms.choices import choosable_of
from baro.ui.frame.search import places_named, plain_words, search
from baro.ui.http import Request
from baro.ui.lists.page import beginnings_named

ON_THE_PAGE = 20
IN_THE_PALETTE = 5
SUGGESTED = 12


@require_safe
def search_page(request: Request) -> HttpResponse:
    """Everything that the words find, by kind."""
    words = plain_words(request.GET.get("q", ""))
    groups = search(request.actor, words, limit=ON_THE_PAGE)
    return TemplateResponse(request, "ui/search.html", {"words": words, "groups": groups})


@require_safe
def palette(request: Request) -> HttpResponse:
    """The hits under the palette's box: places and what can be begun first, because they cost nothing."""
    words = plain_words(request.GET.get("q", ""))
    known = (places_named(request.actor, words), beginnings_named(request.actor, words))
    groups = [*(group for group in known if group.hits), *search(request.actor, words, limit=IN_THE_PALETTE)]
    return TemplateResponse(request, "ui/palette.html", {"words": words, "groups": groups})


@require_safe
def choices(request: Request, source: str) -> HttpResponse:
    """Suggestions for a choice field; the words come under the field's own name.

    Raises Http404 for a kind that nobody declared.
    """
    try:
        kind = choosable_of(source)
    except KeyError as unknown:
        raise Http404(source) from unknown
    words = plain_words(str(next(iter(request.GET.values()), "")))
    options = kind.search(request.actor, words, SUGGESTED)
    return TemplateResponse(request, "ui/choices.html", {"options": options, "words": words})
