"""Notices: what is to be done or was not read yet, and all of them; opening one, marking them read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from baro.ui.frame.notices import mark_read, notices_of, open_notices, place_of, shown, unread_count
from baro.ui.http import Request, go_to, number_in, way_back

PER_PAGE = 30


@require_safe
def notices(request: Request) -> HttpResponse:
    """The notices of the actor's post about what is to be done or was not read, or (``?show=all``) every one."""
    actor, day, show_all = request.actor, timezone.localdate(), request.GET.get("show") == "all"
    found = notices_of(actor) if show_all else open_notices(actor, day)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": shown(actor, day, page),
        "show": "all" if show_all else "",
        "any_unread": unread_count(actor) > 0,
    }
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
    """Mark one notice read (``notice``), or all of them."""
    mark_read(request.actor, pk=number_in(request.POST.get("notice")))
    return go_to(request, way_back(request, otherwise=reverse("ui.notices")))
