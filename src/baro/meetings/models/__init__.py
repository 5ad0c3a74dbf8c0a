"""Rows of meetings, of what is put to them, and of votes."""

from baro.meetings.models.gatherings import (
    Attendee,
    Meeting,
    Objection,
    Presence,
    Score,
    Speaker,
    meetings_of,
    standing_name,
)
from baro.meetings.models.items import MINUTES, Conclusion, Item, ItemTask, Recusal, Reservation
from baro.meetings.models.votes import Candidate, Choice, Count, Opinion, Tally, Vote, Way

__all__ = [
    "MINUTES",
    "Attendee",
    "Candidate",
    "Choice",
    "Conclusion",
    "Count",
    "Item",
    "ItemTask",
    "Meeting",
    "Objection",
    "Opinion",
    "Presence",
    "Recusal",
    "Reservation",
    "Score",
    "Speaker",
    "Tally",
    "Vote",
    "Way",
    "meetings_of",
    "standing_name",
]
