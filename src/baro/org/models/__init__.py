"""Rows of the organisation: identities that stay, and dated facts about them."""

from baro.org.models.accounts import Account, AccountManager, EndOfSignIn, SignIn, SignInAttempt
from baro.org.models.committees import Membership, MembershipKind
from baro.org.models.counts import CheckCount
from baro.org.models.delegations import Absence, Delegation, DelegationState
from baro.org.models.handovers import Handover
from baro.org.models.imports import Import
from baro.org.models.people import Mandate, Person, Post, PostFacts, PostQuerySet, PostRank, Sex, Tenure, TenureKind
from baro.org.models.proposals import Proposal
from baro.org.models.quotas import Quota
from baro.org.models.recorded import Recorded, RecordedQuerySet
from baro.org.models.reorganisations import (
    Disposition,
    Ending,
    Placement,
    PlannedChange,
    PlannedSuccessor,
    PlannedUnit,
    Removal,
    Reorganisation,
)
from baro.org.models.scope import UnitScoped
from baro.org.models.units import (
    CLOSED_LAST,
    Succession,
    Term,
    Unit,
    UnitFacts,
    UnitFactsQuerySet,
    UnitKind,
    UnitQuerySet,
    by_level,
    keys_of,
    open_key_of,
)

__all__ = [
    "CLOSED_LAST",
    "Absence",
    "Account",
    "AccountManager",
    "CheckCount",
    "Delegation",
    "DelegationState",
    "Disposition",
    "EndOfSignIn",
    "Ending",
    "Handover",
    "Import",
    "Mandate",
    "Membership",
    "MembershipKind",
    "Person",
    "Placement",
    "PlannedChange",
    "PlannedSuccessor",
    "PlannedUnit",
    "Post",
    "PostFacts",
    "PostQuerySet",
    "PostRank",
    "Proposal",
    "Quota",
    "Recorded",
    "RecordedQuerySet",
    "Removal",
    "Reorganisation",
    "Sex",
    "SignIn",
    "SignInAttempt",
    "Succession",
    "Tenure",
    "TenureKind",
    "Term",
    "Unit",
    "UnitFacts",
    "UnitFactsQuerySet",
    "UnitKind",
    "UnitQuerySet",
    "UnitScoped",
    "by_level",
    "keys_of",
    "open_key_of",
]
