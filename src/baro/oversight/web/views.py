"""The files of cases."""

from __future__ import annotations

from functools import partial

from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from baro.documents import sheets, storing
from baro.documents.models import Attachment
from baro.oversight.actions import opening
from baro.oversight.flow import PaperState
from baro.oversight.models import Case, Paper, Side
from baro.ui.http import Request
from baro.ui.work.files import handed_out


@require_safe
def file(request: Request, pk: int) -> FileResponse:
    """The file of a paper: shown when the browser can do that safely, otherwise saved; that it was read is recorded.

    Raises Http404 for who sees neither the case nor was given the paper.
    """
    paper = _seen(request, pk)
    opening.read(paper.case_id, by=request.actor)
    found: Attachment = paper.file  # type: ignore[assignment]
    return handed_out(request, partial(storing.opened, found.digest), name=found.name, media_type=found.media_type)


@require_safe
def sheet(request: Request, pk: int, number: int) -> FileResponse:
    """A page of a PDF among them as a picture (``number`` counts from 1)."""
    return sheets.answered(request, _seen(request, pk).file, number)


@require_safe
def words(request: Request, pk: int) -> HttpResponse:
    """The words of a Word document among them."""
    return sheets.answered_words(request, _seen(request, pk).file)


def _seen(request: Request, pk: int) -> Paper:
    """A paper with a file: of a case that the reader works on, or given to them as whom it concerns once it is done.

    Raises Http404 otherwise.
    """
    works = Q(case__in=Case.objects.visible_to(request.actor).order_by().values("pk"))
    mine = Side.objects.visible_to(request.actor).order_by().values("case")
    given = Q(shared=True, state=PaperState.DONE, case__in=mine)
    # sees: narrowed to cases that the reader sees, and to what was given to them
    rows = Paper.objects.filter(works | given, file__isnull=False).select_related("file")
    return get_object_or_404(rows, pk=pk)
