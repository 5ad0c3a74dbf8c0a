"""What the trail tells about meetings, held against them."""

from baro.meetings.models import (
    Attendee,
    Candidate,
    Count,
    Item,
    ItemTask,
    Meeting,
    Objection,
    Opinion,
    Presence,
    Recusal,
    Reservation,
    Score,
    Speaker,
    Tally,
    Vote,
)
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(
    Meeting,
    *("unit", "kind", "title", "day", "begins", "place", "online", "chair", "secretary", "state", "opened_at"),
    *("ended_at", "minutes", "signed_on", "current", "current_since", "score", "invitation"),
    empty=frozenset({"current", "current_since", "score", "invitation"}),
)
kept(
    Item,
    *("unit", "title", "detail", "document", "task", "proposer_post", "proposed_on", "state", "meeting"),
    *("length", "conclusion", "decision", "result", "due_on", "reply"),
    empty=frozenset({"due_on", "reply"}),
)
kept(
    Vote,
    *("item", "question", "matter", "way", "until", "opened_on", "state", "numbers", "closed_on", "seats", "again"),
    empty=frozenset({"seats", "again"}),
)
not_replayed("who belongs, answers and was there is told in words and numbers on the page of the meeting", Attendee)
not_replayed("arrivals and departures are told in numbers; each has its moment of its own", Presence)
not_replayed("an objection and what was decided about it are told in words", Objection)
not_replayed("who takes no part in an item is told in words, with the reason", Recusal)
not_replayed("that a task follows from a decision is told in words on both pages; nobody takes it away", ItemTask)
not_replayed("who speaks when is told in words, at the moment at which the floor is given", Speaker)
not_replayed("the points of a meeting are told together; those of each criterion stand on its page", Score)
not_replayed("a reserved opinion is told in words", Reservation)
not_replayed("who stands is in the result of the vote, with the votes for each", Candidate)
not_replayed("counted papers are told without numbers until the vote is closed; then they are in the result", Tally)
not_replayed("a count is told without its numbers until the vote is closed; then they are in the result", Count)
not_replayed("an opinion is told without what it says, because others read it once the vote is closed", Opinion)
