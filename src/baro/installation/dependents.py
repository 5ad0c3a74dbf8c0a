"""What becomes of the installation and of invitations when a unit closes or people are merged."""

from django.utils.translation import gettext_lazy as _

from baro.installation.models import Installation, Invitation
from baro.org.dependent_rows import PersonReference, dependents, stays

dependents(PersonReference(_("Invitations made"), Invitation, "made_by"))
stays("the installation is that of the organisation that was founded with it", Installation, "organisation")
