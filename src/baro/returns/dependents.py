"""What becomes of returns when a unit closes or people are merged."""

from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import PersonReference, dependents, stays
from baro.returns.models import Cell, Return, Round

dependents(PersonReference(_("Returns handed up"), Return, "handed_by"))
stays("who asked for returns is history; whoever opens rounds in the successor goes on", Round, "unit")
stays("a return tells of the unit that there was; its successor finds it below itself", Return, "unit")
stays("whoever checks returns in the successor checks them", Return, "checker")
stays("the figures are the unit's that there was; as it is today they are added up for the successor", Cell, "unit")
