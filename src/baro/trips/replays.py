"""What the trail tells about trips, held against them."""

from baro.trail.kept import kept
from baro.trips.models import Trip

kept(Trip, "unit", "requester", "destination", "purpose", "day", "seats")
