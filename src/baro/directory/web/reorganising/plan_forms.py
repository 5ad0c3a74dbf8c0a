"""The shape of what is typed about a reorganisation; whether it may be done is decided by the actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.directory.web.reorganising.plan_lists import Mistake, read_list
from baro.kernel.errors import FileRefused
from baro.org.dependent_rows import unit_dependents
from baro.org.importing.checking import limits_on
from baro.org.models import Disposition, Ending, PlannedUnit, Reorganisation, Unit, UnitKind
from baro.org.reorganising.actions.planning import NewUnit
from baro.ui.forms import DateField, Form, UnitChoice
from baro.ui.forms.list_files import ListFile

KINDS = [("", "—"), *UnitKind.choices]


class PrepareForm(Form):
    """The head of a reorganisation."""

    unit = UnitChoice(label=_("Prepared for"), help_text=_("Everything below this unit can be planned"))
    title = forms.CharField(label=_("Title"), max_length=300)
    decision = forms.CharField(
        label=_("Deciding document"), max_length=120, help_text=_("Number and symbol as printed, e.g. 12-NQ/TU")
    )
    decided_on = DateField(label=_("Decided on"))
    effective_on = DateField(label=_("Takes effect on"), help_text=_("The first day on which everything is as planned"))
    fieldsets = (("", ("title", "unit")), (_("The decision"), ("decision", "decided_on", "effective_on")))


class ReasonForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class SignForm(Form):
    """The digest of the effects that the signatory sees; changed in between, the signature is refused."""

    digest = forms.CharField(widget=forms.HiddenInput)


class PlanForm(Form):
    """A step of a plan; knows the reorganisation, and what it founds already."""

    def __init__(self, *args: Any, plan: Reorganisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan = plan
        fields: Any = self.fields
        for name in ("planned", "planned_parent"):
            if name in fields:
                fields[name].queryset = plan.planned_units.all()
                if not fields[name].queryset.exists():
                    del fields[name]


class NewUnitForm(PlanForm):
    """A step that may found a unit."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    code = forms.CharField(label=_("Code"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    suffix = forms.CharField(label=_("Suffix in symbols"), max_length=20, required=False)
    parent = UnitChoice(
        label=_("Part of"), required=False, help_text=_("Empty: below the unit for which the plan is made")
    )
    planned_parent = forms.ModelChoiceField(
        label=_("Or part of a unit that the plan founds"),
        queryset=PlannedUnit.objects.none(),
        required=False,
        empty_label="—",
    )

    new_fields = ("name", "code", "kind", "suffix", "parent", "planned_parent")
    lacking: ClassVar[dict[str, Any]] = {
        "name": _("A new unit needs a name."),
        "code": _("A new unit needs a code."),
        "kind": _("A new unit needs a kind."),
    }

    def new_unit(self) -> NewUnit | None:
        """The unit that was typed; None, with what it lacks beside each field, when it is not whole."""
        asked = self.cleaned_data
        for name, sentence in self.lacking.items():
            if not asked.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if self.errors:
            return None
        above = asked.get("planned_parent")
        parent, parent_code = (None, above.code) if above else (asked["parent"], "")
        kind = UnitKind(asked["kind"])
        return NewUnit(asked["code"], asked["name"].strip(), kind, asked["suffix"], parent, parent_code)


