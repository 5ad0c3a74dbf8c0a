"""What tasks go by: how clear they must be, and how they are counted."""

from baro.tasks.rulebook.motto import Clear, Least, Motto, MottoLevel, TaskField
from baro.tasks.rulebook.proposing import Group, Proposing, ShortForm
from baro.tasks.rulebook.results import Results
from baro.tasks.rulebook.status import DueClass, StatusClass, TaskStatus

__all__ = [
    "Clear",
    "DueClass",
    "Group",
    "Least",
    "Motto",
    "MottoLevel",
    "Proposing",
    "Results",
    "ShortForm",
    "StatusClass",
    "TaskField",
    "TaskStatus",
]
