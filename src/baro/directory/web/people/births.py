"""Birth and sex of a person, which the law of retirement asks for: entered and seen by few."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.org.models import Person, Sex
from baro.ui.forms import DateField, Form


class BirthForm(Form):
    """When somebody was born, and their sex."""

    born_on = DateField(label=_("Born on"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Why what is recorded here was wrong")
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        if not (person.born_on or person.sex):
            del self.fields["reason"]  # nothing is recorded that could be wrong
