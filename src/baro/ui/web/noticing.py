"""Notices: what is to be done or was not read yet, and all of them; opening one, marking them read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baro.org.actors import Actor
from baro.trail.models import Reason
from baro.ui.frame.notices import (
    mark_read,
    mark_unread,
    notices_of,
    open_notices,
    place_of,
    shown,
    unread_by_reason,
    unread_count,
)
from baro.ui.http import Request, go_to, number_in, way_back

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A reason for which notices come: how many of them are unread, and the address that shows these alone."""

    label: Any
    unread: int
    url: str
    current: bool


@require_safe
def notices(request: Request) -> HttpResponse:
    """The notices of the actor's post about what is to be done or was not read, or (``?show=all``) every one.

    ``?reason=`` shows those that came for one reason.
    """
    actor, day, show = request.actor, timezone.localdate(), "all" if request.GET.get("show") == "all" else ""
    reason = asked if (asked := request.GET.get("reason")) in Reason.values else ""
    found = notices_of(actor) if show else open_notices(actor, day)
    page = Paginator(found.filter(reason=reason) if reason else found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": shown(actor, day, page),
        "show": show,
        "reason": reason,
        "reasons": _reasons(actor, show, reason),
        "any_unread": unread_count(actor) > 0,
    }
    return TemplateResponse(request, "ui/notices.html", context)


def _reasons(actor: Actor, show: str, asked: str) -> list[ReasonChoice]:
    """Every reason, and first of all of them."""
    unread = unread_by_reason(actor)
    offered = [
        ("", _("Any reason"), sum(unread.values())),
        *((r.value, r.label, unread.get(r.value, 0)) for r in Reason),
    ]
    return [
        ReasonChoice(label, count, f"?{urlencode({'show': show, 'reason': value})}", value == asked)
        for value, label, count in offered
    ]


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
    """Mark one notice read (``notice``), all of a ``reason``, or all of them."""
    reason = request.POST.get("reason", "")
    mark_read(request.actor, pk=number_in(request.POST.get("notice")), reason=reason if reason in Reason.values else "")
    return go_to(request, way_back(request, otherwise=reverse("ui.notices")))


@require_POST
def unread(request: Request) -> HttpResponse:
    """Put one notice (``notice``) back on the bell."""
    mark_unread(request.actor, pk=number_in(request.POST.get("notice")) or 0)
    return go_to(request, way_back(request, otherwise=reverse("ui.notices")))
