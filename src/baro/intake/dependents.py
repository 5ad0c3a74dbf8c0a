"""What becomes of deliveries when a unit closes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.intake.flow import State
from baro.intake.models import Delivery
from baro.intake.verbs import PASS_ON
from baro.org.dependent_rows import UnitDependent, dependents

dependents(
    UnitDependent(
        "intake.waiting", _("What came and is not registered"), Delivery, "unit",
        only=Q(state=State.ARRIVED), told=PASS_ON,
    )
)  # fmt: skip
