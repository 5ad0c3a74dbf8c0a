"""The shape of what is typed about tasks; whether it may be done is decided by the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel import rulebook
from baro.org.models import Unit, UnitKind
from baro.tasks import queries, rules
from baro.tasks.models import Task
from baro.tasks.rulebook import Horizons, Kinds, Recurring, SelfEvaluation
from baro.ui.forms import DateField, Form, PostChoice, UnitChoice
from baro.ui.forms.deadlines import DeadlineField, Named
from baro.ui.forms.fields import Files


def _words(label: Any, *, rows: int = 3, most: int = 1000, **options: Any) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


class WordingForm(Form):
    """What is asked, whoever is to do it; which fields must be filled is a matter of the motto in force."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, help_text=_("It decides what is asked and what follows"))
    work = _words(_("Work"), help_text=_("What is to be done, so that everybody can tell when it is done"))
    product = forms.CharField(
        label=_("Expected product"), max_length=500, help_text=_("What will prove it: a report, a plan, a list …")
    )
    clause = _words(
        _("Clause"), most=5000, rows=2, required=False, help_text=_("The words of the document that it comes from")
    )
    due_on = DeadlineField(label=_("Deadline"), help_text=_("A working day"))
    no_deadline_reason = forms.CharField(
        label=_("Why there is no deadline"), max_length=300, required=False, help_text=_("Only when there is none")
    )
    accountable_post = PostChoice(label=_("Accountable leader"), help_text=_("Who answers for it in the end"))
    authority = forms.CharField(
        label=_("Deciding authority"), max_length=300, help_text=_("Who decides what the work needs decided")
    )
    horizon = forms.ChoiceField(label=_("Horizon"), required=False, help_text=_("Leave open to go by the deadline"))
    origin_id = forms.CharField(
        label=_("Number at the level above"), max_length=100, required=False, help_text=_("For tasks from above only")
    )
    origin_document = forms.CharField(
        label=_("Assigning document"), max_length=300, required=False, help_text=_("As the level above names it")
    )
    source = forms.ModelChoiceField(
        label=_("Source document"), queryset=Document.objects.none(), required=False, widget=forms.HiddenInput
    )
    needed_when: ClassVar[dict[str, Any]] = {"no_deadline_reason": _("needed without a deadline")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["source"].queryset = Document.objects.visible_to(self.actor)
        kinds = rulebook.today(Kinds)
        fields["kind"].choices = [(one.id, str(one.names)) for one in kinds.given]
        fields["kind"].required = not self.is_bound  # one always stands there, so nothing calls it optional
        fields["horizon"].choices = [("", _("By the deadline")), *rulebook.names(Horizons).items()]
        chosen = kinds.of(str((self.data if self.is_bound else self.initial).get("kind") or kinds.usual))
        wanted = rules.wanted(queries.motto_rule().body, chosen)
        for known, (name, sentence) in rules.MISSING.items():
            if name in fields:
                fields[name].required = known in wanted
                fields[name].error_messages["required"] = sentence
        if self.is_bound and (self.data.get("no_deadline_reason") or "").strip():
            fields["due_on"].required = False

    def clean(self) -> dict[str, Any]:
        """Add the one sentence that says how much clarity is missing."""
        cleaned: dict[str, Any] = super().clean() or {}
        lacking = {name: "" for name in self.errors if self.has_error(name, "required")}
        if lacking:
            self.add_error(None, rules.unclear(queries.motto_rule().body, lacking))
        return cleaned


class AssignForm(WordingForm):
    """One task for one owner."""

    unit = UnitChoice(label=_("Owner unit"), help_text=_("Exactly one unit"))
    owner_post = PostChoice(label=_("Owner"), help_text=_("Exactly one person, in a post of this unit"))
    coordinates = UnitChoice(label=_("Coordinate"), multiple=True, required=False)
    informs = UnitChoice(label=_("Are informed"), multiple=True, required=False)
    parent = forms.ModelChoiceField(
        label=_("Part of the task"), queryset=Task.objects.none(), required=False, widget=forms.HiddenInput
    )

    fieldsets = (
        (_("What"), ("kind", "work", "product", "clause")),
        (_("Who"), ("unit", "owner_post", "accountable_post", "authority", "coordinates", "informs")),
        (_("Until when"), ("due_on", "no_deadline_reason", "horizon")),
        (_("From the level above"), ("origin_id", "origin_document")),
    )

    def __init__(self, *args: Any, named: Sequence[Named] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["due_on"].named = named
        fields["parent"].queryset = Task.objects.visible_to(self.actor)


class AssignManyForm(WordingForm):
    """The same task for the head of many units."""

    units = UnitChoice(label=_("Units"), multiple=True, required=False, help_text=_("One by one"))
    below = UnitChoice(label=_("All units below"), required=False)
    unit_kind = forms.ChoiceField(
        label=_("of the kind"),
        choices=[("", "—"), *UnitKind.choices],
        required=False,
        help_text=_("Leave open for all kinds"),
    )

    either = (("units", "below"),)
    fieldsets = (
        (_("To whom"), ("units", "below", "unit_kind")),
        (_("What"), ("kind", "work", "product", "clause")),
        (_("With what"), ("accountable_post", "authority")),
        (_("Until when"), ("due_on", "no_deadline_reason", "horizon")),
        (_("From the level above"), ("origin_id", "origin_document")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        accountable = self.fields["accountable_post"]
        accountable.required = False
        accountable.help_text = _("When nobody is named, the head of each unit answers for it")

    def clean(self) -> dict[str, Any]:
        """Somebody has to get the task."""
        cleaned = super().clean()
        if not self.errors.get("units") and not cleaned.get("units") and not cleaned.get("below"):
            self.add_error("units", _("Choose units, or the unit above all those that get the task."))
        return cleaned


class DeclineForm(Form):
    """Why a task is not taken on."""

    reason = _words(_("Why can the task not be taken on?"))


class ReportForm(Form):
    """How far the work is."""

    percent = forms.IntegerField(label=_("Progress in percent"), min_value=0, max_value=100)
    words = _words(_("What was done"), rows=4, most=2000)
    files = Files(label=_("Evidence"), required=False)  # type: ignore[assignment]


class HandInForm(Form):
    """What came out."""

    result = _words(_("Result"), rows=4, most=2000, help_text=_("What was done, and where the product is"))
    files = Files(label=_("Evidence"), required=False)  # type: ignore[assignment]
    no_evidence = forms.CharField(label=_("Why there is no file"), max_length=300, required=False)

    needed_when: ClassVar[dict[str, Any]] = {
        "files": _("needed where the task names a product"),
        "no_evidence": _("needed without a file"),
    }


class ReasonForm(Form):
    """Why what was done is corrected."""

    reason = _words(_("Why"))


class RewordForm(Form):
    """The words of a task, and why they are corrected."""

    work = _words(_("Work"))
    product = forms.CharField(label=_("Expected product"), max_length=500, required=False)
    clause = _words(_("Clause"), most=5000, rows=2, required=False)
    authority = forms.CharField(label=_("Deciding authority"), max_length=300, required=False)
    origin_id = forms.CharField(label=_("Number at the level above"), max_length=100, required=False)
    origin_document = forms.CharField(label=_("Assigning document"), max_length=300, required=False)
    reason = _words(_("Why is the wording corrected?"))


class ReturnForm(Form):
    """Why a result goes back."""

    reason = _words(_("What is missing?"))


class ReassignForm(Form):
    """Who owns the task from now on."""

    owner_post = PostChoice(label=_("New owner"), help_text=_("Exactly one person, in a post"))
    reason = _words(_("Why"))


class AskExtensionForm(Form):
    """Until when the owner wants time, and why."""

    due_on = DateField(label=_("New deadline"), help_text=_("A working day after the present deadline"))
    reason = _words(_("Why is more time needed?"))


class ExtendForm(Form):
    """Until when the owner gets time."""

    due_on = DateField(label=_("New deadline"), help_text=_("A working day after the present deadline"))
    reason = _words(_("Reason"))


class RefuseExtensionForm(Form):
    """Why the deadline stays."""

    reason = _words(_("Why does the deadline stay?"))


class CancelForm(Form):
    """Why a task is taken back."""

    reason = _words(_("Why is the task taken back?"))


class UrgeForm(Form):
    """What the owner is told."""

    words = _words(_("What do you want to say?"), help_text=_("It stays in the timeline of the task"))


class InvolveForm(Form):
    """What is asked of which supporting units, and until when."""

    units = forms.ModelMultipleChoiceField(
        label=_("Supporting units"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    words = _words(_("Contribution asked for"), help_text=_("The head of each unit gets a sub-task with these words"))
    due_on = DeadlineField(label=_("Deadline"), help_text=_("A working day before the deadline of the task"))

    def __init__(self, *args: Any, units: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]


class TasksChoice(forms.ModelMultipleChoiceField):
    """Tasks to tick, each called in its own direction."""

    def label_from_instance(self, obj: Any) -> SafeString:
        """The work."""
        return format_html("<bdi>{}</bdi>", obj)


class ArrangeForm(Form):
    """Which tasks come first."""

    first = TasksChoice(
        label=_("Starts after"), queryset=Task.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tasks: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["first"].queryset = tasks  # type: ignore[attr-defined]


class RepeatForm(Form):
    """When the task comes back."""

    months = forms.TypedChoiceField(label=_("How often"), coerce=int)
    month = forms.IntegerField(label=_("Month of the period"), min_value=1, max_value=12, help_text=_("1 is the first"))
    day = forms.IntegerField(
        label=_("By day"), min_value=1, max_value=31, help_text=_("Shorter months end on their last day")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [(row.months, str(row.names)) for row in rulebook.today(Recurring).every]
        self.fields["months"].choices = every  # type: ignore[attr-defined]


class StopRepeatingForm(Form):
    """Why nothing more follows."""

    reason = _words(_("Why does the task not repeat any more?"))


class EvaluateForm(Form):
    """How the own work is judged."""

    grade = forms.ChoiceField(label=_("Self-evaluation"))
    words = _words(_("Reasons"), most=2000, rows=4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grade"].choices = list(rulebook.names(SelfEvaluation).items())  # type: ignore[attr-defined]
