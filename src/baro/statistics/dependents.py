"""What becomes of published figures when a unit or a post closes, or people are merged: nothing, they are history."""

from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import PersonReference, dependents, stays
from baro.statistics.models import Publication

dependents(PersonReference(_("Figures frozen"), Publication, "frozen_by"))
stays("figures are those of their unit, whoever followed it", Publication, "unit")
stays("figures were frozen in the post of their day", Publication, "frozen_post")
