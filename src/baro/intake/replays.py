"""What the trail tells about deliveries, held against them."""

from baro.intake.models import DeliveredPaper, Delivery
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(Delivery, "unit", "channel", "key", "sender", "subject", "came_on")
not_replayed("the files of a delivery are papers, and papers are held against the trail by themselves", DeliveredPaper)
