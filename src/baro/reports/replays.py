"""What the trail tells about yearly reports, held against them."""

from baro.reports.models import KeptFigure, Report
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(
    Report,
    *("unit", "year", "texts", "bases", "writer_post", "written_by", "submitted_by", "gathered_at", "reason"),
    *("digest", "document", "publication"),
)
not_replayed("the fingerprint of a report, which is kept, is made of its figures and of their rows", KeptFigure)
