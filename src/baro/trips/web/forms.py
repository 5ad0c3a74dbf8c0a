"""What is typed about trips."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.trips.models import Trip
from baro.ui.forms import DateField, Form, UnitChoice


class RequestForm(Form):
    """Where to, what for, when, how many."""

    unit = UnitChoice(label=_("Unit"))
    destination = Trip._meta.get_field("destination").formfield()
    purpose = Trip._meta.get_field("purpose").formfield()
    day = DateField(label=_("Day"))
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=50, initial=1)


class ReasonForm(Form):
    """Why not."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))
