"""Where returns stand in the menu."""

from django.utils.translation import gettext_lazy as _

from baro.returns.models import SEE
from baro.returns.verbs import OPEN
from baro.ui.frame.navigation import Heading, Place, heading, place

heading(Heading("returns", _("Periodic returns"), order=55))
place(
    Place("returns.returns", _("Returns"), "clipboard-list", "returns.returns", 50, SEE),
    Place("returns.rounds", _("Rounds of returns"), "calendar-repeat", "returns.rounds", 51, (SEE, OPEN.code)),
    Place("returns.cells", _("Figures of returns"), "table", "returns.cells", 52, SEE),
)
