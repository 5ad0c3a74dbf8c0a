"""What people do with trips."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

REQUEST = Verb(
    "trips.trip.request",
    _("Request a trip"),
    _("%(actor)s requested a trip to %(destination)s"),
    frozenset({"destination"}),
    icon="car",
    tone="primary",
)
APPROVE = Verb(
    "trips.trip.approve",
    _("Approve the trip"),
    _("%(actor)s approved the trip"),
    at_once=True,
    icon="check",
    tone="primary",
)
REFUSE = Verb(
    "trips.trip.refuse",
    _("Refuse the trip"),
    _("%(actor)s refused the trip: %(reason)s"),
    frozenset({"reason"}),
    icon="x",
    permission="trips.trip.approve",
)
CANCEL = Verb(
    "trips.trip.cancel",
    _("Cancel the trip"),
    _("%(actor)s cancelled the trip: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    tone="danger",
)
PASS_ON = passing_on("trips.trip")

permissions(trips=[("see", _("See trips")), (REQUEST, None), (APPROVE, None)])
