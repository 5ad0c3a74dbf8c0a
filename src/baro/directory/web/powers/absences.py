"""Absences as their person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from baro.kernel import rulebook
from baro.org.models import Absence
from baro.org.rulebook import DelegationRule
from baro.org.verbs import CANCEL_ABSENCE, END_ABSENCE


def kinds_of_absence() -> dict[str, str]:
    """What may be said about why somebody is away, in the words of the rulebook."""
    return rulebook.names(DelegationRule)


@dataclass(frozen=True, slots=True)
class Shown:
    """An absence as its person reads it, with the name of its kind."""

    absence: Absence
    kind: str
    today: date

    @property
    def deed(self) -> str:
        """The verb that ends it: come back from one that lasts, take back one to come; empty when it is over."""
        if self.absence.ended_id is not None or self.absence.last < self.today:
            return ""
        return END_ABSENCE.code if self.absence.first <= self.today else CANCEL_ABSENCE.code

    @property
    def was_taken_back(self) -> bool:
        """Whether it was ended before it began."""
        ended = self.absence.ended
        return ended is not None and timezone.localdate(ended.at) < self.absence.first
