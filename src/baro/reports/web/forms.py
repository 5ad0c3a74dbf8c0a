"""What is typed about yearly reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.reports.composing import LEADING, rule_of
from baro.reports.keeping import PLACES
from baro.reports.models import Report
from baro.ui.forms import Form, UnitChoice

LONGEST_TEXT = 20_000
YEARS_OFFERED = 5


class DraftForm(Form):
    """Whose report, of which year."""

    unit = UnitChoice(label=gettext_lazy("Unit"), help_text=gettext_lazy("Its members with this power approve it"))
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        this_year = timezone.localdate().year
        years = [(year, str(year)) for year in range(this_year, this_year - YEARS_OFFERED, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class WriteForm(Form):
    """The words before and after the figures of each chapter, in one language."""

    language = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = language
        self.chapters = rule_of(report.year).chapters
        labels = {"before": _("Text before the figures"), "after": _("Text after the figures")}
        written, leading = (report.texts.get(code, {}) for code in (language, LEADING))
        for chapter in self.chapters:
            for place in PLACES:
                base = leading.get(chapter.id, {}).get(place, "") if language != LEADING else ""
                hint = str(chapter.hint) if place == PLACES[0] else ""
                self.fields[f"{chapter.id}-{place}"] = forms.CharField(
                    label=labels[place],
                    help_text=_("In Vietnamese: %(words)s") % {"words": base} if base else hint,
                    required=False,
                    max_length=LONGEST_TEXT,
                    initial=written.get(chapter.id, {}).get(place, ""),
                    widget=forms.Textarea({"rows": 4, "lang": language, "dir": "auto"}),
                )
        self.fieldsets = tuple(  # type: ignore[misc]
            (str(chapter.names), tuple(f"{chapter.id}-{place}" for place in PLACES)) for chapter in self.chapters
        )

    def clean(self) -> dict[str, Any]:
        """The language, and what was written by chapter and place."""
        cleaned = super().clean() or {}
        texts = {one.id: {place: cleaned.get(f"{one.id}-{place}", "") for place in PLACES} for one in self.chapters}
        return {"language": cleaned.get("language", ""), "texts": texts}
