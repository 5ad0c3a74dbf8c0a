"""What is done to events themselves."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.verbs import Verb

ERASE = Verb(
    "trail.event.erase",
    _("Erase the facts"),
    _("By order of %(ordered)s the facts of event %(event)s were erased: %(reason)s"),
    frozenset({"event", "ordered", "reason"}),
    automatic=True,
    icon="eraser",
    weighty=True,
)
