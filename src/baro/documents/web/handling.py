"""The pages on which an incoming document is handled."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from baro.documents.actions import handling, receiving
from baro.documents.models import Document, HandlingSlip
from baro.documents.verbs import FILE, INSTRUCT, PRESENT, REOPEN, TAKE_IN
from baro.documents.web.forms import InstructForm, PresentForm, ReopenForm
from baro.ui.forms import act_through_form
from baro.ui.http import Request, go_to


@require_POST
def take_in(request: Request, pk: int) -> HttpResponse:
    """Enter an arrived document into the register."""
    return go_to(request, receiving.take_in(pk, by=request.actor), done=TAKE_IN)


@require_POST
def file(request: Request, pk: int) -> HttpResponse:
    """File a document for information."""
    return go_to(request, handling.file(pk, by=request.actor), done=FILE)


def present(request: Request, pk: int) -> HttpResponse:
    """Present a document to a leader."""
    document = _seen(request, pk)
    return act_through_form(
        request,
        PresentForm,
        partial(handling.present, pk),
        template="documents/instruct.html",
        verb=PRESENT,
        record=document,
        context={"papers": list(document.attachments.defer("text"))},
        unit=document.unit,
    )


def instruct(request: Request, pk: int) -> HttpResponse:
    """Write the leader's instruction."""
    document = _seen(request, pk)
    slip = HandlingSlip.objects.filter(document=document).first()
    return act_through_form(
        request,
        InstructForm,
        partial(handling.instruct, pk),
        template="documents/instruct.html",
        verb=INSTRUCT,
        record=document,
        context={"slip": slip, "papers": list(document.attachments.defer("text"))},
        initial={"due_on": document.reply_by},
    )


def reopen(request: Request, pk: int) -> HttpResponse:
    """Take up again, with a reason, what was carried out."""
    act = partial(handling.reopen, pk)
    return act_through_form(request, ReopenForm, act, verb=REOPEN, record=_seen(request, pk))


def _seen(request: Request, pk: int) -> Document:
    """The document, if the actor sees it.

    Raises Http404 otherwise.
    """
    document: Document = get_object_or_404(Document.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    return document
