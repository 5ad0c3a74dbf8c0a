"""What becomes of programmes and reviews when a unit or a post closes, or changes hands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, UnitDependent, dependents
from baro.programmes.flow import UNDECIDED, State
from baro.programmes.models import Programme, Review
from baro.programmes.verbs import PASS_ON, PASS_ON_REVIEW

UNDERWAY = Q(state=State.UNDERWAY)
OPEN = Q(state__in=UNDECIDED)

dependents(
    UnitDependent("programmes.underway", _("Programmes of a unit"), Programme, "unit", only=UNDERWAY, told=PASS_ON),
    UnitDependent("programmes.reviews", _("Unfinished reviews"), Review, "unit", only=OPEN, told=PASS_ON_REVIEW),
    PostDependent(Review, "writer_post", only=OPEN),
    HandoverItem(
        "programmes.reviews", _("Unfinished reviews of the post"), lambda: Review.objects.filter(OPEN), ("writer_post",)
    ),
    PersonReference(_("Reviews written"), Review, "written_by"),
    PersonReference(_("Reviews submitted"), Review, "submitted_by"),
)
