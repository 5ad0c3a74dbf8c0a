"""The files that prove reports."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from baro.documents import sheets, storing
from baro.documents.models import Attachment
from baro.tasks.models import Evidence, Task
from baro.ui.http import Request
from baro.ui.work.files import handed_out


@require_safe
def evidence(request: Request, pk: int) -> FileResponse:
    """A file that proves a report: shown when the browser can do that safely, otherwise saved.

    Raises Http404 for who does not see the task.
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
    """The file that proves a report.

    Raises Http404 for who does not see the task.
    """
    seen = Evidence.objects.filter(report__task__in=Task.objects.visible_to(request.actor).values("pk"))
    return get_object_or_404(seen.select_related("attachment"), pk=pk).attachment
