"""What is typed about published figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.statistics.models import Publication
from baro.ui.forms import Form, UnitChoice

YEARS_OFFERED = 10


class FreezeForm(Form):
    """Whose figures, of which year, for what."""

    unit = UnitChoice(label=_("Unit"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    title = Publication._meta.get_field("title").formfield(help_text=_("For example the name of the yearly report"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        last = timezone.localdate().year - 1
        years = range(last, last - YEARS_OFFERED, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))
