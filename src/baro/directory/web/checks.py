"""The page of the checks: what hangs in the air, each count leading to its rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.org.checks import Check, check_of, checks
from baro.ui.counts import opening as counts
from baro.ui.http import Request


@dataclass(frozen=True, slots=True)
class Found:
    """A check with how many rows it finds for the reader."""

    check: Check
    count: int

    @property
    def url(self) -> str:
        """Where the rows are."""
        return counts.address(self.check)

    @property
    def tone(self) -> str:
        """The colour of the count: nothing found is good."""
        return str(self.check.severity) if self.count else "good"


@require_safe
def all_checks(request: Request) -> HttpResponse:
    """Every check with its count, the most serious first, what is in order last."""
    today = timezone.localdate()
    found = [Found(one, one.count_for(request.actor, today)) for one in checks()]
    context = {"broken": [f for f in found if f.count], "kept": [f for f in found if not f.count]}
    return TemplateResponse(request, "directory/checks.html", context)


@require_safe
def rows_of_check(request: Request, code: str) -> HttpResponseBase:
    """The rows that a count counts.

    Raises Http404 for a check that nobody declares.
    """
    try:
        one = check_of(code)
    except KeyError as error:
        raise Http404 from error
    return counts.rows_page(request, one, timezone.localdate(), lead=one.remedy, section=one.section)
