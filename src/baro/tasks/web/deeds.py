"""The pages on which something is done to a task: each a form of its own, or a button that acts at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Post
from baro.tasks import verbs as v
from baro.tasks.actions import approving, extending, redirecting, urging, working
from baro.tasks.models import Task
from baro.tasks.web import forms
from baro.trail.changes import Batch
from baro.ui.forms import Form, act_on_many, act_through_form
from baro.ui.http import Request, go_to

View = Callable[[Request, int], HttpResponse]
Beginning = Callable[[Task], dict[str, Any]]


def _nothing(_task: Task) -> dict[str, Any]:
    """A form that begins empty."""
    return {}


def through(form_class: type[Form], act: Callable[..., Task], verb: Verb, begins: Beginning = _nothing) -> View:
    """The page of a verb: the form beside the task, then the action."""

    def view(request: Request, pk: int) -> HttpResponse:
        task: Task = get_object_or_404(
            Task.objects.visible_to(request.actor).select_related("unit", "assigner_unit", "owner_post__unit"), pk=pk
        )
        return act_through_form(
            request,
            form_class,
            partial(act, pk),
            template="tasks/deed.html",
            verb=verb,
            record=task,
            initial=begins(task),
        )

    return view


def _reassign(pk: int, *, owner_post: Post, reason: str, by: Actor) -> Task:
    """The unit of the new owner is the unit of the post."""
    return redirecting.reassign(pk, unit=owner_post.unit, owner_post=owner_post, reason=reason, by=by)


def _reassign_many(ids: list[int], *, owner_post: Post, reason: str, by: Actor) -> Batch[Task]:
    """The unit of the new owner is the unit of the post."""
    return redirecting.reassign_many(ids, unit=owner_post.unit, owner_post=owner_post, reason=reason, by=by)


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Take a task on."""
    return go_to(request, working.accept(pk, by=request.actor), done=v.ACCEPT)


@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    """Accept a result."""
    return go_to(request, approving.approve(pk, by=request.actor), done=v.APPROVE)


decline = through(forms.DeclineForm, working.decline, v.DECLINE)
report = through(forms.ReportForm, working.report, v.REPORT, lambda task: {"percent": task.progress_percent})
hand_in = through(forms.HandInForm, working.hand_in, v.HAND_IN, lambda task: {"result": task.result})
return_ = through(forms.ReturnForm, approving.return_, v.RETURN)
reassign = through(forms.ReassignForm, _reassign, v.REASSIGN)
ask_extension = through(forms.AskExtensionForm, extending.ask_extension, v.ASK_EXTENSION)
extend = through(forms.ExtendForm, extending.extend, v.EXTEND, lambda task: {"due_on": task.asked_due_on})
refuse_extension = through(forms.RefuseExtensionForm, extending.refuse_extension, v.REFUSE_EXTENSION)
cancel = through(forms.CancelForm, redirecting.cancel, v.CANCEL)
urge = through(forms.UrgeForm, urging.urge, v.URGE)


def urge_many(request: Request) -> HttpResponse:
    """Urge the owners of the ticked tasks."""
    return act_on_many(request, forms.UrgeForm, urging.urge_many, verb=v.URGE)


def reassign_many(request: Request) -> HttpResponse:
    """Give the ticked tasks to another owner."""
    return act_on_many(request, forms.ReassignForm, _reassign_many, verb=v.REASSIGN)
