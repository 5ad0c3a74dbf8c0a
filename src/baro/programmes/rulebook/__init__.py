"""What programmes go by: when a clause is carried out, what is watched, which reviews there are."""

from baro.programmes.rulebook.lines import Line
from baro.programmes.rulebook.reviews import Chapter, ReviewKind, Reviews
from baro.programmes.rulebook.standing import Clauses, ClauseStanding
from baro.programmes.rulebook.watching import Watching

__all__ = ["Chapter", "ClauseStanding", "Clauses", "Line", "ReviewKind", "Reviews", "Watching"]
