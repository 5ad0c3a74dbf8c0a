"""The pages of a task, of my duties, and of its evidence."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from baro.documents import storing
from baro.documents.models import Attachment
from baro.org.queries import papers_of
from baro.tasks import queries
from baro.tasks.flow import State
from baro.tasks.models import Evidence, Task, TaskRole
from baro.tasks.web.badges import days_words
from baro.tasks.web.clears import clears_of
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

OFFERED = "hand_in report approve return ask_extension extend urge reassign cancel"
RELATED = ("owner_post__unit", "accountable_post__unit", "assigner_post", "source")
REPORTS = 20
PROOFS = Prefetch("evidence__attachment", Attachment.objects.defer("text"))  # sees: proofs are read with their task


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
def detail(request: Request, pk: int) -> HttpResponse:
    """A task: what is asked of whom until when, what was reported, and everything that happened to it."""
    visible = Task.objects.visible_to(request.actor)
    task: Task = get_object_or_404(visible.select_related("unit", "assigner_unit", *RELATED), pk=pk)
    found = queries.standing_of(task)
    units = list(task.units.select_related("unit").order_by("unit__path"))
    context = {
        "task": task,
        "days": days_words(found[1]) if found else "",
        "verbs": _verbs_for(task),
        "clears": clears_of(task),
        "coordinates": [u.unit for u in units if u.role == TaskRole.COORDINATE],
        "informs": [u.unit for u in units if u.role == TaskRole.INFORM],
        "reports": list(task.reports.prefetch_related(PROOFS)[:REPORTS]),
    }
    return TemplateResponse(request, "tasks/detail.html", context)


def _verbs_for(task: Task) -> str:
    """The verbs that can still come: taking on stands first and ends with it, a request for time has two answers."""
    if not task.is_open:
        return ""
    first = ["accept", "decline"] if task.state in (State.ASSIGNED, State.DECLINED) else []
    answer = ["refuse_extension"] if task.asked_due_on else []
    return " ".join(f"tasks.task.{verb}" for verb in [*first, *OFFERED.split(), *answer])


@require_safe
def evidence(request: Request, pk: int) -> FileResponse:
    """A file that proves a report: shown when the browser can do that safely, otherwise saved.

    Raises Http404 for who does not see the task.
    """
    seen = Evidence.objects.filter(report__task__in=Task.objects.visible_to(request.actor).values("pk"))
    paper = get_object_or_404(seen.select_related("attachment"), pk=pk).attachment
    return handed_out(request, storing.place_of(paper.digest), name=paper.name, media_type=paper.media_type)
