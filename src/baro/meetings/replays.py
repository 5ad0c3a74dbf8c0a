"""What the trail tells about meetings, held against them."""

from baro.meetings.models import Attendee, Count, Item, ItemTask, Meeting, Objection, Opinion, Presence, Recusal, Vote
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(
    Meeting,
    *("unit", "kind", "title", "day", "begins", "place", "online", "chair", "secretary", "state", "opened_at"),
    *("ended_at", "minutes", "signed_on"),
)
kept(
    Item,
    *("unit", "title", "detail", "document", "task", "proposer_post", "proposed_on", "state", "meeting"),
    *("length", "conclusion", "decision", "result"),
)
kept(Vote, "item", "question", "matter", "way", "until", "opened_on", "state", "numbers", "closed_on")
not_replayed("who belongs, answers and was there is told in words and numbers on the page of the meeting", Attendee)
not_replayed("arrivals and departures are told in numbers; each has its moment of its own", Presence)
not_replayed("an objection and what was decided about it are told in words", Objection)
not_replayed("who takes no part in an item is told in words, with the reason", Recusal)
not_replayed("that a task follows from a decision is told in words on both pages; nobody takes it away", ItemTask)
not_replayed("a count is told without its numbers until the vote is closed; then they are in the result", Count)
not_replayed("an opinion is told without what it says, because others read it once the vote is closed", Opinion)
