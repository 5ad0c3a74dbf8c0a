"""What the page of a delivery shows, and what is done to it there."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from baro.documents import storing
from baro.documents.models import Document
from baro.intake import verbs as v
from baro.intake.actions import arriving
from baro.intake.models import DeliveredPaper, Delivery
from baro.intake.web import forms
from baro.intake.web.lists import registered_badge
from baro.ui.http import Request
from baro.ui.records import Fact, Facts, Piece, RecordPage, RecordPages, VerbPage
from baro.ui.work.files import handed_out

SHOWN = 300  # letters of what was read in a paper


def _beside(request: Request, delivery: Delivery) -> dict[str, Any]:
    """Its papers with what was read in them, and the documents that they became."""
    rows = list(delivery.papers.select_related("file", "taken"))
    keys = [one.taken.document_id for one in rows if one.taken and one.taken.document_id]
    return {
        "papers": [
            (number, one.file, reverse("intake.delivery.paper", args=[delivery.pk, number]), one.file.text[:SHOWN])
            for number, one in enumerate(rows, 1)
        ],
        "documents": list(Document.objects.visible_to(request.actor).filter(pk__in=keys).order_by("pk")),
    }


DELIVERIES = RecordPages(
    Delivery,
    "deliveries",
    verbs=(
        VerbPage(v.TAKE, arriving.take),
        VerbPage(v.SET_ASIDE, arriving.set_aside, forms.ReasonForm),
        VerbPage(v.TAKE_UP, arriving.take_up),
    ),
    page=RecordPage(
        crumbs=("intake.deliveries",),
        badges=(lambda delivery, _beside: registered_badge(delivery),),
        beside=_beside,
        sections=(
            Piece("intake/papers.html"),
            Piece("intake/words.html", only=lambda delivery: bool(delivery.words)),
            Facts(
                _("How it came"),
                (Fact("sender"), Fact("came_on"), Fact("get_channel_display", _("Came by")), Fact("unit", linked=True)),
            ),
        ),
    ),
    related=("unit",),
)


@require_safe
def paper(request: Request, pk: int, number: int) -> FileResponse:
    """A file of a delivery (``number`` counts from 1), for those who see the delivery.

    Raises Http404 for everybody else.
    """
    delivery = get_object_or_404(Delivery.objects.visible_to(request.actor), pk=pk)
    rows = list(DeliveredPaper.objects.filter(delivery=delivery).select_related("file").order_by("pk"))
    if not 1 <= number <= len(rows):
        raise Http404
    found = rows[number - 1].file
    return handed_out(request, partial(storing.opened, found.digest), name=found.name, media_type=found.media_type)
