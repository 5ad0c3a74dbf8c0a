"""What the page of a trip shows, and what is done to it there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.org.models import Unit
from baro.trips import verbs as v
from baro.trips.actions import asking
from baro.trips.models import Trip
from baro.trips.web import forms
from baro.ui.http import Request
from baro.ui.records import Beginning, Fact, Facts, RecordPage, RecordPages, VerbPage


def _in_the_own_unit(request: Request) -> dict[str, Any]:
    unit = Unit.objects.filter(pk=request.actor.unit_id or 0).first()  # sees: one's own
    return {"unit": unit, "day": timezone.localdate()}


TRIPS = RecordPages(
    Trip,
    "trips",
    verbs=(
        VerbPage(v.APPROVE, asking.approve),
        VerbPage(v.REFUSE, asking.refuse, forms.ReasonForm),
        VerbPage(v.CANCEL, asking.cancel, forms.ReasonForm),
    ),
    begins=(Beginning(v.REQUEST, asking.request, forms.RequestForm, initial=_in_the_own_unit),),
    page=RecordPage(
        crumbs=("trips.trips",),
        lead=lambda trip: trip.purpose,
        sections=(Facts(_("The trip"), (Fact("day"), Fact("seats"), Fact("requester"), Fact("unit", linked=True))),),
    ),
    related=("unit", "requester__unit"),
)
