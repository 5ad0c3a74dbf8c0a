"""What is typed about programmes and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.programmes.models import Programme, Review
from baro.programmes.queries import chapters_of, kind_names
from baro.tasks.models import Task
from baro.ui.forms import DateField, Form, UnitChoice

LONGEST_TEXT = 20_000


class ProgrammeForm(Form):
    """The name, the days and the clauses of a programme."""

    title = Programme._meta.get_field("title").formfield(help_text=_("As people call the plan"))
    first_on = DateField(label=_("From"))
    last_on = DateField(label=_("To"))
    clauses = forms.CharField(
        label=_("Clauses"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("One on each line, with its number. Tasks are matched by the words in their own field “Clause”."),
    )

    fieldsets = (
        (_("Programme"), ("title", "unit", "first_on", "last_on")),
        (_("What the plan says"), ("clauses",)),
    )


class SetUpForm(ProgrammeForm):
    """The same for a new one, with the unit that leads it and the plan from which it comes."""

    unit = UnitChoice(label=_("Lead unit"))
    source = forms.ModelChoiceField(queryset=Document.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].queryset = Document.objects.visible_to(self.actor)  # type: ignore[attr-defined]


class ChooseForm(Form):
    """Which of the tasks at hand belong to the programme."""

    tasks = forms.TypedMultipleChoiceField(
        label=_("Tasks"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Task] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = [task.pk for task in offered]
        self.fields["tasks"].choices = [(task.pk, f"{task} ({task.unit})") for task in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was ticked, among what was offered."""
        return {**(super().clean() or {}), "among": self.offered}


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class BeginForm(Form):
    """Of what a review is, of which days."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = Review._meta.get_field("title").formfield()
    unit = UnitChoice(label=_("Unit"), help_text=_("Its members with this power approve the review"))
    first_on = DateField(label=_("From"))
    last_on = DateField(label=_("To"), help_text=_("Tasks assigned until this day are counted"))
    programme = forms.ModelChoiceField(queryset=Programme.objects.none(), required=False, widget=forms.HiddenInput)
    source = forms.ModelChoiceField(queryset=Document.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["kind"].choices = list(kind_names().items())
        fields["programme"].queryset = Programme.objects.visible_to(self.actor)
        fields["source"].queryset = Document.objects.visible_to(self.actor)


class WriteForm(Form):
    """The chapters of a review, each a text."""

    title = Review._meta.get_field("title").formfield()

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        self.chapters = chapters_of(review)
        for chapter in self.chapters:
            self.fields[chapter.id] = forms.CharField(
                label=str(chapter.names),
                help_text=str(chapter.hint),
                required=False,
                max_length=LONGEST_TEXT,
                initial=review.texts.get(chapter.id, ""),
                widget=forms.Textarea({"rows": 7}),
            )

    def clean(self) -> dict[str, Any]:
        """The title, and the texts by chapter."""
        cleaned = super().clean() or {}
        return {"title": cleaned.get("title", ""), "texts": {one.id: cleaned.get(one.id, "") for one in self.chapters}}
