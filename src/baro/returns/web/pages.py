"""What the pages of a round and of a return show, and what is done there."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from baro.org.models import Unit
from baro.returns import sheets
from baro.returns import verbs as v
from baro.returns.actions import filling, opening
from baro.returns.models import Return, Round, Version, form_of
from baro.returns.prefilling import figures_for, from_records
from baro.returns.rulebook import Form
from baro.returns.web import forms
from baro.returns.web.showing import beside_return, beside_round, late_badge
from baro.ui.counts.opening import address
from baro.ui.http import Request
from baro.ui.records import Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_code, as_prose


def _described(one: Return) -> Form:
    """The form by which the return is filled in now."""
    last = filling.last_version(one)
    return form_of(last.rule if last and last.handed_up_at is None else one.round.rule, one.form)


def _fill(pk: int, *, note: str, by: Any, **typed: Any) -> Return:
    values = {name.removeprefix("cell_"): value for name, value in typed.items()}
    return filling.fill(pk, values=values, note=note, by=by)


def _upload(pk: int, *, upload: Any, by: Any) -> Return:
    """Read the workbook and keep what it says: everything or nothing."""
    one = Return.objects.visible_to(by).select_related("round", "unit").get(pk=pk)
    values = sheets.values_in(upload.read(), upload.name, one, _described(one), filling.kind_of(one))
    return filling.upload(pk, values=values, file=upload.name, by=by)


def _options(_request: Request, one: Return) -> dict[str, Any]:
    """The form with what the records say beside the cells that they can fill in."""
    described = _described(one)
    records = {}
    for code, said in figures_for(one, described).items():
        counted = from_records(one, described, code)
        told = _("From records: %(value)s") % {"value": said}
        url = address(counted) if counted and said else ""
        records[f"cell_{code}"] = format_html('<a href="{}">{}</a>', url, told) if url else told
    return {"described": described, "kind": filling.kind_of(one), "records": records}


def _filled(_request: Request, one: Return) -> dict[str, Any]:
    """What was filled in so far; before anything was, what the records say."""
    last = filling.last_version(one)
    values = filling.values_of(last) if last else figures_for(one, _described(one))
    return {f"cell_{code}": value for code, value in values.items()} | {"note": last.note if last else ""}


def _saving(_request: Request, _one: Return) -> dict[str, Any]:
    """What is filled in is only saved; handing up is a deed of its own."""
    return {"submit": _("Save")}


def _note(_request: Request, one: Return) -> dict[str, Any]:
    last = filling.last_version(one)
    return {"note": last.note if last else ""}


def _highest_unit(request: Request) -> dict[str, Any]:
    """The unit under which the actor asks most widely."""
    roots = sorted((scope.root for scope in request.actor.roots_of(v.OPEN) if scope.below), key=len)
    return {"unit": Unit.objects.open().filter(path=roots[0]).first() if roots else None}  # sees: names are no secret


def _correction(one: Return) -> str:
    """Why the newest version was begun."""
    last = Version.objects.filter(of=one).order_by("-number").only("reason").first()
    return last.reason if last else ""


ROUNDS = RecordPages(
    Round,
    "returns/rounds",
    verbs=(
        VerbPage(v.REMIND, opening.remind, forms.RemindForm),
        VerbPage(v.CLOSE, opening.close),
        VerbPage(v.REOPEN, opening.reopen, forms.ReasonForm),
    ),
    begins=(Beginning(v.OPEN, opening.open_round, forms.OpenForm, initial=_highest_unit),),
    page=RecordPage(
        crumbs=("returns.rounds",),
        beside=beside_round,
        sections=(
            Piece("returns/standing.html"),
            Piece("returns/sums.html"),
            Facts(
                gettext_lazy("The round"),
                (
                    Fact("unit", linked=True),
                    Fact("due_on"),
                    Fact("as_of"),
                    Fact("opened_at", note="opened_by"),
                    Fact("rule", gettext_lazy("Version of the form"), cell=as_code),
                ),
            ),
        ),
    ),
    related=("unit",),
)
RETURNS = RecordPages(
    Return,
    "returns",
    verbs=(
        VerbPage(
            v.FILL,
            _fill,
            forms.FillForm,
            options=_options,
            initial=_filled,
            beside=_saving,
            template="returns/fill.html",
        ),
        VerbPage(v.UPLOAD, _upload, forms.UploadForm, template="returns/upload.html"),
        VerbPage(
            v.HAND_UP,
            filling.hand_up,
            forms.HandUpForm,
            initial=_note,
            lead=gettext_lazy("After this the figures are locked. They count until the unit above returns them."),
        ),
        VerbPage(v.ACCEPT, filling.accept, many=filling.accept_many),
        VerbPage(v.SEND_BACK, filling.send_back, forms.ReasonForm),
        VerbPage(v.CORRECT, filling.correct, forms.ReasonForm),
    ),
    page=RecordPage(
        crumbs=("returns.returns",),
        heading=lambda one: f"{one.called}, {one.of_period}",
        lead=lambda one: str(one.unit),
        badges=(late_badge,),
        beside=beside_return,
        sections=(
            Piece("returns/figures.html"),
            Facts(
                pgettext_lazy("returns", "The return"),
                (
                    Fact("unit", linked=True),
                    Fact("checker", linked=True),
                    Fact("due_on"),
                    Fact("handed_up_on", note="handed_up_by"),
                    Fact("code", cell=as_code),
                    Fact(_correction, gettext_lazy("Reason of the correction"), cell=as_prose, wide=True),
                    Fact("round", pgettext_lazy("returns", "Round"), linked=True),
                ),
            ),
        ),
    ),
    related=("unit", "checker", "round__unit"),
)
