"""Where yearly reports stand in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.statistics.verbs import SEE
from baro.ui.frame.navigation import Heading, Place, heading, place

heading(Heading("reports", _("Yearly reports"), order=71))
place(Place("reports.reports", _("Yearly reports"), "report", "reports.reports", 70, SEE))
