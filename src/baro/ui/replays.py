"""What the trail tells about remarks, held against them, and what of the frame needs no replay."""

from baro.trail.kept import kept
from baro.trail.replaying import not_replayed
from baro.ui.models import Digest, Feed, Habit, Remark, SavedView, SentForm, Work

kept(Remark, "subject", "words", "person", "post")
kept(Digest, "account", "every", "hour", "weekday", "address", secret=["address"])
kept(Feed, "account", "secret_digest", secret=["secret_digest"])

not_replayed("how somebody likes to see a list gives nobody anything", SavedView, Habit)
not_replayed("how far work has come is forgotten, and what it did is told by its own deeds", Work)
not_replayed("a form is remembered for three days, so that it does its deed once", SentForm)
