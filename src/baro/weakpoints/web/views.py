"""The files that prove solutions."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from baro.documents import sheets, storing
from baro.documents.models import Attachment
from baro.ui.http import Request
from baro.ui.work.files import handed_out
from baro.weakpoints.models import Point, Proof


@require_safe
def proof(request: Request, pk: int) -> FileResponse:
    """A file that proves a solution: shown when the browser can do that safely, otherwise saved.

    Raises Http404 for who does not see the weak point.
    """
    paper = _seen(request, pk)
    return handed_out(request, partial(storing.opened, paper.digest), name=paper.name, media_type=paper.media_type)


@require_safe
def sheet(request: Request, pk: int, number: int) -> FileResponse:
    """A page of a PDF among them as a picture (``number`` counts from 1)."""
    return sheets.answered(request, _seen(request, pk), number)


@require_safe
def words(request: Request, pk: int) -> HttpResponse:
    """The words of a Word document among them."""
    return sheets.answered_words(request, _seen(request, pk))


def _seen(request: Request, pk: int) -> Attachment:
    """The file that proves a solution.

    Raises Http404 when the reader does not see the weak point.
    """
    seen = Proof.objects.filter(point__in=Point.objects.visible_to(request.actor).order_by().values("pk"))
    return get_object_or_404(seen.select_related("attachment"), pk=pk).attachment
