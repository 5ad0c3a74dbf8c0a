"""The page of one document."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from baro.documents import queries
from baro.documents.actions.handling import read as tell_reading
from baro.documents.flow import State
from baro.documents.models import Concern, Direction, Document, Role
from baro.documents.web.doubts import doubt_about
from baro.documents.web.lists import TONES
from baro.ui.http import Request

UNSIGNED = (State.DRAFT, State.SUBMITTED)
VERBS = {
    Direction.INCOMING: ("take_in", "present", "instruct", "file", "reopen"),
    Direction.OUTGOING: ("submit", "revise", "sign", "send_back", "issue"),
}


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """A document with its papers, its handling, what follows from it and everything that happened to it."""
    visible = Document.objects.visible_to(request.actor)
    document = get_object_or_404(visible.select_related("unit", "slip__lead"), pk=pk)
    if document.restricted:
        tell_reading(document.pk, by=request.actor)
    concerns = list(Concern.objects.filter(document=document).select_related("unit").only("role", "unit__name"))
    context = {
        "document": document,
        "verbs": " ".join(f"documents.document.{verb}" for verb in VERBS[Direction(document.direction)]),
        "doubt": doubt_about(document.unit, document.type) if document.state in UNSIGNED else "",
        "tone": TONES[document.state],
        "type_name": queries.type_names(document.issued_on or document.entered_on).get(document.type, document.type),
        "urgency_name": queries.urgency_names()[document.urgency] if document.urgency else "",
        "secrecy_name": queries.secrecy_names().get(document.secrecy) if document.secrecy else "",
        "papers": list(document.attachments.defer("text")),
        "slip": getattr(document, "slip", None),
        "roles": {role: [c.unit for c in concerns if c.role == role] for role in Role},
    }
    return TemplateResponse(request, "documents/detail.html", context)
