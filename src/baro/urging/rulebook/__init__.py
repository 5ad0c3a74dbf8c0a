"""What urging goes by: the ladder of each kind of task, and how long an obstacle may hold it up."""

from baro.urging.rulebook.ladder import Addressee, Ladders, LadderStep, TaskLadder, Way
from baro.urging.rulebook.obstacles import Obstacles

__all__ = ["Addressee", "LadderStep", "Ladders", "Obstacles", "TaskLadder", "Way"]
