"""Where trips stand in the menu, and whom a remark about one reaches."""

from django.utils.translation import gettext_lazy as _

from baro.trips.models import Trip
from baro.trips.verbs import REQUEST
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.records import remarks_concern

heading(Heading("trips", _("Trips"), order=60))
place(Place("trips.trips", _("Trips"), "car", "trips.trips", 60, ("trips.see", REQUEST.code)))
remarks_concern(Trip, lambda trip: [trip.requester_id])
