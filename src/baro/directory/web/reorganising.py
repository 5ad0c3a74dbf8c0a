"""The pages of one reorganisation: read, prepared, signed, taken back, carried out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from baro.directory.web.effects import is_large, lines, preview_of
from baro.directory.web.hanging import hanging_on, kinds, records_of
from baro.directory.web.lists import TONES
from baro.directory.web.plan_forms import PrepareForm, ReasonForm, SignForm
from baro.directory.web.plans import plan_of
from baro.kernel.decisions import require
from baro.org.actions import planning, reorganising
from baro.org.actors import Actor
from baro.org.flow import PENDING, State
from baro.org.models import Reorganisation, Unit
from baro.org.verbs import CARRY_OUT, PLAN, PREPARE, SIGN, SUBMIT_PLAN, TAKE_BACK, WITHDRAW
from baro.ui import working
from baro.ui.forms import act_through_form
from baro.ui.http import Request, go_to, wants_fragment

VERBS = {
    State.DRAFT: (PLAN, SUBMIT_PLAN, SIGN, WITHDRAW),
    State.SUBMITTED: (SIGN, TAKE_BACK, PLAN, WITHDRAW),
    State.SIGNED: (CARRY_OUT, TAKE_BACK, WITHDRAW),
}


@require_safe
def reorganisation(request: Request, pk: int) -> HttpResponse:
    """A reorganisation: what it plans, what hangs on the units, what it would do or did, what happened to it."""
    record = _seen(request, pk)
    is_open = record.state in PENDING
    happened = lines(record.effects, record.agreed) if record.effects else []
    context = {
        "record": record,
        "tone": TONES[State(record.state)],
        "verbs": " ".join(map(str, VERBS.get(State(record.state), ()))),
        "plan": plan_of(record),
        "is_open": is_open,
        "hanging": hanging_on(record) if is_open else [],
        "agreed": lines(record.agreed) if record.agreed and not record.effects else [],
        "effects": happened,
        "differs": any(line.differs for line in happened),
        "left": record.effects or record.agreed,
    }
    return TemplateResponse(request, "directory/reorganisation.html", context)


@require_safe
def attached(request: Request, pk: int, code: str) -> HttpResponseBase:
    """The records of one kind that hang on the units that close; of a plan that is over, its page.

    Raises Http404 for a kind that nobody declares.
    """
    record = _seen(request, pk)
    thing = next((one for one in kinds(record) if one.code == code), None)
    if thing is None:
        raise Http404
    return records_of(request, record, thing) if record.state in PENDING else redirect(record)


@require_GET
def effects(request: Request, pk: int) -> HttpResponse:
    """What the reorganisation would do if it were carried out now, and where that differs from what was agreed."""
    record = _seen(request, pk)
    preview = preview_of(record, request.actor)
    shown = lines(preview.facts, record.agreed) if preview.facts else []
    context = {"record": record, "preview": preview, "lines": shown, "large": is_large(record)}
    template = "directory/effects.html"
    return TemplateResponse(request, f"{template}#effects" if wants_fragment(request) else template, context)


@require_POST
def work_out(request: Request, pk: int) -> HttpResponse:
    """Let the effects of a large plan be worked out in the background."""
    record = _seen(request, pk)
    return go_to(request, _in_background("preview", record, by=request.actor))


def prepare(request: Request) -> HttpResponse:
    """Begin a reorganisation."""
    roots = [reach.root for reach in request.actor.roots_of(PREPARE.duty)]
    unit = Unit.objects.visible_to(request.actor).open().filter(path__in=roots).order_by("path").first()
    return act_through_form(request, PrepareForm, planning.prepare, verb=PREPARE, initial={"unit": unit})


@require_POST
def submit_plan(request: Request, pk: int) -> HttpResponse:
    """Bring the plan to whoever signs it."""
    _seen(request, pk)
    return go_to(request, reorganising.submit_plan(pk, by=request.actor), done=SUBMIT_PLAN)


def sign(request: Request, pk: int) -> HttpResponse:
    """See the effects, and sign them."""
    record = _seen(request, pk)
    require(request.actor, SIGN, record)
    preview = preview_of(record, request.actor)
    context = {
        "preview": preview,
        "lines": preview.lines,
        "left": preview.facts,
        "plan": plan_of(record),
        "large": is_large(record),
    }
    return act_through_form(
        request,
        SignForm,
        partial(_sign, record),
        template="directory/sign.html",
        verb=SIGN,
        record=record,
        context=context,
        initial={"digest": preview.digest},
    )


def _sign(record: Reorganisation, *, by: Actor, **seen: str) -> Any:
    """Sign exactly the effects that were seen."""
    if is_large(record):
        return _in_background("sign", record, by=by, **seen)
    return reorganising.sign(record.pk, by=by, **seen)


def take_back(request: Request, pk: int) -> HttpResponse:
    """Open a signed plan again."""
    act = partial(reorganising.take_back, pk)
    return act_through_form(request, ReasonForm, act, verb=TAKE_BACK, record=_seen(request, pk))


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Give a reorganisation up."""
    act = partial(reorganising.withdraw, pk)
    return act_through_form(request, ReasonForm, act, verb=WITHDRAW, record=_seen(request, pk))


@require_POST
def carry_out(request: Request, pk: int) -> HttpResponse:
    """Carry a signed reorganisation out."""
    record = _seen(request, pk)
    require(request.actor, CARRY_OUT, record)
    if is_large(record):
        return go_to(request, _in_background("carry_out", record, by=request.actor))
    return go_to(request, reorganising.carry_out(pk, by=request.actor), done=CARRY_OUT)


def _in_background(deed: str, record: Reorganisation, *, by: Actor, digest: str = "") -> str:
    """Queue a long deed; returns the address where its progress is followed."""
    titles = {
        "preview": _("Working out the effects of “%(title)s”"),
        "sign": _("Signing “%(title)s”"),
        "carry_out": _("Carrying out “%(title)s”"),
    }
    facts: dict[str, Any] = {"deed": deed, "reorganisation_id": record.pk, "digest": digest}
    title = titles[deed] % {"title": record.title}
    return working.queue("org.long_deed", title, by=by, url=record.get_absolute_url(), **facts)


def _seen(request: Request, pk: int) -> Reorganisation:
    """The reorganisation, if the actor sees it.

    Raises Http404 otherwise.
    """
    seen = Reorganisation.objects.visible_to(request.actor).select_related("unit")
    record: Reorganisation = get_object_or_404(seen, pk=pk)
    return record
