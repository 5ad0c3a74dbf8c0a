"""Where deliveries stand in the menu, among documents."""

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import REGISTER
from baro.ui.frame.navigation import Heading, Place, heading, place

heading(Heading("intake", _("Mailbox and scanner"), order=21))
place(Place("intake.deliveries", _("Mailbox and scanner"), "mail", "intake.deliveries", 22, REGISTER.code))
