"""The pages on which work is given out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.documents.actions import handling
from baro.documents.models import Document, HandlingSlip
from baro.documents.proposing import days_named
from baro.documents.reading.proposals import Deadline
from baro.documents.verbs import INSTRUCT
from baro.kernel.decisions import ask
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks import queries
from baro.tasks.actions import assigning
from baro.tasks.models import Task
from baro.tasks.verbs import ASSIGN
from baro.tasks.web.away import away_in
from baro.tasks.web.forms import AssignForm, AssignManyForm
from baro.trail.changes import Batch
from baro.ui.forms import act_through_form
from baro.ui.forms.form import attempt, made, need_permission, outcome_of, shown
from baro.ui.forms.once import once
from baro.ui.http import Request, go_to, number_in

INSTRUCT_AND_ASSIGN = gettext_lazy("Instruct and assign")


def assign(request: Request) -> HttpResponse:
    """Give a task; with ``?source=ID`` the document's instruction fills it in, with ``?parent=ID`` it is a part."""
    whole = _whole_of(request)
    source = None if whole else _source_of(request)
    slip = _slip_of(source) if source else None
    proposed = _proposed(source, slip)
    named = days_named(source.attachments.values_list("proposal", flat=True)) if source else []
    proposed |= {"clause": _clause(named, proposed.get("due_on")), "parent": whole}
    instructs = slip is not None and bool(ask(request.actor, INSTRUCT, source))
    title = INSTRUCT_AND_ASSIGN if instructs else ASSIGN.label
    context = {
        "source": source,
        "whole": whole,
        "title": _("Add a sub-task") if whole else title,
        "submit": title,
        "slip": slip,
        "papers": list(source.attachments.defer("text", "proposal")) if source else [],
        "named": named,
        "away": away_in(request, proposed),
        "offer": True,
        "clears": queries.motto_rule().body.wanted,
        "back": above.get_absolute_url() if (above := whole or source) else reverse("tasks.list"),
    }
    return act_through_form(
        request,
        AssignForm,
        partial(_instruct_and_assign, slip.document_id) if instructs and slip else assigning.assign,
        template="tasks/assign.html",
        verb=ASSIGN,
        initial=proposed,
        context=context,
        named=named,
    )


def _instruct_and_assign(document_id: int, *, by: Actor, **typed: Any) -> Task:
    """The leader's instruction and the task that follows from it, in the same words: both or neither."""
    typed.pop("parent", None)
    roles = {name: typed[name] for name in ("due_on", "coordinates", "informs")}
    with transaction.atomic():
        if typed["unit"]:
            handling.instruct(document_id, instruction=typed["work"], lead=typed["unit"], by=by, **roles)
        return assigning.assign(by=by, **typed)


def assign_many(request: Request) -> HttpResponse:
    """Give the same task to many units, and say who got it and who did not."""
    need_permission(request.actor, ASSIGN)
    source = _source_of(request)
    posted = request.method == "POST"
    form = made(AssignManyForm, request, bound=posted, initial={"source": source})
    context: dict[str, Any] = {"verb": ASSIGN, "title": _("Assign to many units"), "source": source}
    context |= {
        "whole": None,
        "slip": None,
        "clears": (),
        "named": [],
        "papers": [],
    }  # these stand beside a single task
    if posted and form.is_valid():

        def given(**typed: Any) -> str:
            batch = _give_to_all(**typed)
            count = len(batch.records) + len(batch.refused)
            return outcome_of(request, batch, context | {"count": count, "next": reverse("tasks.list")})

        done, goal = attempt(form, once(request, given), by=request.actor)
        if done:
            return go_to(request, goal)
    return shown(request, form, "tasks/assign.html", context | {"back": reverse("tasks.list")})


def _give_to_all(units: list[Unit], below: Unit | None, unit_kind: str, *, by: Actor, **wording: Any) -> Batch[Task]:
    """The task for each of the units that were named, and for all those of a kind below one."""
    wanted = {unit.pk: unit for unit in units}
    if below is not None:
        # sees: the action asks for each of these units whether the actor may give it a task
        under = Unit.objects.open().below(below).exclude(pk=below.pk).order_by("path")
        wanted |= {unit.pk: unit for unit in (under.filter(kind=unit_kind) if unit_kind else under)}
    return assigning.assign_many(list(wanted.values()), by=by, **wording)


def _source_of(request: Request) -> Document | None:
    """The document named in the address or sent along, when the actor sees it."""
    number = number_in(request.POST.get("source") or request.GET.get("source"))
    if number is None:
        return None
    found: Document | None = Document.objects.visible_to(request.actor).select_related("unit").filter(pk=number).first()
    return found


def _whole_of(request: Request) -> Task | None:
    """The task named in the address or sent along as the one that is split, when the actor sees it."""
    number = number_in(request.POST.get("parent") or request.GET.get("parent"))
    if number is None:
        return None
    found: Task | None = Task.objects.visible_to(request.actor).filter(pk=number).first()
    return found


def _slip_of(source: Document) -> HandlingSlip | None:
    """The handling slip of a document, if it was presented."""
    return HandlingSlip.objects.filter(document=source).select_related("lead", "leader_post__unit").first()


def _proposed(source: Document | None, slip: HandlingSlip | None) -> dict[str, Any]:
    """What the instruction, or the proposal for it, already says: the work, who has which part in it, until when."""
    proposed: dict[str, Any] = {"source": source}
    if slip is None:
        return proposed
    proposed |= {"work": slip.instruction or slip.proposal, "authority": str(slip.leader_post)}
    roles, today = handling.proposed_roles(slip), timezone.localdate()
    if roles.lead is None:
        return proposed
    office = queries.heads_in_office([roles.lead], today).get(roles.lead.pk)
    head = office.post if office else None
    due_on = roles.due_on if roles.due_on and roles.due_on >= today else None
    proposed |= {"unit": roles.lead, "owner_post": head, "accountable_post": head, "due_on": due_on}
    return proposed | {"coordinates": roles.coordinates, "informs": roles.informs}


def _clause(named: list[Deadline], due_on: Any) -> str:
    """The words of the paper that name the day until which the work is due."""
    return next((one.sentence for one in named if one.day == due_on), "")
