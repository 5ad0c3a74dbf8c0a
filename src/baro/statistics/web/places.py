"""Where figures stand in the navigation, and what they add to the page of a unit."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.org.models import Unit
from baro.statistics.policies import may_see
from baro.statistics.queries import figures
from baro.statistics.verbs import SEE
from baro.statistics.web.painting import home
from baro.ui.counts.opening import address
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.records.panels import panel

heading(Heading("statistics", _("Statistics"), order=70))
place(
    Place("statistics.dashboard", _("Dashboard"), "chart-bar", "statistics.dashboard", 10, SEE, chord="d"),
    Place("statistics.explore", _("Explore"), "chart-dots", "statistics.explore", 50, SEE),
    Place("statistics.figures", _("Figures"), "report-analytics", "statistics.figures", 60, SEE, chord="f"),
    Place("statistics.check", _("Check figures"), "list-check", "statistics.check", 65, SEE),
    Place("statistics.quality", _("Data quality"), "zoom-check", "statistics.quality", 70, SEE),
    Place("statistics.publications", _("Published figures"), "certificate", "statistics.publications", 75, SEE),
    Place("statistics.assumed", _("Assumed rules"), "scale", "statistics.assumed", 90, "org.organise", chord="a"),
)


@panel("org.unit", order=40)
def unit_figures(request: Any, unit: Unit) -> str:
    """What the unit issued this year, and the way to its figures; nothing for who does not see them."""
    if not may_see(request.actor, unit):
        return ""
    year = timezone.localdate().year
    issued = [(one, address(one.line)) for one in figures(unit, year, fingerprints=False) if one.value]
    context = {"unit": unit, "year": year, "issued": issued, "home": home(unit)}
    return render_to_string("statistics/unit_panel.html", context, request=request)
