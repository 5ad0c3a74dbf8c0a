"""What becomes of cascades when a unit or a post closes, or changes hands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.cascades.flow import State
from baro.cascades.models import Cascade, Recipient, SetMember, UnitSet
from baro.cascades.verbs import PASS_ON
from baro.org.dependent_rows import HandoverItem, PostDependent, UnitDependent, dependents, stays
from baro.org.models import Disposition

OPEN = Q(state__in=(State.DRAFT, State.SENT))

dependents(
    UnitDependent(
        "cascades.given",
        _("Open cascades of a unit"),
        Cascade,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=OPEN,
        follows="giver_post",
        told=PASS_ON,
    ),
    PostDependent(Cascade, "giver_post", only=OPEN),
    HandoverItem(
        "cascades.given", _("Open cascades of the post"), lambda: Cascade.objects.filter(OPEN), ("giver_post",)
    ),
)
stays("the rule says which unit it was; its units are found again through their successors", Cascade, "below")
stays("who received it is history; the task goes to the successor, which is shown beside it", Recipient, "unit")
stays("whoever assigns work in the successor changes it there", UnitSet, "unit")
stays("a set finds the successors of its units when it is used", SetMember, "unit")
