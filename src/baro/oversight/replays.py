"""What the trail tells about cases, held against them."""

from baro.oversight.models import Appeal, Case, Finding, Paper, Penalty, Remedy, Seat, Side, Statement
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(
    Case,
    *("unit", "kind", "year", "number", "symbol", "subject_unit", "subject_person", "matter", "grounds", "found"),
    *("opened_on", "due_on", "extended", "announced_on", "presented_on", "closed_on", "outcome", "closing", "origin"),
)
kept(Paper, "case", "code", "phase", "shared", "note", "done_on", "file")
kept(Finding, "case", "nature", "type", "level", "what", "found_on", "found_by", "settled_on", "repeats")
kept(
    Penalty,
    *("case", "unit", "standing", "form", "holds_post", "managed", "act_on", "ground", "circumstances", "reason"),
    *("proposed_on", "hearing", "heard_on", "item", "yes", "base", "decision", "decided_on", "decided_by", "lapses_on"),
)
kept(Appeal, "penalty", "unit", "words", "filed_on", "filed_by", "due_on", "answer", "apology", "decided_on")
not_replayed("who comes into a team and leaves it is told in words on the page of the case, with the reason", Seat)
not_replayed("that a task remedies a finding is told in words on both pages; nobody takes it away", Remedy)
not_replayed("the announcement of the case, which is replayed, is told on it as well; nothing else stands there", Side)
not_replayed("a view is told without what it says, and nothing changes it", Statement)
