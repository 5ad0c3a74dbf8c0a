"""What the trail tells about returns, held against them; the cells of each against the digest that was told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from baro.returns.models import Cell, Return, Round, Version
from baro.trail.findings import rows
from baro.trail.kept import kept
from baro.trail.replaying import Replay, not_replayed, replay

# Returns whose cells that count are not those of their digest, as `judging.digest_of` makes it.
OTHERWISE = """SELECT one.id FROM returns_return one
    CROSS JOIN LATERAL (
        SELECT encode(sha256(convert_to(
            string_agg(cell.code || '=' || cell.value, ';' ORDER BY cell.code COLLATE "C"), 'UTF8')), 'hex') AS digest
        FROM returns_version version JOIN returns_cell cell ON cell.version_id = version.id
        WHERE version.of_id = one.id AND cell.counts
    ) stands
    WHERE coalesce(stands.digest, '') <> one.digest ORDER BY one.id"""


def unlike_what_was_handed_up() -> Iterator[str]:
    """Returns whose figures are others than those that were handed up."""
    for (pk,) in rows(OTHERWISE, {}):
        yield _("Return %(pk)s: its figures are not those that were handed up.") % {"pk": pk}


kept(Round, "unit", "form", "period", "rule", "due_on")
kept(
    Return,
    *("round", "unit", "checker", "form", "period", "due_on", "number", "handed_up_on", "code", "digest", "nil"),
)
replay(Replay("returns.cells", unlike_what_was_handed_up, (Cell,)))
not_replayed("drafts are nobody's word yet; what was handed up is told by the digest of its return", Version)
