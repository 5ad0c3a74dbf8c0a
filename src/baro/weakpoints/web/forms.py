"""What is typed about weak points."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.tasks import queries as tasks
from baro.tasks import rules
from baro.ui.forms import DateField, Form, PostChoice, UnitChoice
from baro.ui.forms.deadlines import DeadlineField
from baro.ui.forms.fields import Files
from baro.weakpoints import queries
from baro.weakpoints.web.choosing import TaskChoice


def _words(label: Any, *, rows: int = 3, most: int = 1000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


def kinds() -> list[tuple[str, str]]:
    """The kinds by code."""
    return list(queries.names_of("kinds").items())


def natures() -> list[tuple[str, str]]:
    """The natures by code."""
    return list(queries.names_of("natures").items())


def origins() -> list[tuple[str, str]]:
    """The origins by code."""
    return list(queries.names_of("origins").items())


def degrees() -> list[tuple[int, str]]:
    """The degrees of seriousness by level."""
    return [(row.level, str(row.names)) for row in queries.register_rule().seriousness]


class PointForm(Form):
    """What it is, how serious, who solves it, until when."""

    what = forms.CharField(label=_("Weak point"), max_length=500, help_text=_("In one sentence"))
    detail = _words(_("Details"), most=5000, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=kinds)
    nature = forms.ChoiceField(label=_("Nature"), choices=natures)
    seriousness = forms.TypedChoiceField(label=_("Seriousness"), choices=degrees, coerce=int)
    owner_post = PostChoice(label=_("To be solved by"), help_text=_("Exactly one person, in a post"))
    due_on = DeadlineField(label=_("Deadline"), help_text=_("A working day"))


class RecordForm(PointForm):
    """A new weak point."""

    unit = UnitChoice(label=_("Unit"), help_text=_("The unit that has this weak point"))
    origin = forms.ChoiceField(label=_("Origin"), choices=origins)
    origin_task = TaskChoice(label=_("Found in the task"), required=False)
    found_on = DateField(label=_("Found on"))

    fieldsets: ClassVar = (
        (_("Weak point"), ("unit", "what", "detail", "kind", "nature", "seriousness")),
        (_("Origin"), ("origin", "origin_task", "found_on")),
        (_("Responsibility"), ("owner_post", "due_on")),
    )


class ReviseForm(PointForm):
    """What is otherwise, and why."""

    reason = _words(_("Reason"))


class LinkForm(Form):
    """A task that answers a weak point."""

    task = TaskChoice(label=_("Task"), help_text=_("Type words of the task and choose it from the list"))


class GiveForm(Form):
    """A task for a weak point, as clear as the motto in force wants it."""

    work = _words(_("Work"), help_text=_("What is to be done, so that everybody can tell when it is done"))
    product = forms.CharField(
        label=_("Expected product"), max_length=500, help_text=_("What will prove it: a report, a plan, a list …")
    )
    owner_post = PostChoice(label=_("Owner"), help_text=_("Exactly one person, in a post"))
    accountable_post = PostChoice(label=_("Accountable leader"), help_text=_("Who answers for it in the end"))
    authority = forms.CharField(
        label=_("Deciding authority"), max_length=300, help_text=_("Who decides what the work needs decided")
    )
    due_on = DeadlineField(label=_("Deadline"), help_text=_("A working day"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        wanted = tasks.motto_rule().body.required
        for known, (name, _sentence) in rules.MISSING.items():
            if name in self.fields and name not in ("owner_post", "due_on"):
                self.fields[name].required = known in wanted


class SolveForm(Form):
    """How it was solved, and what proves it."""

    solution = _words(_("Solution"), rows=4, most=5000, help_text=_("What was done, and what is different now"))
    files = Files(label=_("Evidence"), required=False)  # type: ignore[assignment]
    no_evidence = forms.CharField(label=_("Why there is no file"), max_length=300, required=False)

    needed_when: ClassVar[dict[str, Any]] = {"no_evidence": _("needed without a file")}


class ReasonForm(Form):
    """Why."""

    reason = _words(_("Reason"))
