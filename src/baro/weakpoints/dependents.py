"""What becomes of weak points when a unit or a post closes, or changes hands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, UnitDependent, dependents
from baro.org.models import Disposition
from baro.weakpoints.flow import UNFINISHED
from baro.weakpoints.models import Point
from baro.weakpoints.verbs import PASS_ON

STILL_OPEN = Q(state__in=UNFINISHED)

dependents(
    UnitDependent(
        "weakpoints.open",
        _("Weak points of a unit that are not solved"),
        Point,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=STILL_OPEN,
        told=PASS_ON,
    ),
    PostDependent(Point, "owner_post", only=STILL_OPEN),
    HandoverItem(
        "weakpoints.owned", _("Weak points to solve"), lambda: Point.objects.filter(STILL_OPEN), ("owner_post",)
    ),
    PersonReference(_("Weak points solved"), Point, "solved_by"),
)
