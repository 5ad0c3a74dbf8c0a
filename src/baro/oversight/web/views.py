"""The files of cases: for who works on them, and those that were given to whom they concern."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from baro.documents import sheets, storing
from baro.documents.models import Attachment
from baro.oversight.actions import opening
from baro.oversight.flow import PaperState
from baro.oversight.models import Paper, Side
from baro.ui.http import Request
from baro.ui.work.files import handed_out


@require_safe
def file(request: Request, pk: int) -> FileResponse | HttpResponseRedirect:
    """The file of a paper, for who works on the case; that it was read is recorded. Without one, its page.

    Raises Http404 for everybody else.
    """
    paper = _seen(request, pk)
    return _handed(request, paper) if paper.file else redirect(paper)


@require_safe
def sheet(request: Request, pk: int, number: int) -> FileResponse:
    """A page of a PDF among them as a picture (``number`` counts from 1)."""
    paper = get_object_or_404(Paper.objects.visible_to(request.actor).filter(file__isnull=False), pk=pk)
    return sheets.answered(request, _file_of(paper), number)


@require_safe
def words(request: Request, pk: int) -> HttpResponse:
    """The words of a Word document among them; without a file, its page."""
    paper = _seen(request, pk)
    return sheets.answered_words(request, _file_of(paper)) if paper.file else redirect(paper)


@require_safe
def given(request: Request, pk: int, number: int) -> FileResponse:
    """The file of a paper that was given to whom a case concerns; ``number`` is its place in the case.

    Raises Http404 for who does not see the side, and for a paper that is not given or not done.
    """
    return _handed(request, _given(request, pk, number))


@require_safe
def given_sheet(request: Request, pk: int, number: int, sheet: int) -> FileResponse:
    """A page of a PDF among these as a picture (``sheet`` counts from 1)."""
    return sheets.answered(request, _file_of(_given(request, pk, number)), sheet)


@require_safe
def given_words(request: Request, pk: int, number: int) -> HttpResponse:
    """The words of a Word document among these."""
    return sheets.answered_words(request, _file_of(_given(request, pk, number)))


def _seen(request: Request, pk: int) -> Paper:
    return get_object_or_404(Paper.objects.visible_to(request.actor).select_related("file"), pk=pk)


def _given(request: Request, pk: int, number: int) -> Paper:
    side = get_object_or_404(Side.objects.visible_to(request.actor), pk=pk)
    done = Paper.objects.filter(case=side.case_id, shared=True, state=PaperState.DONE, file__isnull=False)
    return get_object_or_404(done.select_related("file"), position=number)


def _file_of(paper: Paper) -> Attachment:
    found: Attachment = paper.file  # type: ignore[assignment]
    return found


def _handed(request: Request, paper: Paper) -> FileResponse:
    """The file: shown when the browser can do that safely, otherwise saved."""
    opening.read(paper.case_id, by=request.actor)
    found = _file_of(paper)
    return handed_out(request, partial(storing.opened, found.digest), name=found.name, media_type=found.media_type)
