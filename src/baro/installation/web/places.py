"""Where the installation and its accounts stand in the menu."""

from django.utils.translation import gettext_lazy as _

from baro.installation.web import set_up  # noqa: F401 - whoever comes first is led there
from baro.org.models.accounts import KEEP
from baro.ui.frame.account_menu import Own, own
from baro.ui.frame.navigation import Heading, Place, heading, place

own(Own(_("Help"), "help-circle", "installation.help"))
heading(Heading("installation", _("Administration"), order=95, kept_by=(KEEP,)))
place(
    Place(
        "installation.installation", _("Installation"), "settings", "installation.checklist", 10, "installation.keep"
    ),
    Place("installation.accounts", _("Accounts"), "id", "installation.accounts", 20, KEEP),
)
