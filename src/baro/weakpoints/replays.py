"""What the trail tells about weak points, held against them."""

from baro.trail.kept import kept
from baro.trail.replaying import not_replayed
from baro.weakpoints.models import Link, Point, Proof

kept(
    Point,
    *("unit", "what", "detail", "kind", "nature", "seriousness", "origin", "origin_task", "found_on", "owner_post"),
    *("due_on", "solution", "solved_on", "solved_by", "accepted_on", "returned_count", "reopened_count", "earlier"),
)
not_replayed("that a task answers a weak point is told in words on both pages; nobody takes it away", Link)
not_replayed("what proves a solution is a paper, and papers are held against the trail by themselves", Proof)
