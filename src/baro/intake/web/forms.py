"""What is typed about deliveries."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.ui.forms import Form


class ReasonForm(Form):
    """Why nothing of it is registered."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))
