"""What may be answered in a field, and how an answer stands in the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.cascades.fields import DIGITS, PLACES, Field, FieldKind, plain_number
from baro.kernel.periods import spoken_day
from baro.tasks.models import Evidence
from baro.trail.kept import plain

LONGEST = 4000  # signs of a text
LARGEST = Decimal(10) ** (DIGITS - PLACES)


def wrong_value(field: Field, value: Any) -> str:
    """Why a value cannot stand in a field, with the remedy; empty when it can."""
    if value in (None, ""):
        return _("Fill in “%(field)s”.") % {"field": field.label} if field.needed else ""
    wrong = WRONG.get(field.kind)
    return wrong(field, value) if wrong else ""


def _wrong_choice(field: Field, value: Any) -> str:
    if value in field.options:
        return ""
    told = {"value": str(value)[:60], "options": ", ".join(field.options)}
    return _("“%(value)s” is not in the list. Choose one of: %(options)s.") % told


def _wrong_day(field: Field, value: Any) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        return _("“%(value)s” is not a date. Write it as 31/03/2026.") % {"value": str(value)[:60]}
    if not field.future and value > timezone.localdate():
        return _("%(day)s is still to come. Write a day until today.") % {"day": spoken_day(value)}
    return ""


def _wrong_word(_field: Field, value: Any) -> str:
    return "" if isinstance(value, bool) else _("Choose yes or no.")


def _wrong_text(_field: Field, value: Any) -> str:
    return _("Shorten the text to %(most)s characters.") % {"most": LONGEST} if len(str(value)) > LONGEST else ""


def _wrong_number(field: Field, value: Any) -> str:
    if not isinstance(value, Decimal) or not value.is_finite():
        return _("“%(value)s” is not a number.") % {"value": str(value)[:60]}
    if abs(value) >= LARGEST:
        return _("The number is too large.")
    if value < 0 and not field.below_zero:
        return _("“%(value)s” is below 0. Write 0 or more.") % {"value": field.said(value)}
    if field.whole and value != value.to_integral_value():
        return _("“%(value)s” is not a whole number. Leave the decimals out.") % {"value": field.said(value)}
    exponent = plain_number(value).as_tuple().exponent
    if isinstance(exponent, int) and -exponent > PLACES:
        return _("Write up to %(most)s decimal places.") % {"most": PLACES}
    return ""


WRONG: dict[FieldKind, Callable[[Field, Any], str]] = {
    FieldKind.NUMBER: _wrong_number,
    FieldKind.CHOICE: _wrong_choice,
    FieldKind.DATE: _wrong_day,
    FieldKind.YES_NO: _wrong_word,
    FieldKind.TEXT: _wrong_text,
}


def told_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as the trail tells it: replaying compares the rows with it."""
    return {code: _told(value) for code, value in values.items()}


def _told(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(plain_number(value), "f")
    return str(value.pk) if isinstance(value, Evidence) else plain(value)
