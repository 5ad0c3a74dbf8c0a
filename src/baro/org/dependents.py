"""What depends on units, posts and people in the organisation itself, and what becomes of it."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, dependents, stays
from baro.org.models import (
    Absence,
    Account,
    CheckCount,
    Delegation,
    Ending,
    Handover,
    Import,
    Mandate,
    Membership,
    Person,
    Placement,
    PlannedChange,
    PlannedSuccessor,
    PlannedUnit,
    Post,
    PostFacts,
    Proposal,
    Quota,
    Removal,
    Reorganisation,
    Succession,
    Tenure,
    Term,
    Unit,
    UnitFacts,
)
from baro.trail.models import Event, Notice

stays("facts speak of the time when they were true", UnitFacts, "unit", "parent")
stays("facts speak of the time when they were true", PostFacts, "post", "unit")
stays("the reorganisation itself moves the tree", Unit, "parent")
stays("the reorganisation itself moves posts, or closes them", Post, "unit", "successor")
stays("the reorganisation itself ends tenures in closed posts", Tenure, "post")
stays("the reorganisation itself moves mandates", Mandate, "post", "unit")
# A delegation names one person in a post, another post, and a unit. The delegator's successor has not given it, the
# delegate's was not chosen, and over a larger unit it would have grown. So it ends by itself: nobody holds a closed
# post, and the delegator's mandate leaves the closed unit, unless it reaches over it from above; then it opens what the
# closed unit left.
stays("a grant ends with either post, and does not grow into another unit", Delegation, "delegator", "delegate", "unit")
stays("the reorganisation itself ends the terms of closed committees", Term, "unit")
stays("the reorganisation itself ends who is a member of a closed committee", Membership, "unit")
stays("a quota ends with its unit; what its successors may have is decided anew", Quota, "unit")
stays("who holds no post any more has none to act in", Account, "acting_post")
stays("what a night found is of that night", CheckCount, "post")
stays("which post was handed over is history; who holds its successor takes over what waits", Handover, "post")
stays("what was proposed and decided about a post is history", Proposal, "post")
stays("who followed whom is history", Succession, "predecessor", "successor")
stays("where a record was before is history", Removal, "from_unit", "to_unit")
stays("a plan says what was planned", Reorganisation, "unit")
stays("a plan says what was planned", PlannedUnit, "parent", "unit")
stays("a plan says what was planned", Ending, "unit")
stays("a plan says what was planned", PlannedSuccessor, "to_unit")
stays("a plan says what was planned", PlannedChange, "unit", "to_unit")
stays("a plan says what was planned", Placement, "to_unit")
stays("a deed was done by who held the post then", Event, "post_id")
dependents(PostDependent(Notice, "post_id", only=Q(read_at=None)))
dependents(
    HandoverItem(
        "org.delegations",
        _("Grants in force to the post or from it"),
        lambda: Delegation.objects.in_force(timezone.localdate()).select_related("delegator__unit", "delegate__unit"),
        ("delegator", "delegate"),
    )
)
dependents(
    PersonReference(_("Grants of powers"), Delegation, "given_by"),
    PersonReference(_("Handovers as the one who leaves"), Handover, "from_person"),
    PersonReference(_("Handovers as the one who follows"), Handover, "to_person"),
    PersonReference(_("Proposals made"), Proposal, "proposed_by"),
    PersonReference(_("Proposals about the person"), Proposal, "about"),
    PersonReference(_("People who were merged into the duplicate before"), Person, "merged_into"),
)
stays("the merging says them anew: what was believed before stays as it was", Tenure, "person")
stays("the merging says them anew: what was believed before stays as it was", Membership, "person")
stays("the merging unites those that overlap", Absence, "person")
stays("the merging moves it unless the one who stays has one", Account, "person")
stays("a list was brought by who was known under that record then", Import, "person")
stays("a deed was done by who was known under that number then", Event, "person_id")
