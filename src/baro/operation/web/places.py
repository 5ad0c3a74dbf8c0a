"""Where the desk stands in the menu."""

from django.utils.translation import gettext_lazy as _

from baro.operation.verbs import SEE
from baro.ui.frame.navigation import Heading, Place, heading, place

heading(Heading("operation", _("Administration"), order=90))
place(Place("operation.desk", _("How Baro runs"), "server-2", "operation.desk", 10, SEE))
