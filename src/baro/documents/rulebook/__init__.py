"""What documents go by: who issues them, their numbers, their secrecy, how they are handled."""

from baro.documents.rulebook.approving import Approving, Way
from baro.documents.rulebook.authority import Authority, IssuingBodies, Permission
from baro.documents.rulebook.drafting import DraftingRule, Template
from baro.documents.rulebook.fields import WorkField, WorkFields
from baro.documents.rulebook.force import Lasting
from baro.documents.rulebook.handling import Handling
from baro.documents.rulebook.numbering import Counter, IncomingCounter, Numbering
from baro.documents.rulebook.reporting import DocumentsIssued, FieldLine, ReportLine
from baro.documents.rulebook.secrecy import CirculationMark, Secrecy, SecrecyLevel
from baro.documents.rulebook.state import StateTypes

__all__ = [
    "Approving",
    "Authority",
    "CirculationMark",
    "Counter",
    "DocumentsIssued",
    "DraftingRule",
    "FieldLine",
    "Handling",
    "IncomingCounter",
    "IssuingBodies",
    "Lasting",
    "Numbering",
    "Permission",
    "ReportLine",
    "Secrecy",
    "SecrecyLevel",
    "StateTypes",
    "Template",
    "Way",
    "WorkField",
    "WorkFields",
]
