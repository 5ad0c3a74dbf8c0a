"""The typed content of every rule that the kernel knows."""

from baro.kernel.rules.body import Certain, Certainty, Entry, Names, RuleBody, rule_types
from baro.kernel.rules.committees import (
    CommitteeBody,
    CommitteeLimit,
    CommitteeRole,
    Committees,
    CommitteeTerm,
    Quorum,
    TermName,
)
from baro.kernel.rules.delegating import AbsenceKind, Delegation
from baro.kernel.rules.documents import Authority, DocumentType, DocumentTypes, IssuingBodies, Permission
from baro.kernel.rules.ending import LongestTenure, Retirement, Roadmap, Tenures
from baro.kernel.rules.importing import Importing
from baro.kernel.rules.issuing import Counter, IncomingCounter, Numbering, Signing, SigningBodies, SigningMark
from baro.kernel.rules.marks import CirculationMark, Secrecy, SecrecyLevel, Urgency, UrgencyLevel
from baro.kernel.rules.quotas import QuotaKind, Quotas
from baro.kernel.rules.receiving import Handling, UploadKind, Uploads
from baro.kernel.rules.reporting import DocumentsIssued, ReportLine
from baro.kernel.rules.tasks import (
    Clear,
    DueClass,
    Motto,
    MottoLevel,
    StatusClass,
    TaskField,
    TaskStatus,
)
from baro.kernel.rules.work import Closure, Dates, ExchangedDay, HolidayName, LongWork, Weekday, WorkDays

__all__ = [
    "AbsenceKind",
    "Authority",
    "Certain",
    "Certainty",
    "CirculationMark",
    "Clear",
    "Closure",
    "CommitteeBody",
    "CommitteeLimit",
    "CommitteeRole",
    "CommitteeTerm",
    "Committees",
    "Counter",
    "Dates",
    "Delegation",
    "DocumentType",
    "DocumentTypes",
    "DocumentsIssued",
    "DueClass",
    "Entry",
    "ExchangedDay",
    "Handling",
    "HolidayName",
    "Importing",
    "IncomingCounter",
    "IssuingBodies",
    "LongWork",
    "LongestTenure",
    "Motto",
    "MottoLevel",
    "Names",
    "Numbering",
    "Permission",
    "Quorum",
    "QuotaKind",
    "Quotas",
    "ReportLine",
    "Retirement",
    "Roadmap",
    "RuleBody",
    "Secrecy",
    "SecrecyLevel",
    "Signing",
    "SigningBodies",
    "SigningMark",
    "StatusClass",
    "TaskField",
    "TaskStatus",
    "Tenures",
    "TermName",
    "UploadKind",
    "Uploads",
    "Urgency",
    "UrgencyLevel",
    "Weekday",
    "WorkDays",
    "rule_types",
]
