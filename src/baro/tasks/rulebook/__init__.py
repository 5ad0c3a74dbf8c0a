"""What tasks go by: their kinds, how clear they must be, how far ahead they lie, how they recur and are counted."""

from baro.tasks.rulebook.central import Grade, SelfEvaluation
from baro.tasks.rulebook.horizons import Horizon, HorizonId, Horizons
from baro.tasks.rulebook.kinds import Kind, Kinds
from baro.tasks.rulebook.motto import Clear, Least, Motto, MottoLevel, TaskField
from baro.tasks.rulebook.proposing import Group, Proposing, ShortForm
from baro.tasks.rulebook.recurring import Every, Recurring
from baro.tasks.rulebook.results import Results
from baro.tasks.rulebook.status import DueClass, StatusClass, TaskStatus
from baro.tasks.rulebook.watched import Watched

__all__ = [
    "Clear",
    "DueClass",
    "Every",
    "Grade",
    "Group",
    "Horizon",
    "HorizonId",
    "Horizons",
    "Kind",
    "Kinds",
    "Least",
    "Motto",
    "MottoLevel",
    "Proposing",
    "Recurring",
    "Results",
    "SelfEvaluation",
    "ShortForm",
    "StatusClass",
    "TaskField",
    "TaskStatus",
    "Watched",
]
