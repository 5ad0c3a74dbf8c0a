"""What every story of the routine needs: words and chance, who can be given work, the files, the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baro.demo.routine.files import Files
from baro.demo.routine.hours import Hours
from baro.demo.routine.owners import Owners
from baro.demo.routine.words import Speaker


@dataclass(frozen=True, slots=True)
class Room:
    """Shared by all stories of one loading."""

    speaker: Speaker
    hours: Hours
    owners: Owners
    files: Files
    last: date
