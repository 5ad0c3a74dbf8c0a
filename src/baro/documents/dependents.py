"""What hangs on units and posts here, and what becomes of it when they are closed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.documents.actions.drafting import readdress
from baro.documents.counters import Counter
from baro.documents.flow import UNSIGNED as NOT_SIGNED
from baro.documents.flow import State
from baro.documents.models import Attachment, Concern, Document, HandlingSlip
from baro.documents.reserved import Reservation
from baro.documents.reviews import OPEN, Review
from baro.documents.verbs import PASS_ON
from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, UnitDependent, dependents, stays

UNSIGNED = Q(state__in=NOT_SIGNED)
BEING_DECIDED = Q(document__state__in=(State.PRESENTED, State.INSTRUCTED))

dependents(
    UnitDependent(
        "documents.drafts",
        _("Drafts that are not signed yet"),
        Document,
        "unit",
        only=UNSIGNED,
        told=PASS_ON,
        then=readdress,
    ),
    UnitDependent(
        "documents.leads",
        _("Documents that a unit leads"),
        HandlingSlip,
        "lead",
        only=BEING_DECIDED,
        part_of="document",
    ),
    UnitDependent("documents.reviews", _("Regulations to be reviewed"), Review, "unit", only=OPEN, part_of="document"),
)
dependents(
    PostDependent(Document, "drafter_post", only=UNSIGNED),
    PostDependent(HandlingSlip, "leader_post", only=Q(document__state=State.PRESENTED)),
)
stays("who issued a document is history; a draft takes the name of its new unit", Document, "issuer_unit")
stays("whom a document concerned is history; the successor sees it", Concern, "unit")
stays("papers stay with their register, which the successor reads", Attachment, "unit", "brought_by")
stays("a closed unit gives no more numbers; its successor counts its own", Counter, "unit")
stays("a number belongs to the counter that gave it; a draft that moved gives it back", Reservation, "holder", "unit")
dependents(
    HandoverItem(
        "documents.drafts", _("Drafts under way"), lambda: Document.objects.filter(UNSIGNED), ("drafter_post",)
    ),
    HandoverItem(
        "documents.to_instruct",
        _("Documents that wait for an instruction"),
        lambda: Document.objects.filter(state=State.PRESENTED),
        ("slip__leader_post",),
    ),
)
dependents(
    PersonReference(_("Documents drafted"), Document, "drafter"),
    PersonReference(_("Documents signed"), Document, "signer"),
)
