"""The page of my duties, and the files that prove reports."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from baro.documents import storing
from baro.org.queries import papers_of
from baro.tasks import queries
from baro.tasks.models import Evidence, Task
from baro.tasks.web.duties import (
    FIRST,
    cards_of,
    decided_by,
    document_cards,
    handovers_due,
    paper_cards,
    reports_due,
    signatures_due,
    urgent_of,
    waiting_of,
)
from baro.ui.files import handed_out
from baro.ui.http import Request
from baro.ui.lists import beginnings_of


@require_safe
def mine(request: Request) -> HttpResponse:
    """My duties: what waits for the post in which the reader acts."""
    duties = queries.duties_of(request.actor)
    documents = document_cards(request.actor)
    report, handover = papers_of(request.actor)
    grants = reports_due(request.actor) if report else []
    handovers = handovers_due(request.actor) if handover else []
    plans = signatures_due(request.actor)
    context = {
        "duties": duties,
        "beginnings": beginnings_of(request.actor),
        "cards": [*documents, *cards_of(duties), *paper_cards(plans, grants, handovers)],
        "documents": decided_by(request.actor) if documents else [],
        "urgent": urgent_of(request.actor),
        "plans": plans[:FIRST],
        "grants": grants[:FIRST],
        "handovers": handovers[:FIRST],
        "waiting": waiting_of(request.actor) if duties.to_approve or duties.declined or duties.asked else [],
    }
    return TemplateResponse(request, "tasks/mine.html", context)


@require_safe
def evidence(request: Request, pk: int) -> FileResponse:
    """A file that proves a report: shown when the browser can do that safely, otherwise saved.

    Raises Http404 for who does not see the task.
    """
    seen = Evidence.objects.filter(report__task__in=Task.objects.visible_to(request.actor).values("pk"))
    paper = get_object_or_404(seen.select_related("attachment"), pk=pk).attachment
    return handed_out(request, storing.place_of(paper.digest), name=paper.name, media_type=paper.media_type)
