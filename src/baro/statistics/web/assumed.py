"""What of the rulebook nobody has read in a regulation, for those who answer for what follows from it."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.kernel import rulebook
from baro.statistics.web.assumptions import said
from baro.ui.http import Request


@require_safe
def assumed(request: Request) -> HttpResponse:
    """The rules in force today, or rows of them, that are only assumed; the rulebook is no secret to who signed in."""
    found = [(one, said(one.what)) for one in rulebook.assumed_on(timezone.localdate())]
    rules = [(rule, list(rows)) for rule, rows in groupby(found, key=lambda pair: pair[0].rule)]
    context = {"rules": rules}
    return TemplateResponse(request, "statistics/assumed.html", context)
