"""What the trail tells about urging, held against it."""

from baro.trail.kept import kept
from baro.trail.replaying import not_replayed
from baro.urging.models import Mail, Obstacle, Step

kept(Step, "task", "deadline", "ladder", "step", "level", "ways", "taken_on", "skipped", "letter")
kept(Obstacle, "task", "what", "unit", "post", "until", "recorded_on", "answer", "ended_on")
not_replayed("that an e-mail left is no deed; the step of which it tells was told", Mail)
