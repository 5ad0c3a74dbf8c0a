"""What the trail tells about programmes and reviews, held against them."""

from baro.programmes.models import Chosen, Clause, Figure, Programme, Review
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(Programme, "unit", "title", "source", "first_on", "last_on")
kept(
    Review,
    *("unit", "kind", "title", "programme", "source", "first_on", "last_on", "writer_post", "texts", "gathered_on"),
    *("reason", "digest", "submitted_by", "written_by"),
)

not_replayed("the deed that set the clauses of a programme tells all of them in words", Clause)
not_replayed("the deed that chose tasks for a programme names their keys", Chosen)
not_replayed("the fingerprint of a review, which is kept, is made of its figures and of their rows", Figure)
