"""Bringing a paper, registering what it says, and showing it again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from procrastinate.contrib.django import app

from baro.documents import proposing, queries, storing
from baro.documents.actions import bringing, receiving
from baro.documents.actions.handling import read as tell_reading
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.verbs import BRING, REGISTER
from baro.documents.web.forms import BringForm, RegisterForm, chosen_ids
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.ui import working
from baro.ui.forms import act_through_form
from baro.ui.http import Request
from baro.ui.models import Work

INLINE = {"application/pdf", "image/png", "image/jpeg"}


def bring_all(files: Sequence[Any], unit: Unit, *, by: Actor) -> list[Attachment]:
    """Bring files one by one; those that are pictures are read by a job meanwhile."""
    papers = [bringing.bring(file, unit, by=by) for file in files]
    for paper in papers:
        if paper.state == ReadingState.WAITING:
            work = working.begin(_("Reading %(file)s") % {"file": paper.name}, of=paper.pages or 1, by=by)
            app.configure_task("documents.recognise").defer(attachment_id=paper.pk, work_id=work.pk)
            paper.work_id = work.pk  # type: ignore[attr-defined]
    return papers


def _bring_to_register(unit: Unit, files: Sequence[Any], *, by: Actor) -> str:
    """Where the clerk goes on after bringing files."""
    papers = bring_all(files, unit, by=by)
    asked = [("unit", unit.pk), *(("papers", paper.pk) for paper in papers)]
    asked += [("work", paper.work_id) for paper in papers if hasattr(paper, "work_id")]
    return f"{reverse('documents.register')}?{urlencode(asked)}"


def bring(request: Request) -> HttpResponse:
    """The first step of registering: drop the file."""
    return act_through_form(request, BringForm, _bring_to_register, template="documents/bring.html", verb=BRING)


def register(request: Request) -> HttpResponse:
    """The second step: what Baro read, for the clerk to correct."""
    ids = chosen_ids(request.GET.getlist("papers"))
    papers = list(queries.loose_papers(request.actor, ids))
    works = list(Work.objects.filter(pk__in=chosen_ids(request.GET.getlist("work")), account_id=request.actor.account_id))
    reading = [work for work in works if work.is_running]
    found = proposing.propose([paper.text for paper in papers])
    act = partial(receiving.register, papers=[paper.pk for paper in papers])
    initial: dict[str, Any] = found.initial | {"unit": request.GET.get("unit")}
    context = {"papers": papers, "reading": reading, "found": found, "unread": _unread(papers, reading)}
    return act_through_form(
        request, RegisterForm, act, template="documents/register.html", verb=REGISTER, initial=initial, context=context
    )


def _unread(papers: list[Attachment], reading: list[Work]) -> list[Attachment]:
    """Papers without text that nobody reads any more."""
    return [] if reading else [p for p in papers if p.state != ReadingState.READ]


@require_safe
@xframe_options_sameorigin
def paper(request: Request, pk: int) -> FileResponse:
    """A paper itself: shown in the page when the browser can do that safely, otherwise saved."""
    found = get_object_or_404(Attachment.objects.select_related("document"), pk=pk)
    if found.document_id is None:
        visible = found.brought_by_id is not None and found.brought_by_id == request.actor.post_id
    else:
        visible = Document.objects.visible_to(request.actor).filter(pk=found.document_id).exists()
    path = storing.place_of(found.digest)
    if not visible or not path.exists():
        raise Http404
    if found.document_id:
        tell_reading(found.document_id, by=request.actor)
    shown = found.media_type in INLINE and "save" not in request.GET
    response = FileResponse(
        path.open("rb"), as_attachment=not shown, filename=found.name, content_type=found.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
