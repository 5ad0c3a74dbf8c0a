"""What of the frame needs no replay."""

from baro.trail.replaying import not_replayed
from baro.ui.models import SavedView, SentForm, Work

not_replayed("how somebody likes to see a list gives nobody anything", SavedView)
not_replayed("how far work has come is forgotten, and what it did is told by its own deeds", Work)
not_replayed("a form is remembered for three days, so that it does its deed once", SentForm)
