"""What becomes of trips when a unit or a post closes, or changes hands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, UnitDependent, dependents
from baro.trips.flow import OPEN
from baro.trips.models import Trip
from baro.trips.verbs import PASS_ON

STILL_OPEN = Q(state__in=OPEN)

dependents(
    UnitDependent("trips.open", _("Open trips of a unit"), Trip, "unit", only=STILL_OPEN, told=PASS_ON),
    PostDependent(Trip, "requester", only=STILL_OPEN),
    HandoverItem(
        "trips.requested", _("Open trips of the post"), lambda: Trip.objects.filter(STILL_OPEN), ("requester",)
    ),
    PersonReference(_("Trips asked for"), Trip, "asked_by"),
)
