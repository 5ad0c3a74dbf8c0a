"""Where trips stand in the menu."""

from django.utils.translation import gettext_lazy as _

from baro.trips.verbs import REQUEST
from baro.ui.frame.navigation import Heading, Place, heading, place

heading(Heading("trips", _("Trips"), order=60))
place(Place("trips.trips", _("Trips"), "car", "trips.trips", 60, ("trips.see", REQUEST.code)))
