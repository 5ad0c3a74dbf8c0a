"""Notices: the page by reason, opening one, marking them read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from baro.trail.models import Reason
from baro.ui.frame.notices import mark_read, notices_of, place_of, reasons_of
from baro.ui.http import Request, go_to, number_in, way_back

PER_PAGE = 30


def _reason(asked: str) -> str:
    """The reason that was asked for, if there is such a reason."""
    return asked if asked in Reason.values else ""


@require_safe
def notices(request: Request) -> HttpResponse:
    """The notices of the actor's post, all or of one reason."""
    reason = _reason(request.GET.get("reason", ""))
    page = Paginator(notices_of(request.actor, reason), PER_PAGE).get_page(request.GET.get("page"))
    reasons = reasons_of(request.actor)
    counts = {"all": sum(r.all for r in reasons), "waiting": sum(r.unread for r in reasons)}
    context = {"page": page, "reasons": reasons, "reason": reason, "counts": counts}
    return TemplateResponse(request, "ui/notices.html", context)


@require_safe
def notice(request: Request, pk: int) -> HttpResponse:
    """Open what a notice is about; it is read then.

    Raises Http404 for a notice of another post.
    """
    opened = get_object_or_404(notices_of(request.actor), pk=pk)
    if request.method == "GET":
        mark_read(request.actor, pk=opened.pk)
    return go_to(request, place_of(opened))


@require_POST
def read(request: Request) -> HttpResponse:
    """Mark one notice read (``notice``), or all of them, of one reason when it is named."""
    reason = _reason(request.POST.get("reason", ""))
    mark_read(request.actor, pk=number_in(request.POST.get("notice")), reason=reason)
    return go_to(request, way_back(request, otherwise=reverse("ui.notices")))
