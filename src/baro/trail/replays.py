"""What of the trail itself needs no replay."""

from baro.trail.models import Event, Leaf, Notice, Pending
from baro.trail.replaying import not_replayed

not_replayed("the trail is what is told; the log proves it", Event, Leaf, Pending)
not_replayed("a notice brings what the event tells, and the application may neither change nor remove one", Notice)
