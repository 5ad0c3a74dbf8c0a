"""What the pages of a cascade, of its recipients and of saved sets show, and what is done there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.cascades import sheets
from baro.cascades import verbs as v
from baro.cascades.actions import answering, drafting, saving_sets, sending
from baro.cascades.figures import sums_below
from baro.cascades.flow import State
from baro.cascades.models import Answer, Cascade, Recipient, UnitSet
from baro.cascades.web import forms
from baro.cascades.web.summary import beside_cascade, due_words
from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.models import HIDDEN
from baro.tasks.verbs import ASSIGN
from baro.ui.http import Request
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose

DRAFTED = ("work", "product", "authority", "clause", "source", "below", "kind", "direct", "as_of", "named")


def _own_unit(by: Actor) -> Unit:
    """The unit of the actor's post.

    Raises NotPermitted for whoever holds none.
    """
    unit: Unit | None = Unit.objects.filter(pk=by.unit_id or 0).first()  # sees: one's own
    if unit is None:
        raise NotPermitted(_("You do not hold a post today."))
    return unit


def _draft(*, by: Actor, **typed: Any) -> Cascade:
    return drafting.draft(unit=_own_unit(by), by=by, **typed)


def _keep(*, below: Unit | None = None, kind: str = "", units: list[Unit], by: Actor, **typed: Any) -> UnitSet:
    return saving_sets.keep(unit=_own_unit(by), units=_gathered(units, below, kind), by=by, **typed)


def _change(pk: int, *, below: Unit | None, kind: str, units: list[Unit], by: Actor, **typed: Any) -> UnitSet:
    return saving_sets.change_set(pk, units=_gathered(units, below, kind), by=by, **typed)


def _gathered(units: list[Unit], below: Unit | None, kind: str) -> list[Unit]:
    """The units that were named, and those of a kind under one, each once."""
    found = {unit.pk: unit for unit in units}
    if below is not None:
        under = Unit.objects.open().below(below).exclude(pk=below.pk).order_by("path")  # sees: names are no secret
        found |= {unit.pk: unit for unit in (under.filter(kind=kind) if kind else under)}
    return list(found.values())


def _answer(pk: int, *, words: str = "", by: Actor, **typed: Any) -> Recipient:
    values = {name.removeprefix("field_"): value for name, value in typed.items()}
    return answering.answer(pk, values=values, words=words, by=by)


def _enter(pk: int, *, upload: Any, by: Actor) -> Cascade:
    """Read the list and fill the answers in: everything or nothing."""
    cascade = Cascade.objects.visible_to(by).get(pk=pk)
    filled = sheets.filled_in(upload.read(), upload.name, cascade, by)
    return answering.enter(pk, rows=filled.rows, file=upload.name, by=by)


def _source(request: Request) -> dict[str, Any]:
    """The document that the address names, and the unit under which the actor assigns most widely."""
    roots = sorted((scope.root for scope in request.actor.roots_of(ASSIGN) if scope.below), key=len)
    below = Unit.objects.open().filter(path=roots[0]).first() if roots else None  # sees: names are no secret
    return {"source": request.GET.get("source"), "below": below}


def _as_drafted(_request: Request, cascade: Cascade) -> dict[str, Any]:
    return {name: getattr(cascade, name) for name in (*DRAFTED, "due_on", "due_within")}


def _foreseen(request: Request, cascade: Cascade) -> dict[str, Any]:
    """Who would receive it now."""
    return {"foreseen": sending.look(cascade, by=request.actor)}


def _to_forward(_request: Request, recipient: Recipient) -> dict[str, Any]:
    """The units directly under the one that received it, as late as possible."""
    latest = drafting.latest_due(recipient)
    due_on = latest if latest and latest >= timezone.localdate() else None
    return {"below": recipient.task.unit, "direct": True, "due_on": due_on}


def _answered(request: Request, recipient: Recipient) -> dict[str, Any]:
    """What was answered before, else what the units answered to which it was forwarded."""
    answers = Answer.objects.visible_to(request.actor).filter(recipient=recipient).exclude(proof__isnull=False)
    given = {one.code: one.value for one in answers}
    yes_no = {True: "yes", False: "no"}
    said = {code: yes_no[value] if isinstance(value, bool) else value for code, value in given.items()}
    return {f"field_{code}": value for code, value in (sums_below(recipient) | said).items()}


def _fields(_request: Request, record: Any) -> dict[str, Any]:
    return {"fields": (record.cascade if isinstance(record, Recipient) else record).fields}


def _members(_request: Request, kept: UnitSet) -> dict[str, Any]:
    return {"name": kept.name, "units": _units_of(kept)}


def _units_of(kept: UnitSet) -> list[Unit]:
    return list(kept.units.order_by("path").filter(closed_on=None))


CASCADES = RecordPages(
    Cascade,
    "cascades",
    verbs=(
        VerbPage(v.SEND, sending.send, forms.SendForm, template="cascades/send.html", beside=_foreseen),
        VerbPage(v.REVISE, drafting.revise, forms.ReviseForm, initial=_as_drafted),
        VerbPage(v.ADD_FIELD, drafting.add_field, forms.FieldForm),
        VerbPage(
            v.REMOVE_FIELD,
            drafting.remove_field,
            forms.RemoveFieldForm,
            options=_fields,
            only=lambda cascade: bool(cascade.fields_kept),
        ),
        VerbPage(v.REMIND, sending.remind, forms.RemindForm),
        VerbPage(v.ENTER, _enter, forms.EnterForm, only=lambda cascade: bool(sheets.fillable(cascade.fields))),
        VerbPage(v.SEND_MORE, sending.send_more, forms.SendForm, template="cascades/send.html", beside=_foreseen),
        VerbPage(v.CLOSE, sending.close, forms.CloseForm),
        VerbPage(v.REOPEN, sending.reopen, forms.ReasonForm),
        VerbPage(v.DISCARD, drafting.discard),
    ),
    begins=(Beginning(v.DRAFT, _draft, forms.DraftForm, initial=_source),),
    page=RecordPage(
        crumbs=("cascades.list",),
        heading=lambda cascade: cascade.work,
        lead=due_words,
        beside=beside_cascade,
        sections=(
            Piece("cascades/summary.html", only=lambda cascade: cascade.state in (State.SENT, State.CLOSED)),
            Piece("cascades/figures.html", only=lambda cascade: cascade.state in (State.SENT, State.CLOSED)),
            Piece("cascades/draft.html", only=lambda cascade: cascade.state == State.DRAFT),
            Piece("cascades/asked.html", only=lambda cascade: cascade.state in (State.SENT, State.CLOSED)),
            Facts(
                _("The cascade"),
                (
                    Fact("product"),
                    Fact(drafting.rule_in_words, pgettext_lazy("cascade", "Recipients")),
                    Fact("as_of"),
                    Fact("giver_title", note="drafted_at"),
                    Fact("authority"),
                    Fact("source", linked=True, hidden=HIDDEN),
                    Fact("clause", cell=as_prose, wide=True),
                    Fact("sent_at"),
                ),
            ),
            PANELS,
        ),
    ),
    related=("unit", "below", "named", "source", "giver_post", "above__task", "above__cascade"),
)
RECIPIENTS = RecordPages(
    Recipient,
    "cascades/recipients",
    verbs=(
        VerbPage(
            v.ANSWER, _answer, forms.AnswerForm, options=_fields, initial=_answered, template="cascades/answer.html"
        ),
        VerbPage(v.FORWARD, drafting.forward, forms.ForwardForm, initial=_to_forward),
    ),
)
SETS = RecordPages(
    UnitSet,
    "cascades/sets",
    verbs=(VerbPage(v.CHANGE, _change, forms.SetForm, initial=_members), VerbPage(v.RETIRE, saving_sets.retire)),
    begins=(Beginning(v.KEEP, _keep, forms.SetForm),),
    page=RecordPage(
        crumbs=("cascades.sets",),
        lead=lambda kept: str(kept.unit),
        beside=lambda _request, kept: {"units": _units_of(kept)},
        sections=(Piece("cascades/set.html"),),
    ),
    related=("unit",),
)
