"""The pages on which work is given out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Concern, Document, HandlingSlip, Role
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


def assign(request: Request) -> HttpResponse:
    """Give a task; with ``?source=ID`` the document's instruction fills in what it says."""
    source = _source_of(request)
    slip = HandlingSlip.objects.filter(document=source).select_related("lead").first() if source else None
    proposed = _proposed(source, slip)
    context = {
        "source": source,
        "slip": slip,
        "papers": list(source.attachments.defer("text", "proposal")) if source else [],
        "away": away_in(request, proposed),
        "offer": True,
        "clears": queries.motto_rule().body.wanted,
        "back": source.get_absolute_url() if source else reverse("tasks.list"),
    }
    return act_through_form(
        request,
        AssignForm,
        assigning.assign,
        template="tasks/assign.html",
        verb=ASSIGN,
        initial=proposed,
        context=context,
    )


def assign_many(request: Request) -> HttpResponse:
    """Give the same task to many units, and say who got it and who did not."""
    need_permission(request.actor, ASSIGN)
    source = _source_of(request)
    posted = request.method == "POST"
    form = made(AssignManyForm, request, bound=posted, initial={"source": source})
    context: dict[str, Any] = {"verb": ASSIGN, "title": _("Assign to many units"), "source": source}
    context |= {
        "slip": None,
        "papers": [],
        "clears": (),
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


def _give_to_all(units: list[Unit], below: Unit | None, kind: str, *, by: Actor, **wording: Any) -> Batch[Task]:
    """The task for each of the units that were named, and for all those of a kind below one."""
    wanted = {unit.pk: unit for unit in units}
    if below is not None:
        # sees: the action asks for each of these units whether the actor may give it a task
        under = Unit.objects.open().below(below).exclude(pk=below.pk).order_by("path")
        wanted |= {unit.pk: unit for unit in (under.filter(kind=kind) if kind else under)}
    return assigning.assign_many(list(wanted.values()), by=by, **wording)


def _source_of(request: Request) -> Document | None:
    """The document named in the address or sent along, when the actor sees it."""
    number = number_in(request.POST.get("source") or request.GET.get("source"))
    if number is None:
        return None
    found: Document | None = Document.objects.visible_to(request.actor).select_related("unit").filter(pk=number).first()
    return found


def _proposed(source: Document | None, slip: HandlingSlip | None) -> dict[str, Any]:
    """What the instruction already says: who leads, who coordinates, who is informed, and until when."""
    proposed: dict[str, Any] = {"source": source}
    if slip is None or slip.lead is None:
        return proposed
    others = list(Concern.objects.filter(document=source).select_related("unit").order_by("unit__path"))
    proposed["coordinates"] = [concern.unit for concern in others if concern.role == Role.COORDINATE]
    proposed["informs"] = [concern.unit for concern in others if concern.role == Role.INFORM]
    today = timezone.localdate()
    office = queries.heads_in_office([slip.lead], today).get(slip.lead_id or 0)
    head = office.post if office else None
    due_on = slip.due_on if slip.due_on and slip.due_on >= today else None
    return proposed | {"unit": slip.lead, "owner_post": head, "accountable_post": head, "due_on": due_on}
