"""On the profile: who may read what is kept about oneself. Merely looking is noted nowhere, so it says who can."""

from __future__ import annotations

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from baro.org.models import Mandate, Membership, Tenure, Unit
from baro.org.models.accounts import KEEP
from baro.ui.frame.account_menu import profile_section
from baro.ui.http import Request

MOST = 20  # of each; nobody's units are kept by more
ORGANISE = "org.organise"


@profile_section
def who_may_read(request: Request) -> str:
    """Who keeps the organisation of units where the reader holds or held a post, or sits; and who keeps the account."""
    if request.actor.person_id is None:
        return ""
    found = {"births": _holders(request, ORGANISE), "accounts": _holders(request, KEEP)}
    return render_to_string("directory/who_may_read.html", found)


def _holders(request: Request, power: str) -> list[Tenure]:
    """The others who hold a post with the power over one of these units."""
    person = request.actor.person_id
    held = Tenure.objects.current().filter(person=person).order_by().values("post__unit")
    sits = Membership.objects.current().filter(person=person).order_by().values("unit")  # sees: the reader's own
    units = list(Unit.objects.filter(Q(pk__in=held) | Q(pk__in=sits)))  # sees: the reader's own
    above = {key for unit in units for key in unit.above}
    carrying = Mandate.objects.filter(permissions__contains=[power], post__closed_on=None)
    posts = carrying.filter(Q(unit__in=units) | Q(unit__in=above, includes_below=True)).order_by().values("post")
    now = Tenure.objects.on(timezone.localdate()).filter(post__in=posts).exclude(person=person)
    return list(now.select_related("person", "post__unit").order_by("post__unit__path", "post", "pk")[:MOST])
