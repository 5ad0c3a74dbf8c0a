"""Fields for a day until which something is due: they offer the days that come into question, one press each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from baro.kernel.periods import add_working_days, is_working_day, moved_to_working_day, spoken_day, why_not_meant
from baro.ui.forms.fields import DateField

MOST = 5


class Named(Protocol):
    """A day that a paper names, and the words in which it does."""

    @property
    def day(self) -> date:
        """The day."""
        ...

    @property
    def sentence(self) -> str:
        """The words."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A day as a button says it and as the field takes it, with the words of the paper that names it."""

    spoken: str
    value: str
    words: str = ""


class NamedDayField(DateField):
    """A day that may stand in a paper: those that it names are offered."""

    named: Sequence[Named] = ()

    def offers(self, bound: forms.BoundField) -> list[Offer]:
        """The days to choose from, without the one that stands in the field."""
        typed = self.day_in(bound)
        found = {day: words for day, words in self._days(typed) if day != typed}
        return [self._offer(day, words) for day, words in list(found.items())[:MOST]]

    def _offer(self, day: date, words: str) -> Offer:
        widget: Any = self.widget
        return Offer(spoken_day(day), str(widget.format_value(day)), words)

    def _days(self, typed: date | None) -> Iterator[tuple[date, str]]:
        return ((one.day, one.sentence) for one in self.named)

    def day_in(self, bound: forms.BoundField) -> date | None:
        """The day that stands in the field; None where nothing does, or what is no day."""
        try:
            return self.to_python(bound.value())
        except ValidationError:
            return None


class DeadlineField(NamedDayField):
    """A deadline: where a day off stands in the field, the working days beside it are offered."""

    def _days(self, typed: date | None) -> Iterator[tuple[date, str]]:
        today = timezone.localdate()
        if typed and not why_not_meant(typed, today) and not is_working_day(typed):
            beside = (add_working_days(typed, -1), add_working_days(typed, 1))
            yield from ((day, "") for day in beside if day >= today)
        for one in self.named:
            if one.day >= today:
                yield moved_to_working_day(one.day), one.sentence


def offers_of(bound: forms.BoundField) -> list[Offer]:
    """The days that a field offers; none where it is no such field."""
    offers: Any = getattr(bound.field, "offers", None)
    return offers(bound) if offers and not bound.field.disabled else []
