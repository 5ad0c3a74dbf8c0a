"""What the page of a reorganisation shows, and how one is prepared, planned, signed, taken back and carried out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST, require_safe

from baro.directory.previews import is_large, preview_of
from baro.directory.web.reorganising import planning as planning_page
from baro.directory.web.reorganising import signing as deeds
from baro.directory.web.reorganising.effects import lines
from baro.directory.web.reorganising.hanging import hanging_on, kinds, records_of
from baro.directory.web.reorganising.plan_forms import PrepareForm, ReasonForm, SignForm
from baro.directory.web.reorganising.plans import plan_of
from baro.kernel.verbs import Verb
from baro.org import verbs as v
from baro.org.flow import FLOW, PENDING
from baro.org.models import Reorganisation, Unit
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.ui.forms.form import Act
from baro.ui.http import Request, go_to, wants_fragment
from baro.ui.records import Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_code

DECISION = Facts(
    "",
    (
        Fact("effective_on"),
        Fact("decision", cell=as_code),
        Fact("decided_on"),
        Fact("unit", linked=True),
    ),
)


def _highest_unit(request: Request) -> dict[str, Any]:
    """The highest unit whose reorganisation the actor may prepare."""
    roots = [scope.root for scope in request.actor.roots_of(v.PREPARE.permission)]
    units = Unit.objects.visible_to(request.actor).open().filter(path__in=roots)
    return {"unit": units.order_by("path").first()}


PREPARING = Beginning(
    v.PREPARE,
    planning.prepare,
    PrepareForm,
    initial=_highest_unit,
    beside=lambda _request: {"back": reverse("org.reorganisations")},
)


def _while_open(verb: Verb, act: Act, form: type[forms.BaseForm] | None = None, **more: Any) -> VerbPage:
    """Offered in its states alone: a plan can be opened again and again, so that everything may come."""
    return VerbPage(verb, act, form, only=lambda plan: FLOW.open(plan, verb), **more)


def _to_sign(request: Request, record: Reorganisation) -> dict[str, Any]:
    """The decision, the effects that are signed, and the plan."""
    preview = preview_of(record, request.actor)
    return {
        "decision": SafeString(DECISION.drawn(request, record, {})),
        "preview": preview,
        "lines": lines(preview.facts) if preview.facts else [],
        "left": preview.facts,
        "plan": plan_of(record),
        "large": is_large(record),
    }


VERBS = (
    _while_open(v.PLAN, planning.plan, by_hand=planning_page.plan),
    _while_open(v.SUBMIT, reorganising.submit_plan),
    _while_open(v.SIGN, deeds.sign, SignForm, template="directory/sign.html", beside=_to_sign),
    _while_open(v.CARRY_OUT, deeds.carry_out),
    _while_open(v.REOPEN, reorganising.take_back, ReasonForm),
    _while_open(v.WITHDRAW, reorganising.withdraw, ReasonForm),
)


def _beside(_request: Request, record: Reorganisation) -> dict[str, Any]:
    """What it plans, what hangs on the units, what was agreed to and what happened."""
    plan, is_open = plan_of(record), record.state in PENDING
    happened = lines(record.effects, record.agreed) if record.effects else []
    return {
        "plan": plan,
        "hanging": hanging_on(record) if is_open and not plan.is_empty else [],
        "agreed": lines(record.agreed) if record.agreed and not record.effects else [],
        "effects": happened,
        "differs": any(line.differs for line in happened),
        "left": record.effects or record.agreed,
    }


REORGANISATIONS = RecordPages(
    Reorganisation,
    "reorganisations",
    VERBS,
    begins=(PREPARING,),
    page=RecordPage(
        crumbs=("org.reorganisations",),
        beside=_beside,
        sections=(
            DECISION,
            Piece("directory/happened.html"),
            Piece("directory/hanging.html"),
            Piece("directory/planned.html"),
        ),
    ),
    related=("unit",),
)


@require_safe
def attached(request: Request, pk: int, code: str) -> HttpResponseBase:
    """The records of one kind that hang on the units that close; of a plan that is over, its page.

    Raises Http404 for a kind that nobody declares.
    """
    # By hand: the list is of one plan and one kind, so it has no address of its own.
    record = REORGANISATIONS.seen(request, pk)
    thing = next((one for one in kinds(record) if one.code == code), None)
    if thing is None:
        raise Http404
    return records_of(request, record, thing) if record.state in PENDING else redirect(record)


@require_GET
def effects(request: Request, pk: int) -> HttpResponse:
    """What the reorganisation would do if it were carried out now, and where that differs from what was agreed."""
    # By hand: it is worked out only when somebody asks, and fills in a piece of the plan's page.
    record = REORGANISATIONS.seen(request, pk)
    preview = preview_of(record, request.actor)
    shown = lines(preview.facts, record.agreed) if preview.facts else []
    context = {"record": record, "preview": preview, "lines": shown, "large": is_large(record)}
    template = "directory/effects.html"
    return TemplateResponse(request, f"{template}#effects" if wants_fragment(request) else template, context)


@require_POST
def work_out(request: Request, pk: int) -> HttpResponse:
    """Let the effects of a large plan be worked out in the background."""
    # By hand: it changes nothing, so it is no verb.
    return go_to(request, deeds.in_background("preview", REORGANISATIONS.seen(request, pk), by=request.actor))
