"""What is done to a list before it is imported; its own page does it, so that none has a page of its verb."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.verbs import Verb

BRING_LIST = Verb(
    "org.import.bring",
    pgettext_lazy("organisation", "Bring a list"),
    _("%(actor)s brought the list %(file)s"),
    facts=frozenset({"file"}),
    automatic=True,
    icon="upload",
    permission="org.organise",
)
CHECK_LIST = Verb(
    "org.import.check",
    pgettext_lazy("organisation", "Check a list"),
    _("%(actor)s had the list %(file)s checked"),
    facts=frozenset({"file"}),
    automatic=True,
    icon="list-check",
    permission="org.organise",
)
