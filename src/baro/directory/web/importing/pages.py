"""The pages on which lists are imported: a file is brought, checked and shown, and only then imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django import forms
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from baro.directory import import_files as files
from baro.kernel.decisions import ask, require
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.importing.actions import importing
from baro.org.importing.checking import limits_on
from baro.org.importing.giving import Snapshot
from baro.org.importing.shapes import SHAPES, shape_of
from baro.org.models import Import
from baro.org.verbs import IMPORT
from baro.sheets.remedies import Mistake, refusal
from baro.sheets.shapes import DAY, TEXT, Column, Shape
from baro.ui.forms import DateField, Form, act_through_form
from baro.ui.forms.form import need_permission
from baro.ui.forms.list_files import ListFile
from baro.ui.http import Request, go_to
from baro.ui.lists.exports import XLSX, Sheet, csv_answer, csv_lines, dated, refuse_too_many, saved_as, xlsx_answer
from baro.ui.words import cells
from baro.ui.work import working

RECENT = 5
READ_FOR_ONE = 10  # rows that are read while one is written
LONGEST_CODE = 40


class ImportForm(Form):
    """One file."""

    upload = ListFile(
        label=gettext_lazy("A list of units, posts, people or tenures, or a workbook with several of them")
    )


class ExportForm(Form):
    """Which list, as it was on which day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("List"),
        choices=[("all", gettext_lazy("all four, in one workbook")), *((s.code, s.title) for s in SHAPES)],
    )
    on = DateField(label=gettext_lazy("On the day"))


def import_(request: Request) -> HttpResponse:
    """Bring a list, fetch a template, take the organisation along."""
    # By hand: what is brought here is a file, and the verb is done to it later, on its own page.
    need_permission(request.actor, IMPORT)
    mine = Import.objects.visible_to(request.actor).select_related("imported").defer("content", "outcome")
    context = {
        "title": _("Import and export lists"),
        "shapes": SHAPES,
        "export": ExportForm(initial={"on": timezone.localdate(), "kind": "all"}, actor=request.actor),
        "recent": mine[:RECENT],
        "submit": _("Check the file"),
    }
    return act_through_form(request, ImportForm, _bring, template="directory/import.html", context=context, files=True)


