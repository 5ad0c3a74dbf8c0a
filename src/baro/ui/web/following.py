"""What is looked at afterwards: how far long work has come, what a deed came to, what happened earlier."""

from __future__ import annotations

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from baro.ui.forms import outcomes
from baro.ui.http import Request, number_in, wants_fragment
from baro.ui.models import Work
from baro.ui.records.timelines import timeline_of


@require_safe
def work(request: Request, pk: int) -> HttpResponse:
    """How far the reader's own long work has come: a piece for htmx, otherwise a page.

    Raises Http404 for the work of others.
    """
    followed = get_object_or_404(Work, pk=pk, account_id=request.actor.account_id)
    template = "ui/components/progress.html" if wants_fragment(request) else "ui/work.html"
    response = TemplateResponse(request, template, {"work": followed})
    return response if followed.is_running else trigger_client_event(response, "work-ended")


@require_safe
def outcome(request: Request, key: str) -> HttpResponse:
    """What the reader's deed to many records came to.

    Raises Http404 when the session does not remember it.
    """
    found = outcomes.kept(request, key)
    if found is None:
        raise Http404(key)
    return TemplateResponse(request, "ui/bulk_result.html", found)


@require_safe
def timeline(request: Request, label: str, pk: int) -> HttpResponse:
    """An older stretch of what happened to a record.

    Raises Http404 when the actor cannot see the record.
    """
    before = number_in(request.GET.get("before"))
    try:
        visible = apps.get_model(label)._default_manager.visible_to(request.actor)
    except (LookupError, ValueError, AttributeError) as unknown:
        raise Http404(label) from unknown
    record = get_object_or_404(visible, pk=pk)
    drawn = {"timeline": timeline_of(record, before=before, reader=request.actor), "before": before}
    return TemplateResponse(request, "ui/timeline.html#stretch", drawn)
