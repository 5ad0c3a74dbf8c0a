"""At which hours of a day people of the routine do what: a deed never comes before the one that it follows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from baro.demo.clock import hour_of

MORNING = 7
# From which minute after seven o'clock on, and for how many.
MINUTES = {
    "enter": (30, 150),
    "present": (181, 85),
    "file": (420, 110),
    "instruct": (420, 80),
    "assign": (501, 75),
    "accept": (60, 60),
    "report": (125, 130),
    "ask": (180, 60),
    "hand_in": (390, 195),
    "approve": (70, 200),
    "return": (70, 200),
    "extend": (420, 100),
    "cancel": (420, 100),
    "urge": (60, 60),
    "draft": (60, 85),
    "submit": (150, 85),
    "send_back": (240, 40),
    "submit_again": (390, 40),
    "sign": (432, 75),
    "issue": (510, 75),
}


class Hours:
    """Draws the hour of a deed."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw

    def at(self, deed: str, day: date) -> datetime:
        """A moment of a day at which such a deed is done."""
        first, span = MINUTES[deed]
        return hour_of(day, MORNING) + timedelta(minutes=first, seconds=self._draw.randrange(60 * span))
