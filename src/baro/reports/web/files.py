"""A yearly report as a file."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from baro.reports.composing import composed
from baro.reports.keeping import told_of
from baro.reports.models import Report
from baro.reports.papers import PRINTERS
from baro.reports.web.pages import REPORTS, language_of
from baro.ui.http import Request
from baro.ui.lists.exports import saved_as


@require_safe
def file(request: Request, pk: int) -> HttpResponseBase:
    """The report in a language as PDF, Word or a page that stands alone.

    Raises Http404 for who does not see it, and for a kind of file that there is not.
    """
    report: Report = REPORTS.seen(request, pk)
    form = request.GET.get("as", "pdf")
    if form not in PRINTERS:
        raise Http404
    printer, language = PRINTERS[form], language_of(request)

    def made() -> HttpResponse:
        paper = composed(told_of(report, site=settings.SITE), language)
        return HttpResponse(printer.print(paper), content_type=printer.media)

    return saved_as(request, f"{report} ({language})", form, made)
