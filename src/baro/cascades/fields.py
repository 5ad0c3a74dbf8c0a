"""The typed fields of a question: what they are called, what may stand in them, how an answer is read and said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import pgettext_lazy

from baro.ui.words.cells import written_day, yes_or_no

DIGITS, PLACES = 18, 4


class FieldKind(models.TextChoices):
    """What stands in a field."""

    NUMBER = "number", pgettext_lazy("field", "Figure")
    TEXT = "text", pgettext_lazy("field", "Text")
    CHOICE = "choice", pgettext_lazy("field", "One of a list")
    DATE = "date", pgettext_lazy("field", "Date")
    YES_NO = "yes_no", pgettext_lazy("field", "Yes or no")
    FILE = "file", pgettext_lazy("field", "File")


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``code`` names it among those of its question, and is the same at every level that passes it on.

    ``options`` are those of a list, ``measure`` is what a figure counts (people, hectares), ``adds`` says whether
    figures of several units are added up; ``whole`` and ``below_zero`` which figures may stand there, ``future``
    whether a date may still be to come.
    """

    code: str
    label: str
    kind: FieldKind
    needed: bool = True
    options: tuple[str, ...] = ()
    measure: str = ""
    adds: bool = True
    whole: bool = False
    below_zero: bool = True
    future: bool = True

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """The field as a row keeps it."""
        return cls(**{**kept, "kind": FieldKind(kept["kind"]), "options": tuple(kept["options"])})

    def as_kept(self) -> dict[str, Any]:
        """What a row keeps of it."""
        return {**asdict(self), "kind": self.kind.value, "options": list(self.options)}

    @property
    def heading(self) -> str:
        """What it is called, with what its figure counts."""
        return f"{self.label} ({self.measure})" if self.measure else self.label

    def said(self, value: Any) -> str:
        """A value in the reader's language; empty when there is none."""
        if value in (None, ""):
            return ""
        if isinstance(value, Decimal):
            return number_format(plain_number(value), use_l10n=True, force_grouping=True)
        if isinstance(value, date):
            return written_day(value)
        return yes_or_no(value) if isinstance(value, bool) else str(value)


def plain_number(value: Decimal) -> Decimal:
    """A figure without noughts behind its decimals: the same, however it was typed or kept."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def fields_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields that a row keeps."""
    return tuple(Field.of(one) for one in kept)


def next_code(among: Iterable[Field]) -> str:
    """A code that no field of a question has yet."""
    return f"f{max((int(one.code[1:]) for one in among), default=0) + 1}"