def _bring(*, upload: Any, by: Actor) -> Any:
    """Keep the file and check it: at once when it is small, otherwise in the background."""
    limits = limits_on(timezone.localdate())
    if upload.size > limits.largest_bytes:
        raise refusal("too_large", name=upload.name, most=limits.largest_mib)
    with transaction.atomic():
        record = importing.bring(upload.name, upload.read(), by=by)
        if upload.size <= limits.at_once_kib * 1024:
            return importing.check(record.pk, by=by)
    return _in_background("check", record, by=by, title=_("Checking “%(file)s”"), of=0)


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of a checked file, for the page; of each cell the head, how it is drawn, and what it says."""

    shape: Shape
    counts: dict[str, int]
    heads: list[str]
    rows: list[tuple[int, str, list[tuple[str, str, SafeString | str]]]]

    @property
    def added(self) -> int:
        """How many rows add something."""
        return self.counts.get("new", 0) + self.counts.get("numbered", 0)

    @property
    def more(self) -> int:
        """How many of them are not shown."""
        return self.added - len(self.rows)


def _listed(outcome: dict[str, Any]) -> list[Listed]:
    found = []
    for code, counts in outcome["counts"].items():
        shape, shown = shape_of(code), outcome["shown"][code]
        columns = [shape.column(name) for name in shown["heads"]]
        rows = [
            (number, result, [_drawn(column, cell) for column, cell in zip(columns, said, strict=True)])
            for number, result, said in shown["rows"]
        ]
        found.append(Listed(shape, counts, [str(column.label) for column in columns], rows))
    return sorted(found, key=lambda listed: SHAPES.index(listed.shape))


def _drawn(column: Column, cell: str) -> tuple[str, str, SafeString | str]:
    """A cell for the page: days and choices in the words of the reader, codes from left to right."""
    if column.holds == DAY:
        return str(column.label), "cell-date", cells.day(date.fromisoformat(cell)) if cell else ""
    if column.holds == TEXT and column.longest <= LONGEST_CODE:
        return str(column.label), "", cells.code(cell) if cell else ""
    return str(column.label), "cell-words", str(files.spoken(column, cell))


@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """What importing a file would do, or did: counted, the first rows of each list, everything that is wrong."""
    # By hand: tables over the whole width say all there is; the file has no facts, and no timeline beside them.
    record = _seen(request, pk)
    outcome = record.outcome
    context = {"record": record, "outcome": outcome}
    if outcome:
        kept = outcome["mistakes"]
        context |= {
            "lists": _listed(outcome),
            "mistakes": [Mistake(*mistake) for mistake in kept],
            "people": "people" in outcome["counts"],
            "adds_people": bool(outcome["counts"].get("people", {}).get("new")),
            "many_lists": len(outcome["counts"]) > 1,
            "more_mistakes": outcome["mistakes_count"] - len(kept),
            "same": sum(counts.get("same", 0) for counts in outcome["counts"].values()),
            "decision": ask(request.actor, IMPORT, record),
        }
    return TemplateResponse(request, "directory/import_one.html", context)


@require_POST
def carry_in(request: Request, pk: int) -> HttpResponse:
    """Import what was shown: a little at once, much in the background."""
    # By hand: what is imported is what the page of the file shows, so its button stands there and names the rows.
    record = _seen(request, pk)
    require(request.actor, IMPORT, record)
    digest = request.POST.get("digest", "")
    outcome = record.outcome or {}
    adds, rows_read = outcome.get("adds", 0), sum(sum(counts.values()) for counts in outcome["counts"].values())
    if max(adds, rows_read // READ_FOR_ONE) > limits_on(timezone.localdate()).at_once_rows:
        begun = {"title": _("Importing “%(file)s”"), "of": rows_read + adds, "digest": digest}
        return go_to(request, _in_background("carry_in", record, by=request.actor, **begun))
    return go_to(request, importing.carry_in(record.pk, digest, by=request.actor))


def _in_background(deed: str, record: Import, *, by: Actor, title: str, of: int, digest: str = "") -> str:
    """Queue a long deed; returns the address where its progress is followed."""
    facts = {"deed": deed, "import_id": record.pk, "digest": digest}
    return working.queue(
        "org.import_list", title % {"file": record.name}, by=by, url=record.get_absolute_url(), of=of, **facts
    )


@require_safe
def rows(request: Request, pk: int) -> HttpResponseBase:
    """The file again, with what becomes of each row and what is wrong with it beside it.

    Raises Refused for CSV when there are several lists.
    """
    record = _seen(request, pk)
    name = f"{record.name.rpartition('.')[0] or record.name}-{record.pk}"
    sheets = partial(
        files.checked_sheets, bytes(record.content), record.name, by=request.actor, today=timezone.localdate()
    )
    if request.GET.get("as") == "csv":
        return csv_answer(request, _only(list(sheets())), name)
    return xlsx_answer(request, sheets(), name)


def _only(sheets: list[Any]) -> Any:
    if len(sheets) != 1:
        raise Refused(_("A CSV file holds one list only; take the Excel file."))
    return sheets[0]


@require_safe
def template(request: Request) -> HttpResponseBase:
    """An empty list to be filled in: a workbook with all of them, or one as CSV."""
    need_permission(request.actor, IMPORT)
    kind, named = request.GET.get("kind", "all"), _("Template")
    if kind == "all":
        return saved_as(request, named, "xlsx", _template_book)
    (shape,) = _wanted(kind)
    return csv_answer(request, files.template_sheet(shape), f"{named} - {shape.title}")


@require_safe
def export(request: Request) -> HttpResponseBase:
    """The organisation as lists that can be imported again, as it was on a day; several as CSV come in one archive."""
    need_permission(request.actor, IMPORT)
    form = ExportForm(request.GET, actor=request.actor)
    form.fields["on"].required = False
    day = form.cleaned_data.get("on") if form.is_valid() else None
    day, kind = day or timezone.localdate(), request.GET.get("kind", "all")
    shapes, snapshot, as_text = _wanted(kind), Snapshot(request.actor, day), request.GET.get("as") == "csv"
    if not as_text:
        refuse_too_many(snapshot.size)
    sheets = [files.snapshot_sheet(shape, snapshot, text=as_text) for shape in shapes]
    name = dated(shapes[0].title if len(shapes) == 1 else _("Organisation"), day)
    if not as_text:
        return xlsx_answer(request, sheets, name)
    if len(sheets) == 1:
        return csv_answer(request, sheets[0], name)
    return saved_as(request, name, "zip", lambda: csv_archive(zip(shapes, sheets, strict=True)))


def _template_book() -> FileResponse:
    file = BytesIO()
    files.template_book().save(file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def csv_archive(tables: Iterable[tuple[Shape, Sheet]]) -> FileResponse:
    """Several lists as CSV files in one archive, each under its machine name."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for shape, sheet in tables:
            packed.writestr(f"{shape.code}.csv", "".join(csv_lines(sheet)))
    archive.seek(0)
    return FileResponse(archive, content_type="application/zip")


def _wanted(kind: str) -> list[Shape]:
    try:
        return files.wanted(kind)
    except KeyError as unknown:
        raise Http404(kind) from unknown


def _seen(request: Request, pk: int) -> Import:
    """The import, if it is the actor's own.

    Raises Http404 otherwise.
    """
    record: Import = get_object_or_404(Import.objects.visible_to(request.actor).select_related("imported"), pk=pk)
    return record
