"""The page of a record and the pages of its verbs, made from what a part declares."""

from baro.ui.records.facts import Fact, as_code, as_prose
from baro.ui.records.pages import PANELS, Facts, Piece, RecordPage, RecordPages, pages_of
from baro.ui.records.states import state_badge, state_column
from baro.ui.records.talk import remarks_concern
from baro.ui.records.verbs import Beginning, Preview, VerbPage, alone, elsewhere

__all__ = [
    "PANELS",
    "Beginning",
    "Fact",
    "Facts",
    "Piece",
    "Preview",
    "RecordPage",
    "RecordPages",
    "VerbPage",
    "alone",
    "as_code",
    "as_prose",
    "elsewhere",
    "pages_of",
    "remarks_concern",
    "state_badge",
    "state_column",
]
