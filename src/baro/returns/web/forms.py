"""What is typed about rounds and returns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.returns.actions import opening
from baro.returns.rulebook import Form as ReturnForm
from baro.returns.typed import whole_number
from baro.ui.forms import Form, UnitChoice
from baro.ui.forms.list_files import ListFile
from baro.ui.words.cells import written_day


def _words(label: Any, *, required: bool = True, help_text: Any = "", most: int = 500) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, required=required, widget=area, help_text=help_text)


class OpenForm(Form):
    """Which form, of which period, of which units."""

    unit = UnitChoice(
        label=_("Unit that asks"), help_text=_("It and every unit below that fills in the form are asked at once.")
    )
    form = forms.ChoiceField(label=_("Form"))
    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rule = opening.rule_on(timezone.localdate())
        self.fields["form"].choices = [(form.id, str(form.names)) for form in rule.body.forms]  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (one.code, _("%(period)s, due on %(day)s") % {"period": one, "day": written_day(opening.due_of(rule, one))})
            for one in opening.periods_open()
        ]


class ReasonForm(Form):
    """Why."""

    reason = _words(_("Reason"))


class RemindForm(Form):
    """What the units are told."""

    words = _words(_("What do you want to say?"))


class UploadForm(Form):
    """The workbook of the return, filled in."""

    upload = ListFile(label=_("The workbook that you took from the page of this return and filled in"))


class CountField(forms.CharField):
    """A whole number as people write it."""

    def __init__(self, **options: Any) -> None:
        signs = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
        super().__init__(max_length=30, required=False, widget=forms.TextInput(attrs=signs), **options)

    def prepare_value(self, value: Any) -> Any:
        """A kept number as it is typed."""
        return number_format(value, use_l10n=False) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The number; None for nothing.

        Raises ValidationError that repeats what was typed.
        """
        text = super().clean(value)
        if not text:
            return None
        number = whole_number(text)
        if number is None:
            sentence = _("“%(value)s” is not a whole number from 0 on. Write digits of one script, without decimals.")
            raise ValidationError(sentence, "invalid", {"value": text[:30]})
        return number


class FillForm(Form):
    """Every cell of a form that the unit fills in, row by row, and a note."""

    note = _words(
        pgettext_lazy("returns", "Note"),
        required=False,
        most=1000,
        help_text=_("Say here why a figure is less than in an earlier return of the year"),
    )

    def __init__(
        self,
        *args: Any,
        described: ReturnForm,
        kind: str,
        records: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        note, sections = self.fields.pop("note"), {one.id: one.names for one in described.sections}
        groups: list[tuple[Any, tuple[str, ...]]] = []
        for row in described.rows_for(kind):
            names = []
            for column in described.columns_of(row):
                name = f"cell_{described.code(row, column)}"
                label = column.names if len(described.columns) > 1 else row.names
                self.fields[name] = CountField(label=label, help_text=(records or {}).get(name, ""))
                names.append(name)
            heading = str(sections[row.section]) if row.section else ""
            if len(described.columns) > 1:
                groups.append((f"{heading}: {row.names}" if heading else str(row.names), tuple(names)))
            elif groups and groups[-1][0] == (heading or str(described.names)):
                groups[-1] = (groups[-1][0], (*groups[-1][1], *names))
            else:
                groups.append((heading or str(described.names), tuple(names)))
        self.needed_when = dict.fromkeys(self.fields, "")  # type: ignore[misc]
        self.fields["note"] = note
        self.fieldsets = (*groups, (pgettext_lazy("returns", "Note"), ("note",)))  # type: ignore[misc]


class HandUpForm(Form):
    """What is confirmed when the return leaves the unit."""

    zeros = forms.BooleanField(label=_("Empty cells are 0"), required=False)
    nil = forms.BooleanField(label=_("Nothing to report in this period"), required=False)
    note = _words(
        pgettext_lazy("returns", "Note"),
        required=False,
        most=1000,
        help_text=_("Say here why a figure is less than in an earlier return of the year"),
    )
