"""The pages on which a document is drafted, submitted, signed and issued."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from baro.documents import queries
from baro.documents.actions import bringing, drafting, issuing, signing
from baro.documents.models import Concern, Document, Role
from baro.documents.verbs import DRAFT, ISSUE, REVISE, SEND_BACK, SIGN, SUBMIT
from baro.documents.web.doubts import doubt_about, doubt_in
from baro.documents.web.forms import DraftForm, ReviseForm, SendBackForm, SignForm
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.ui.forms import act_through_form
from baro.ui.http import Request, go_to


def _draft_with_files(unit: Unit, uploads: Sequence[Any], *, by: Actor, **facts: Any) -> Document:
    """Bring the files and draft with them: both or neither."""
    with transaction.atomic():
        papers = [paper.pk for paper in bringing.bring_all(uploads, unit, by=by)]
        return drafting.draft(unit=unit, papers=papers, by=by, **facts)


def draft(request: Request) -> HttpResponse:
    """Begin a document."""
    context = {"doubt": doubt_in(request)}
    return act_through_form(
        request, DraftForm, _draft_with_files, template="documents/draft.html", verb=DRAFT, context=context
    )


def revise(request: Request, pk: int) -> HttpResponse:
    """Change a draft."""
    document = _seen(request, pk)

    def act(uploads: Sequence[Any], *, by: Actor, **facts: Any) -> Document:
        with transaction.atomic():
            papers = [paper.pk for paper in bringing.bring_all(uploads, document.unit, by=by)]
            return drafting.revise(pk, papers=papers, by=by, **facts)

    recipients = Concern.objects.filter(document=document, role=Role.RECIPIENT).select_related("unit")
    initial = {
        "type": document.type,
        "abstract": document.abstract,
        "urgency": document.urgency,
        "body": document.body,
        "recipients": [concern.unit for concern in recipients],
        "seen": queries.signed_content(document).digest,
    }
    return act_through_form(
        request,
        ReviseForm,
        act,
        template="documents/draft.html",
        verb=REVISE,
        record=document,
        initial=initial,
        context={"doubt": doubt_about(document.unit, request.POST.get("type") or document.type)},
        unit=document.unit,
    )


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    """Submit a draft for signature."""
    return go_to(request, drafting.submit(pk, by=request.actor), done=SUBMIT)


def send_back(request: Request, pk: int) -> HttpResponse:
    """Send a draft back with a reason."""
    document = _seen(request, pk)
    return act_through_form(request, SendBackForm, partial(drafting.send_back, pk), verb=SEND_BACK, record=document)


def sign(request: Request, pk: int) -> HttpResponse:
    """Read what was submitted and sign it."""
    document = _seen(request, pk)
    recipients = Concern.objects.filter(document=document, role=Role.RECIPIENT).select_related("unit")
    context = {
        "doubt": doubt_about(document.unit, document.type),
        "type_name": queries.type_names().get(document.type, document.type),
        "papers": list(document.attachments.all()),
        "recipients": [concern.unit for concern in recipients],
    }
    return act_through_form(
        request,
        SignForm,
        partial(signing.sign, pk),
        template="documents/sign.html",
        verb=SIGN,
        record=document,
        context=context,
        initial={"digest": document.digest},
    )


@require_POST
def issue(request: Request, pk: int) -> HttpResponse:
    """Issue a signed document to its recipients."""
    return go_to(request, issuing.issue(pk, by=request.actor), done=ISSUE)


def _seen(request: Request, pk: int) -> Document:
    """The document, if the actor sees it.

    Raises Http404 otherwise.
    """
    document: Document = get_object_or_404(Document.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    return document
