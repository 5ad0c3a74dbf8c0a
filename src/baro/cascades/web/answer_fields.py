"""Form fields for the typed fields of a question."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from baro.cascades.answers import LONGEST
from baro.cascades.fields import Field, FieldKind, plain_number
from baro.sheets.numbers import number_written
from baro.ui.forms import DateField
from baro.ui.forms.fields import FilesInput


class NumberField(forms.CharField):
    """A number as people write it, with a comma or a point before its decimals."""

    def __init__(self, **options: Any) -> None:
        signs = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=signs), **options)

    def prepare_value(self, value: Any) -> Any:
        """A kept number as the reader writes it."""
        return number_format(plain_number(value), use_l10n=True) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The number; None for nothing.

        Raises ValidationError that repeats what was typed.
        """
        text = super().clean(value)
        if not text:
            return None
        number = number_written(text)
        if number is None:
            sentence = _("“%(value)s” is not a clear number. Write it in digits, without signs between thousands.")
            raise ValidationError(sentence, "invalid", {"value": text[:40]})
        return number


class OneFileInput(FilesInput):
    """A place to drop one file on."""

    allow_multiple_selected = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The box for a single file."""
        return super().get_context(name, value, attrs) | {"one": True}


def _yes_or_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def field_for(field: Field) -> forms.Field:
    """The form's field for a field of a question."""
    named: dict[str, Any] = {"label": field.heading, "required": field.needed}
    if field.kind == FieldKind.NUMBER:
        return NumberField(**named)
    if field.kind == FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", "—"), *((one, one) for one in field.options)], **named)
    if field.kind == FieldKind.DATE:
        return DateField(**named)
    if field.kind == FieldKind.YES_NO:
        words = [("", "—"), ("yes", _("Yes")), ("no", _("No"))]
        return forms.TypedChoiceField(choices=words, coerce=_yes_or_no, empty_value=None, **named)
    if field.kind == FieldKind.FILE:
        return forms.FileField(widget=OneFileInput(), **named)
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **named)
