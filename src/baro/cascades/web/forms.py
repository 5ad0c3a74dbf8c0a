"""What is typed about cascades; whether it may be done is decided by the actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.cascades.fields import Field, FieldKind
from baro.cascades.models import UnitSet
from baro.cascades.web.answer_fields import field_for
from baro.documents.models import Document
from baro.org.models import UnitKind
from baro.ui.forms import DateField, Form, UnitChoice
from baro.ui.forms.deadlines import DeadlineField
from baro.ui.forms.list_files import ListFile

REPORT, SEVERAL = "", "several"
QUESTIONS = (
    (REPORT, _("A report, with files where needed")),
    (FieldKind.NUMBER.value, _("One figure")),
    (FieldKind.YES_NO.value, _("Yes or no")),
    (FieldKind.FILE.value, _("One file")),
    (SEVERAL, _("Several fields, which you add next")),
)


def _words(label: Any, *, rows: int = 3, most: int = 1000, **options: Any) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


class RuleForm(Form):
    """Who receives it, and until when they answer."""

    below = UnitChoice(label=_("All units under"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", "—"), *UnitKind.choices],
        required=False,
        help_text=_("Leave empty for all kinds"),
    )
    direct = forms.BooleanField(label=_("Only units directly under it"), required=False)
    as_of = DateField(
        label=_("As the organisation was on"), required=False, help_text=_("Leave empty for the day of sending")
    )
    named = forms.ModelChoiceField(
        label=_("Set of units"),
        queryset=UnitSet.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Receives the work instead of the units chosen above"),
    )
    due_on = DeadlineField(label=_("Deadline"), required=False, help_text=_("A working day"))
    due_within = forms.IntegerField(label=_("Working days after sending"), required=False, min_value=1, max_value=500)

    either = (("below", "named"), ("due_on", "due_within"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["named"].queryset = UnitSet.objects.visible_to(self.actor).in_use().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A set takes the place of the unit and the kind, which stand in the form already."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("named"):
            cleaned |= {"below": None, "kind": "", "direct": False, "as_of": None}
        return cleaned


class ReviseForm(RuleForm):
    """The whole draft but for its fields."""

    work = _words(_("Work"), help_text=_("What each unit is to do"))
    product = forms.CharField(
        label=_("What must come back"), max_length=500, help_text=_("A report, a figure, a plan, a list …")
    )
    authority = forms.CharField(
        label=_("Deciding authority"), max_length=300, help_text=_("Who decides what the work needs decided")
    )
    clause = _words(
        _("Clause"), most=5000, rows=2, required=False, help_text=_("The words of the document that it comes from")
    )
    source = forms.ModelChoiceField(
        label=_("Source document"), queryset=Document.objects.none(), required=False, widget=forms.HiddenInput
    )

    fieldsets: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("Work"), ("work", "product", "authority", "clause")),
        (pgettext_lazy("cascade", "Recipients"), ("below", "kind", "direct", "as_of", "named")),
        (_("Deadline"), ("due_on", "due_within")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].queryset = Document.objects.visible_to(self.actor)  # type: ignore[attr-defined]


class DraftForm(ReviseForm):
    """A new draft, with the kind of answer."""

    asks = forms.ChoiceField(label=_("Kind of answer"), choices=QUESTIONS, required=False)

    fieldsets: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("Work"), ("work", "product", "asks", "authority", "clause")),
        (pgettext_lazy("cascade", "Recipients"), ("below", "kind", "direct", "as_of", "named")),
        (_("Deadline"), ("due_on", "due_within")),
    )

    def clean_asks(self) -> str:
        """The kind of the one field, if the answer has one."""
        asks: str = self.cleaned_data["asks"]
        return "" if asks == SEVERAL else asks


class ForwardForm(RuleForm):
    """The units under one's own, and until when they answer."""

    fieldsets = (
        (pgettext_lazy("cascade", "Recipients"), ("below", "kind", "direct", "as_of", "named")),
        (_("Deadline"), ("due_on", "due_within")),
    )


class SendForm(Form):
    """Who receives it was looked at: the digest of what was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class FieldForm(Form):
    """One field of the answer."""

    label = forms.CharField(label=_("Name of the field"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=FieldKind.choices)
    measure = forms.CharField(
        label=_("Unit of measure"), max_length=40, required=False, help_text=_("Of a figure: people, hectares …")
    )
    options = forms.CharField(
        label=_("Options"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Of a list: one option a line"),
    )
    needed = forms.BooleanField(label=_("Must be answered"), required=False, initial=True)
    adds = forms.BooleanField(label=_("Add up figures of all units"), required=False, initial=True)
    whole = forms.BooleanField(label=_("Whole numbers only"), required=False, initial=True)
    below_zero = forms.BooleanField(label=_("Figures may be below 0"), required=False)
    future = forms.BooleanField(label=_("Dates may still be to come"), required=False)

    needed_when: ClassVar[dict[str, Any]] = {"options": _("needed for a list")}

    def clean_options(self) -> tuple[str, ...]:
        """The options, each once."""
        lines = (line.strip() for line in self.cleaned_data["options"].splitlines())
        return tuple(dict.fromkeys(line[:200] for line in lines if line))


class RemoveFieldForm(Form):
    """Which field."""

    code = forms.ChoiceField(label=_("Field"))

    def __init__(self, *args: Any, fields: tuple[Field, ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = [(one.code, one.heading) for one in fields]  # type: ignore[attr-defined]


class RemindForm(Form):
    """What the units are told."""

    words = _words(_("What do you want to say?"), help_text=_("It stays in the history of each task"))


class CloseForm(Form):
    """What is said at the end."""

    words = _words(_("Result"), help_text=_("Open tasks stay with their owners"))


class ReasonForm(Form):
    """Why."""

    reason = _words(_("Reason"))


class EnterForm(Form):
    """The list of answers, filled in."""

    upload = ListFile(label=_("The list of answers that you took from here and filled in"))


class SetForm(Form):
    """A name and the units under it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    units = UnitChoice(label=_("Units"), multiple=True, required=False, help_text=_("One by one"))
    below = UnitChoice(label=_("All units under"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", "—"), *UnitKind.choices],
        required=False,
        help_text=_("Leave empty for all kinds"),
    )

    either = (("units", "below"),)


class AnswerForm(Form):
    """The fields of a question, and words beside them."""

    words = _words(_("Notes"), rows=3, most=2000, required=False)

    def __init__(self, *args: Any, fields: tuple[Field, ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        words = self.fields.pop("words")
        for one in fields:
            self.fields[f"field_{one.code}"] = field_for(one)
        self.fields["words"] = words
        if not fields:
            words.label, words.required = _("What was done"), True