class MergeForm(NewUnitForm):
    """Several units become one."""

    units = UnitChoice(label=_("Units that go into another"), multiple=True, help_text=_("The first of them leads"))
    into = UnitChoice(label=_("Into a unit that stands"), required=False)
    planned = forms.ModelChoiceField(
        label=_("Or into one that the plan founds"),
        queryset=PlannedUnit.objects.none(),
        required=False,
        empty_label="—",
    )
    either = (("into", "planned", "name"),)
    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(("code", "kind"), _("needed for a new unit"))
    fieldsets = (
        (pgettext_lazy("reorganisation", "What is merged"), ("units", "into", "planned")),
        (_("Or into a new unit"), NewUnitForm.new_fields),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one goal."""
        asked = super().clean() or self.cleaned_data
        goals = [name for name in ("into", "planned", "name") if asked.get(name)]
        if len(goals) != 1:
            self.add_error("into", _("Choose one unit: one that stands, or write down a new one."))
        elif asked.get("planned"):
            asked["goal"] = as_goal(asked["planned"])
        else:
            asked["goal"] = asked.get("into") or self.new_unit()
        return asked


class DivideForm(PlanForm):
    """A unit is divided among several."""

    unit = UnitChoice(label=_("Unit that is divided"))
    among = UnitChoice(label=_("Parts go to units that stand"), multiple=True, required=False)
    parts = forms.CharField(
        label=_("Parts that become new units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One line each: code; name. They are of the same kind and stand below the same unit."),
    )
    main = forms.CharField(
        label=_("Main successor"),
        max_length=200,
        required=False,
        help_text=_("Code or name of the part that takes what no list places; empty: the first part"),
    )
    either = (("among", "parts"),)

    def clean(self) -> dict[str, Any]:
        """The parts as units; the main one is among them."""
        asked = super().clean() or self.cleaned_data
        unit: Unit | None = asked.get("unit")
        if unit is None:
            return asked
        lines = [line.partition(";") for line in (asked.get("parts") or "").splitlines()]
        parts = {number: (code.strip(), name.strip()) for number, (code, _sign, name) in enumerate(lines, start=1)}
        if wrong := [str(number) for number, part in parts.items() if any(part) and not all(part)]:
            sentence = _("Write a code, a semicolon and a name on each line; look at these: %(lines)s.")
            self.add_error("parts", sentence % {"lines": ", ".join(wrong)})
        kind = UnitKind(unit.kind)
        new = [NewUnit(code, name, kind, unit.suffix, unit.parent) for code, name in parts.values() if code and name]
        asked["goals"] = {goal.code: goal for goal in [*(asked.get("among") or []), *new]}
        if len(asked["goals"]) < 2:
            self.add_error("among", _("Name two parts or more."))
            return asked
        said = (asked.get("main") or next(iter(asked["goals"]))).strip().casefold()
        meant = [goal.code for goal in asked["goals"].values() if said in (goal.code.casefold(), goal.name.casefold())]
        if len(meant) == 1:
            asked["main"] = meant[0]
        else:
            self.add_error("main", _("Write the code or the name of one of the parts."))
        return asked


class DissolveForm(PlanForm):
    """A unit ends."""

    unit = UnitChoice(label=_("Unit that is dissolved"))
    successor = UnitChoice(
        label=_("Who answers for what it leaves"), required=False, help_text=_("Empty: the unit above it")
    )


class AlterForm(NewUnitForm):
    """A unit stays and is called otherwise, stands elsewhere or changes its level."""

    unit = UnitChoice(label=_("Unit that changes"))
    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(NewUnitForm.new_fields, "")  # the legend says it of all
    fieldsets = (("", ("unit",)), (_("What becomes otherwise; what is empty stays"), NewUnitForm.new_fields))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Something changes."""
        asked = super().clean() or self.cleaned_data
        if not any(asked.get(name) for name in self.new_fields):
            self.add_error("name", _("Write what becomes otherwise."))
        return asked


class FoundForm(NewUnitForm):
    """A new unit that follows nobody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("name", "code", "kind"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """It is whole."""
        asked = super().clean() or self.cleaned_data
        return asked | {"new": self.new_unit()}


class DispositionsForm(PlanForm):
    """What becomes of each kind of thing that hangs on the units that close."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for thing in unit_dependents():
            self.fields[name_of(thing.code)] = forms.ChoiceField(
                label=thing.label,
                choices=[(disposition.value, disposition.label) for disposition in self._dispositions(thing)],
                initial=self.plan.dispositions.get(thing.code, thing.disposition),
                disabled=len(self._dispositions(thing)) == 1,
                help_text=_("They always go with their post.")
                if len(thing.dispositions) == 1 and thing.follows
                else "",
            )

    def _dispositions(self, thing: Any) -> list[Disposition]:
        """What may become of them; going by list is said where the list is made, and stays unless it is changed."""
        listed = self.plan.dispositions.get(thing.code) == Disposition.LIST
        return [
            *thing.dispositions,
            *([Disposition.LIST] if listed and Disposition.LIST not in thing.dispositions else []),
        ]

    def clean(self) -> dict[str, Any]:
        """The dispositions that are others than before, by kind of thing."""
        asked = super().clean() or self.cleaned_data
        chosen = {thing.code: asked.get(name_of(thing.code)) for thing in unit_dependents()}
        before = {thing.code: self.plan.dispositions.get(thing.code, thing.disposition) for thing in unit_dependents()}
        return {
            "chosen": {
                code: Disposition(disposition)
                for code, disposition in chosen.items()
                if disposition and disposition != before[code]
            }
        }


class ListForm(PlanForm):
    """Many steps from a spreadsheet."""

    upload = ListFile(label=_("The list"), help_text=_("With the columns shown below"))
    mistakes: list[Mistake] = []

    def clean(self) -> dict[str, Any]:
        """The steps; every mistake of the list is kept for the page."""
        asked = super().clean() or self.cleaned_data
        if file := asked.get("upload"):
            units = Unit.objects.visible_to(self.actor).open().filter(path__startswith=self.plan.unit.path)
            known, limits = {unit.code: unit for unit in units}, limits_on(timezone.localdate())
            try:
                asked["steps"], self.mistakes = read_list(file.read(), file.name, limits, known)
            except FileRefused as refused:
                self.add_error("upload", str(refused))
            if self.mistakes:
                self.add_error("upload", _("Correct the list where it is marked below, then bring it again."))
        return asked


class TakeOutForm(PlanForm):
    """Everything that the plan says about one unit goes out of it."""

    unit_code = forms.ChoiceField(label=_("Unit"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        closing = Ending.objects.filter(reorganisation=self.plan).values_list("unit__code", "unit__name")
        changed = self.plan.changes.values_list("unit__code", "unit__name")
        founded = self.plan.planned_units.values_list("code", "name")
        known = {code: f"{name} ({code})" for code, name in [*closing, *changed, *founded]}
        self.fields["unit_code"].choices = list(known.items())  # type: ignore[attr-defined]


def as_goal(planned: PlannedUnit) -> NewUnit:
    """A unit that the plan founds already, as a goal of another step."""
    return NewUnit(planned.code, planned.name, UnitKind(planned.kind))


def name_of(code: str) -> str:
    """The name of the field of a kind of thing."""
    return f"disposition_{code.replace('.', '_')}"
