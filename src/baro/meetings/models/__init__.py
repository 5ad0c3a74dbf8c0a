"""Rows of meetings, of what is put to them, and of votes."""

from baro.meetings.models.gatherings import Attendee, Meeting, Objection, Presence, meetings_of, standing_name
from baro.meetings.models.items import MINUTES, Conclusion, Item, ItemTask, Recusal
from baro.meetings.models.votes import Choice, Count, Opinion, Vote, Way

__all__ = [
    "MINUTES",
    "Attendee",
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
    "Vote",
    "Way",
    "meetings_of",
    "standing_name",
]
