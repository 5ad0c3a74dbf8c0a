"""What people do with the organisation."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.verbs import Verb

FOUND = Verb("org.found", _("Found a unit"), _("%(actor)s founded the unit"), automatic=True, icon="building-plus")
APPOINT = Verb(
    "org.appoint",
    _("Appoint"),
    _("%(actor)s appointed %(name)s"),
    facts=frozenset({"name"}),
    automatic=True,
    icon="user-plus",
)
