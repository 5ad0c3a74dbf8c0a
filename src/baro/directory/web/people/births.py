"""Birth and sex of a person, which the law of retirement asks for: entered and seen by few."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.org.models import Sex
from baro.ui.forms import DateField, Form


class BirthForm(Form):
    """When somebody was born, and their sex."""

    born_on = DateField(label=_("Born on"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
