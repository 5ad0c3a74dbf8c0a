"""Pages of the organisation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from baro.directory.web.committees import committee_of
from baro.directory.web.portraits import portrait_of
from baro.directory.web.staffing import labels_on, lines_of
from baro.kernel.decisions import ask
from baro.org.models import Unit
from baro.org.verbs import CHANGE_UNIT, GIVE_QUOTA
from baro.ui.http import Request


@require_safe
def unit(request: Request, pk: int) -> HttpResponse:
    """A unit: what it is, where it stands, who works there, what was true of it when.

    Raises Http404 when the actor cannot see the unit.
    """
    seen = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    portrait = portrait_of(seen, actor=request.actor)
    context = {
        "record": seen,
        "portrait": portrait,
        "committee": committee_of(seen, portrait.day, request.actor),
        "may_correct": bool(ask(request.actor, CHANGE_UNIT, seen)),
        "staffing": lines_of(seen, portrait.day),
        "labels": labels_on(portrait.day),
        "may_give_quota": bool(ask(request.actor, GIVE_QUOTA, seen)),
    }
    return TemplateResponse(request, "directory/unit.html", context)
