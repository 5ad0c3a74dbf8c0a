"""What oversight goes by: who inspects whom, the papers of a case, findings, discipline, complaints."""

from baro.oversight.rulebook.cases import Bodies, Exclusion, FindingTypes, Independence, Kind, Kinds, Paper, SmallCells
from baro.oversight.rulebook.discipline import (
    Authority,
    Circumstances,
    Complaints,
    Effect,
    Forms,
    Limitation,
    Voting,
)

__all__ = [
    "Authority",
    "Bodies",
    "Circumstances",
    "Complaints",
    "Effect",
    "Exclusion",
    "FindingTypes",
    "Forms",
    "Independence",
    "Kind",
    "Kinds",
    "Limitation",
    "Paper",
    "SmallCells",
    "Voting",
]
