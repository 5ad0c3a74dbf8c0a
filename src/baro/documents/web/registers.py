"""Printing a register: which book, whose, of which days, as PDF or Excel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from baro.documents.registers import BOOKS, MOST_LINES, Book, as_paper
from baro.kernel.errors import Refused
from baro.org.models import Unit
from baro.printing.pdf import as_pdf
from baro.ui.forms import Period, UnitChoice
from baro.ui.forms.fields import Days
from baro.ui.http import Request
from baro.ui.lists import Filter
from baro.ui.lists.exports import Sheet, saved_as, xlsx_answer
from baro.ui.words.cells import written_day

SHOWN, USUAL = 30, "outgoing"


class BookForm(Filter):
    """Which book, whose, of which days."""

    book = forms.ChoiceField(label=gettext_lazy("Register"), choices=[(code, one.title) for code, one in BOOKS.items()])
    register = UnitChoice(label=gettext_lazy("Register of"))
    days = Period(label=gettext_lazy("Days"))
    in_sight = ("book", "register", "days")


@require_safe
def registers(request: Request) -> HttpResponseBase:
    """The book as its first lines, with the ways to print all of it; as a file when the address asks for one.

    Raises Refused for more lines than a file is made for, and TooOften.
    """
    own = Unit.objects.filter(pk=request.actor.unit_id or 0).first()  # sees: the reader's own unit
    form = BookForm(_asked_or_usual(request, own), actor=request.actor)
    form.settle()
    asked = dict(form.asked())
    book, unit = BOOKS[asked.get("book", USUAL)], asked.get("register") or own
    first, last = _days(asked.get("days"))
    lines = book.lines(request.actor, unit, first, last) if unit else iter(())
    kind = request.GET.get("as", "")
    if unit and kind in ("pdf", "xlsx"):
        days = f"{written_day(first)} – {written_day(last)}"
        answer = _workbook if kind == "xlsx" else _printed
        return answer(request, book, _all_of(lines), days, unit)
    context = {
        "form": form,
        "book": book,
        "unit": unit,
        "heads": [head for head, _share in book.heads],
        "lines": list(islice(lines, SHOWN)),
    }
    return TemplateResponse(request, "documents/registers.html", context)


def _asked_or_usual(request: Request, own: Unit | None) -> QueryDict:
    """What the address asks for; where it is silent, the book of this year of the reader's own unit."""
    asked = request.GET.copy()
    asked.setdefault("book", USUAL)
    if own and not (asked.get("register") or asked.get("register_code")):
        asked["register_code"] = own.code
    for key, day in zip(BookForm().keys("days"), _days(None), strict=True):
        asked.setdefault(key, day.isoformat())
    return asked


def _days(days: Days | None) -> tuple[date, date]:
    """The days that were asked for; this year where none were."""
    today = timezone.localdate()
    first, last = (days.first, days.last) if days else (None, None)
    return first or date((last or today).year, 1, 1), last or max(today, first or today)


def _all_of(lines: Iterator[tuple[str, ...]]) -> list[tuple[str, ...]]:
    rows = list(islice(lines, MOST_LINES + 1))
    if len(rows) > MOST_LINES:
        raise Refused(_("A printed register has %(most)s lines at most; choose fewer days.") % {"most": MOST_LINES})
    return rows


def _workbook(request: Request, book: Book, rows: Any, days: str, unit: Unit) -> HttpResponseBase:
    widths = [round(share * 14) for _head, share in book.heads]
    sheet = Sheet(str(book.title), [head for head, _share in book.heads], rows, widths)
    return xlsx_answer(request, [sheet], f"{book.title} {unit} {days}")


def _printed(request: Request, book: Book, rows: Any, days: str, unit: Unit) -> HttpResponseBase:
    paper = as_paper(book, unit, rows, days, language=translation.get_language() or "vi")
    name = f"{book.title} {unit} {days}"
    return saved_as(request, name, "pdf", lambda: HttpResponse(as_pdf(paper), content_type="application/pdf"))
