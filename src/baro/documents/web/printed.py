"""A document of ours as it is printed: a draft to read, what was signed to sign on paper or to keep."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from baro.documents.actions.handling import read as tell_reading
from baro.documents.composing import composed
from baro.documents.models import Direction, Document
from baro.documents.shown import WORD
from baro.printing.content import Paper
from baro.printing.pdf import as_pdf
from baro.printing.word import as_word
from baro.ui.http import Request
from baro.ui.lists.exports import saved_as

KINDS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {"pdf": ("application/pdf", as_pdf), "docx": (WORD, as_word)}


@require_safe
def printed(request: Request, pk: int, kind: str) -> HttpResponse:
    """The document as PDF/A or Word, in the layout of its day and side.

    Raises TooOften like other files, and Http404 for who does not see it, for what arrived from elsewhere and for
    other kinds of file.
    """
    rows = Document.objects.visible_to(request.actor).select_related("unit__parent", "signer")
    document = get_object_or_404(rows.filter(direction=Direction.OUTGOING), pk=pk)
    if kind not in KINDS or not (document.body or document.clauses):
        raise Http404
    tell_reading(document.pk, on=True, by=request.actor)
    media, make = KINDS[kind]
    return saved_as(
        request,
        document.symbol or document.abstract[:60],
        kind,
        lambda: HttpResponse(make(composed(document)), content_type=media),
    )
