"""What becomes of obstacles when a unit or a post closes, or changes hands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PostDependent, UnitDependent, dependents, stays
from baro.org.models import Disposition
from baro.urging.flow import State
from baro.urging.models import Mail, Obstacle
from baro.urging.verbs import PASS_ON

STANDING = Q(state=State.STANDING)

dependents(
    UnitDependent(
        "urging.obstacles",
        _("Obstacles that a unit must remove"),
        Obstacle,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=STANDING,
        follows="post",
        told=PASS_ON,
    ),
    PostDependent(Obstacle, "post", only=STANDING),
    HandoverItem("urging.obstacles", _("Obstacles to remove"), lambda: Obstacle.objects.filter(STANDING), ("post",)),
)
stays("to whom an e-mail went is history; what waits goes to whoever holds the post by then", Mail, "post")
