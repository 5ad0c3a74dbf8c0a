"""What of the rulebook nobody has read in a regulation, for those who answer for what follows from it."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.kernel import rulebook
from baro.ui.http import Request


@require_safe
def assumed(request: Request) -> HttpResponse:
    """The rules in force today, or rows of them, that are only assumed; the rulebook is no secret to who signed in."""
    context = {"assumptions": rulebook.assumed_on(timezone.localdate())}
    return TemplateResponse(request, "statistics/assumed.html", context)
