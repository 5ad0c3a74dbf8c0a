"""What hangs on units and posts here, and what becomes of it when they are closed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.documents.actions.drafting import readdress
from baro.documents.flow import State
from baro.documents.models import Attachment, Concern, Counter, Document, HandlingSlip
from baro.documents.verbs import PASS_ON
from baro.org.attached import Held, UnitDependent, attached, held, kept
from baro.org.handing import HandoverItem, handed
from baro.org.personal import PersonReference, personal

UNSIGNED = Q(state__in=(State.DRAFT, State.SUBMITTED))
BEING_DECIDED = Q(document__state__in=(State.PRESENTED, State.INSTRUCTED))

attached(
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
)
held(
    Held(Document, "drafter_post", only=UNSIGNED),
    Held(HandlingSlip, "leader_post", only=Q(document__state=State.PRESENTED)),
)
kept("who issued a document is history; a draft takes the name of its new unit", Document, "issuer_unit")
kept("whom a document concerned is history; the successor sees it", Concern, "unit")
kept("papers stay with their register, which the successor reads", Attachment, "unit", "brought_by")
kept("a closed unit gives no more numbers; its successor counts its own", Counter, "unit")
handed(
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
personal(
    PersonReference(_("Documents drafted"), Document, "drafter"),
    PersonReference(_("Documents signed"), Document, "signer"),
)
