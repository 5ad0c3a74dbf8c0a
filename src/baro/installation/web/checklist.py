"""The way from the menu to the page of the installation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from baro.installation.models import Installation
from baro.ui.http import Request


@require_safe
def checklist(request: Request) -> HttpResponse:
    """To the page of the installation.

    Raises Http404 for who does not keep it, and where nothing was set up.
    """
    return redirect(get_object_or_404(Installation.objects.visible_to(request.actor)))
