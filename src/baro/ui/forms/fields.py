"""Form fields that say what is wrong with which value and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.periods import day_written, why_not_meant
from baro.kernel.texts import tidied
from baro.ui.rulebook import Uploads
from baro.ui.words.cells import written_day

Rows = TypeVar("Rows", bound=QuerySet[Any])


class AsMeant:
    """Of forms: what was typed is taken as it is meant, composed and without signs that nobody sees."""

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        return value if isinstance(widget, forms.PasswordInput) else _as_meant(value)


def _as_meant(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_meant(one) for one in value]
    return tidied(value) if isinstance(value, str) else value


class DayInput(forms.DateInput):
    """A day as it is written here, 31/12/2026, with a calendar in the language of the page to choose it from."""

    template_name = "ui/components/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        signs = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "data-baro-day": True}
        super().__init__(signs | {"placeholder": _("dd/mm/yyyy")} | (attrs or {}), format="%d/%m/%Y")

    def format_value(self, value: Any) -> str | None:
        """The day as it is written here, also where an address gives it year first; what is no day, as it was typed."""
        day = day_written(value) if isinstance(value, str) else value
        return super().format_value(day or value)


class DateField(forms.DateField):
    """A day, chosen from the calendar or typed."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(value)s” is not a date; write it as 31/03/2026 or choose it from the calendar."),
        "required": _("Choose a date."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["as it is written"], **options)

    def strptime(self, value: str, _format: str) -> date:
        """The day that was typed.

        Raises ValueError for what is none.
        """
        if day := day_written(value):
            return day
        raise ValueError(value)

    def to_python(self, value: Any) -> date | None:
        """The day that was typed.

        Raises ValidationError that repeats what was typed, also for a day that nobody means (rule `work.dates`).
        """
        try:
            day: date | None = super().to_python(value)
        except ValidationError as error:
            shown = str(value)[:40]
            raise ValidationError(self.error_messages["invalid"], "invalid", {"value": shown}) from error
        if day and (reason := why_not_meant(day, timezone.localdate())):
            raise ValidationError(reason, "not_meant")
        return day


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both within; an open end is None."""

    first: date | None
    last: date | None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def __str__(self) -> str:
        return " – ".join(written_day(end) if end else "…" for end in (self.first, self.last))

    def narrow(self, rows: Rows, path: str) -> Rows:
        """The rows whose day at ``path`` lies within."""
        if self.first:
            rows = rows.filter(**{f"{path}__gte": self.first})
        return rows.filter(**{f"{path}__lte": self.last}) if self.last else rows


class DaysInput(forms.MultiWidget):
    """Two calendars."""

    template_name = "ui/components/days.html"

    def __init__(self) -> None:
        super().__init__(
            {
                "from": DayInput({"class": "form-control", "aria-label": _("from")}),
                "to": DayInput({"class": "form-control", "aria-label": _("to")}),
            }
        )

    def decompress(self, value: Days | None) -> list[date | None]:
        """The two ends."""
        return [value.first, value.last] if value else [None, None]


class Period(forms.MultiValueField):
    """A period for filters: either end may stay open. Cleans to `Days`, or None when both are open."""

    widget = DaysInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            (DateField(required=False), DateField(required=False)),
            require_all_fields=False,
            **{"required": False} | options,
        )

    def compress(self, data_list: Iterable[date | None]) -> Days | None:
        """The period of the two ends.

        Raises ValidationError when it ends before it begins.
        """
        first, last = tuple(data_list) or (None, None)
        if first and last and first > last:
            raise ValidationError(
                _("The period ends (%(last)s) before it begins (%(first)s)."),
                params={"first": written_day(first), "last": written_day(last)},
            )
        return Days(first, last) if first or last else None


class FilesInput(forms.ClearableFileInput):
    """A place to drop several files on; it says which kinds the rulebook takes in, and how large they may be."""

    allow_multiple_selected = True
    template_name = "ui/components/files.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The box with the kinds, endings and limit of today."""
        rule = rulebook.today(Uploads)
        context = super().get_context(name, value, {"accept": ",".join(rule.extensions), **(attrs or {})})
        return context | {"one": False, "kinds": [str(kind.names) for kind in rule.kinds], "most": rule.largest_mib}


class PhotosInput(forms.ClearableFileInput):
    """The camera of a phone: page after page, each press one more; a device without a camera does not show it."""

    allow_multiple_selected = True
    template_name = "ui/components/photos.html"

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png", "capture": "environment", "data-baro-gather": True})


class Files(forms.FileField):
    """Files, one or several (none, when they are not required): cleans to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen.

        Raises ValidationError when none was and one must be.
        """
        one = super().clean
        files = data if isinstance(data, list | tuple) else [data]
        return [one(file, initial) for file in files if file] or ([one(None, initial)] if self.required else [])
