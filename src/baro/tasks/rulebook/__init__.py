"""What tasks go by: how clear they must be, and how they are counted."""

from baro.tasks.rulebook.motto import Clear, Least, Motto, MottoLevel, TaskField
from baro.tasks.rulebook.results import Results
from baro.tasks.rulebook.status import DueClass, StatusClass, TaskStatus
from baro.tasks.rulebook.watched import Watched

__all__ = [
    "Clear",
    "DueClass",
    "Least",
    "Motto",
    "MottoLevel",
    "Results",
    "StatusClass",
    "TaskField",
    "TaskStatus",
    "Watched",
]
