"""What becomes of meetings when a body closes, and when people are merged."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.meetings.flow import IN_POOL, UNFINISHED
from baro.meetings.models import Attendee, Count, Item, Meeting, Objection, Tally
from baro.meetings.verbs import PASS_ITEM_ON, PASS_ON
from baro.org.dependent_rows import PersonReference, PostDependent, UnitDependent, dependents
from baro.org.models import Disposition

dependents(
    UnitDependent(
        "meetings.unfinished",
        _("Meetings of a body that are not finished"),
        Meeting,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=Q(state__in=UNFINISHED),
        told=PASS_ON,
    ),
    UnitDependent(
        "meetings.proposals",
        _("Proposals to a body that are not decided"),
        Item,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=Q(state__in=IN_POOL),
        told=PASS_ITEM_ON,
    ),
    PostDependent(Item, "proposer_post", only=Q(state__in=IN_POOL)),
    PersonReference(_("Meetings chaired"), Meeting, "chair"),
    PersonReference(_("Minutes kept"), Meeting, "secretary"),
    PersonReference(_("Member of meetings"), Attendee, "person"),
    PersonReference(_("Objections to minutes"), Objection, "person"),
    PersonReference(_("Votes counted"), Count, "person"),
    PersonReference(_("Papers counted"), Tally, "person"),
)
