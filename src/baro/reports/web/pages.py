"""What the page of a yearly report shows, and what is done there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from baro.org.models import Unit
from baro.printing.page import fragment
from baro.reports import verbs as v
from baro.reports.actions import writing
from baro.reports.composing import LEADING, chapters_of, composed
from baro.reports.flow import BEING_WRITTEN, State
from baro.reports.keeping import changed, outdated, sealed, told_of
from baro.reports.models import Report
from baro.reports.rulebook.yearly import LANGUAGES
from baro.reports.web import forms
from baro.tasks.models import HIDDEN
from baro.ui.http import Request
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage

FILES = (("pdf", "PDF"), ("docx", "Word"), ("html", "HTML"))


def language_of(request: Request) -> str:
    """The language of a report that an address asks for, else the reader's."""
    asked = request.GET.get("language", "")
    reading = (get_language() or LEADING).partition("-")[0]
    return next((code for code in (asked, reading) if code in LANGUAGES), LEADING)


def _own_unit(request: Request) -> dict[str, Any]:
    """A new report begins with the reader's unit and the year that is over."""
    unit = Unit.objects.filter(pk=request.actor.unit_id or 0).first()  # sees: one's own
    return {"unit": unit, "year": timezone.localdate().year - 1}


def _shown(request: Request, report: Report) -> dict[str, Any]:
    """The report in a language, what became of its figures since, and what of it is not translated."""
    language = language_of(request)
    told = told_of(report)
    paper = composed(told, language)
    is_open, is_record = report.state in BEING_WRITTEN, report.state == State.APPROVED
    return {
        "language": language,
        "paper": paper,
        "drawn": fragment([block for _chapter, blocks in chapters_of(told, language) for block in blocks]),
        "languages": [(code, get_language_info(code)["name_local"], len(outdated(report, code))) for code in LANGUAGES],
        "files": FILES,
        "is_open": is_open,
        "changed": [] if is_open else changed(report),
        "is_broken": is_record and sealed(report) != report.digest,
    }


REPORTS = RecordPages(
    Report,
    "reports",
    verbs=(
        VerbPage(v.APPROVE, writing.approve),
        VerbPage(v.HAND_ON, writing.hand_on, only=lambda report: not report.document_id),
        VerbPage(v.SUBMIT, writing.submit),
        VerbPage(
            v.WRITE,
            writing.write,
            forms.WriteForm,
            lead=_("The figures are counted; nobody types them. Write what stands before and after them."),
            options=lambda request, report: {"report": report, "language": language_of(request)},
        ),
        VerbPage(v.RETURN, writing.return_, forms.ReasonForm),
        VerbPage(v.WITHDRAW, writing.withdraw),
        VerbPage(v.CANCEL, writing.cancel, forms.ReasonForm),
    ),
    begins=(Beginning(v.DRAFT, writing.draft, forms.DraftForm, initial=_own_unit),),
    page=RecordPage(
        crumbs=("reports.reports",),
        beside=_shown,
        sections=(
            Piece("reports/report.html"),
            Facts(
                _("The report"),
                (
                    Fact("unit", linked=True),
                    Fact("document", linked=True, hidden=HIDDEN),
                    Fact("publication", linked=True),
                    Fact("writer_title"),
                    Fact("gathered_at"),
                    Fact("approver_title", note="approved_at"),
                    Fact("digest", cell=lambda _report, value: value[:16]),
                ),
            ),
            PANELS,
        ),
    ),
    related=("unit", "document"),
)
