"""Where deliveries stand in the menu, among documents."""

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import REGISTER
from baro.ui.frame.navigation import Place, place

# Under the heading of documents: what is registered from there is one.
place(Place("documents.deliveries", _("Mailbox and scanner"), "mail", "intake.deliveries", 22, REGISTER.code))
