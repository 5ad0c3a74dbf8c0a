"""What the organisation goes by: its committees, powers, staffing, the ends of tenures, lists."""

from baro.org.rulebook.committees import (
    CommitteeBody,
    CommitteeLimit,
    CommitteeRole,
    Committees,
    CommitteeTerm,
    LedByCommittee,
    Quorum,
    TermName,
    TermStart,
)
from baro.org.rulebook.counting import Forms, Noun, Nouns
from baro.org.rulebook.delegating import AbsenceKind, DelegationRule
from baro.org.rulebook.ending import LongestTenure, Retirement, Roadmap, Sex, Tenures
from baro.org.rulebook.papers import DocumentType, DocumentTypes, Urgency, UrgencyLevel
from baro.org.rulebook.quotas import QuotaKind, Quotas
from baro.org.rulebook.reductions import FewerPosts, FewerUnits, Reductions
from baro.org.rulebook.second_person import SecondPerson
from baro.org.rulebook.signing import Signing, SigningBodies, SigningMark
from baro.org.rulebook.signing_in import SigningIn

__all__ = [
    "AbsenceKind",
    "CommitteeBody",
    "CommitteeLimit",
    "CommitteeRole",
    "CommitteeTerm",
    "Committees",
    "DelegationRule",
    "DocumentType",
    "DocumentTypes",
    "FewerPosts",
    "FewerUnits",
    "Forms",
    "LedByCommittee",
    "LongestTenure",
    "Noun",
    "Nouns",
    "Quorum",
    "QuotaKind",
    "Quotas",
    "Reductions",
    "Retirement",
    "Roadmap",
    "SecondPerson",
    "Sex",
    "Signing",
    "SigningBodies",
    "SigningIn",
    "SigningMark",
    "Tenures",
    "TermName",
    "TermStart",
    "Urgency",
    "UrgencyLevel",
]
