"""What is typed in oversight."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.meetings.models import Item
from baro.oversight.models import Case, Penalty, Seat
from baro.oversight.models.cases import Found, Grounds, Nature
from baro.oversight.models.discipline import Standing
from baro.oversight.rulebook import Circumstances, FindingTypes, Forms, Kinds, Limitation
from baro.tasks import queries as tasks
from baro.tasks import rules
from baro.ui.forms import DateField, Form, PostChoice, UnitChoice
from baro.ui.forms.choices import Choice
from baro.ui.forms.deadlines import DeadlineField
from baro.ui.forms.fields import Files


def words(label: Any, *, rows: int = 3, most: int = 2000, **options: Any) -> forms.CharField:
    """A box for a few lines."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


def kinds() -> list[tuple[str, str]]:
    """The kinds of cases by code."""
    return [(row.id, str(row.names)) for row in rulebook.today(Kinds).kinds]


def types() -> list[tuple[str, str]]:
    """The types of findings by code."""
    return [(row.id, str(row.names)) for row in rulebook.today(FindingTypes).types]


def levels() -> list[tuple[int, str]]:
    """How grave a finding can be."""
    return [(row.level, str(row.names)) for row in rulebook.today(FindingTypes).levels]


def discipline_forms() -> list[tuple[str, str]]:
    """The forms of discipline by code, from the lightest."""
    return [(row.id, str(row.names)) for row in rulebook.today(Forms).forms]


def grounds_without_limit() -> list[tuple[str, str]]:
    """Violations without any limitation."""
    rows = [(row.id, str(row.names)) for row in rulebook.today(Limitation).without]
    return [("", str(_("None of these"))), *rows]


def circumstances() -> list[tuple[str, str]]:
    """What makes a violation lighter or graver."""
    return [(row.id, str(row.names)) for row in rulebook.today(Circumstances).rows]


class ReasonForm(Form):
    """Why."""

    reason = words(_("Reason"))


class OpenForm(Form):
    """A new case."""

    unit = UnitChoice(label=_("Body"), help_text=_("The body that inspects or supervises"))
    kind = forms.ChoiceField(label=_("Kind"), choices=kinds)
    subject_unit = UnitChoice(label=_("Unit concerned"), help_text=_("For a case about a person: where the person is"))
    subject_person = Choice(
        "org.persons", label=_("Person concerned"), required=False, help_text=_("Leave empty for a case about the unit")
    )
    matter = words(pgettext_lazy("case", "Matter"), most=5000)
    grounds = forms.ChoiceField(label=_("Grounds"), choices=Grounds.choices)
    found = forms.ChoiceField(label=_("First seen"), choices=Found.choices)

    fieldsets: ClassVar = (
        (_("Case"), ("unit", "kind", "matter")),
        (_("Whom it concerns"), ("subject_unit", "subject_person")),
        (_("Grounds"), ("grounds", "found")),
    )


class AppointForm(Form):
    """Who comes into the team."""

    post = PostChoice(label=_("Member"), help_text=_("A person, in a post"))
    leads = forms.BooleanField(label=_("Leads the team"), required=False)
    reason = words(
        _("Why in spite of a possible exclusion"),
        required=False,
        help_text=_("Only when Baro names one. What is certain cannot be answered away."),
    )


class MemberForm(Form):
    """Who leaves the team, and why."""

    member = forms.ModelChoiceField(queryset=Seat.objects.none(), label=_("Member"))
    reason = words(_("Reason"))

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["member"].queryset = Seat.objects.filter(case=case, left_on=None).select_related("person")


class DeclareForm(Form):
    """A tie that nobody could know."""

    reason = words(_("Interest"), help_text=_("A family tie, a debt, an old quarrel: in one sentence"))


class FindForm(Form):
    """What was found."""

    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices, widget=forms.RadioSelect)
    type = forms.ChoiceField(label=pgettext_lazy("finding", "Type"), choices=types)
    level = forms.TypedChoiceField(
        label=pgettext_lazy("finding", "Degree"),
        choices=levels,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Not for strengths. A repeated finding becomes one degree graver by itself."),
    )
    what = words(_("Finding"), most=5000, help_text=_("The act or the state, with the day and the evidence"))


class ReviseForm(FindForm):
    """What is otherwise, and why."""

    reason = words(_("Reason"))


class OrderForm(Form):
    """A task that remedies a finding, as clear as the motto in force wants it."""

    work = words(
        _("Work"), help_text=_("Others who see the tasks of the unit read this: write no names of persons concerned.")
    )
    product = forms.CharField(label=_("Expected product"), max_length=500, help_text=_("What will prove it"))
    owner_post = PostChoice(label=_("Owner"), help_text=_("Exactly one person, in a post"))
    accountable_post = PostChoice(label=_("Accountable leader"))
    authority = forms.CharField(label=_("Deciding authority"), max_length=300)
    due_on = DeadlineField(label=_("Deadline"), help_text=_("A working day"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        wanted = tasks.motto_rule().body.required
        for known, (name, _sentence) in rules.MISSING.items():
            if name in self.fields and name not in ("owner_post", "due_on"):
                self.fields[name].required = known in wanted


class SettleForm(Form):
    """By what one sees that it is remedied."""

    reason = words(_("How it was settled"), help_text=_("What you saw yourself, and where the evidence lies"))


class CloseForm(Form):
    """What is concluded."""

    closing = words(_("Conclusion"), rows=4, most=5000)


class FinishForm(Form):
    """The paper, or why there is none."""

    files = Files(label=_("File"), required=False)  # type: ignore[assignment]
    note = forms.CharField(label=_("Why there is no file"), max_length=300, required=False)

    needed_when: ClassVar[dict[str, Any]] = {"note": _("needed without a file")}


class ExplainForm(Form):
    """One's own view."""

    words = words(_("View"), rows=6, most=5000)


class PenaliseForm(Form):
    """Discipline that is proposed."""

    unit = UnitChoice(label=_("Deciding body"), help_text=_("Baro says to whom it must be proposed, if it may not"))
    standing = forms.ChoiceField(label=_("Disciplined as"), choices=Standing.choices)
    form = forms.ChoiceField(label=pgettext_lazy("discipline", "Form"), choices=discipline_forms)
    holds_post = forms.BooleanField(label=_("Holds a post that can be lost"), required=False)
    managed = forms.BooleanField(label=_("Committee member, or managed by a level above"), required=False)
    act_on = DateField(label=_("Day of the act, or of its end"))
    ground = forms.ChoiceField(label=_("Without limitation because of"), choices=grounds_without_limit, required=False)
    circumstances = forms.MultipleChoiceField(label=_("Circumstances"), choices=circumstances, required=False)
    reason = words(_("Reason"), most=5000)

    fieldsets: ClassVar = (
        (_("Discipline"), ("form", "unit", "reason")),
        (_("Whom it concerns"), ("standing", "holds_post", "managed")),
        (_("Act"), ("act_on", "ground", "circumstances")),
    )


class HearForm(Form):
    """What was said when they were heard."""

    hearing = words(_("Hearing"), rows=5, most=5000, help_text=_("Who heard whom, when, and what was said"))
    refused = forms.BooleanField(label=_("Refused to come without a reason"), required=False)
    invitations = forms.IntegerField(label=_("Invitations"), min_value=0, max_value=99, required=False, initial=1)

    def clean_invitations(self) -> int:
        """Nought where nothing was typed."""
        return self.cleaned_data.get("invitations") or 0


class DecideForm(Form):
    """What the body decided, by which vote."""

    decision = words(_("Decision"), most=5000)
    item = forms.ModelChoiceField(
        queryset=Item.objects.none(),
        label=_("Decided in the meeting as"),
        required=False,
        help_text=_("Its vote is taken over. Without one, write the numbers from the minutes."),
    )
    yes = forms.IntegerField(label=_("For"), min_value=0, max_value=9999, required=False)
    base = forms.IntegerField(
        label=_("Of so many members counted"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=_("All members, less those whom the rule leaves out: not those present"),
    )

    def __init__(self, *args: Any, penalty: Penalty, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        seen = Item.objects.visible_to(self.actor).filter(unit=penalty.unit_id).exclude(state="withdrawn")
        fields["item"].queryset = seen.order_by("-pk")

    def clean_yes(self) -> int:
        """Nought where nothing was typed."""
        return self.cleaned_data.get("yes") or 0

    def clean_base(self) -> int:
        """Nought where nothing was typed."""
        return self.cleaned_data.get("base") or 0


class AppealForm(Form):
    """Why one complains."""

    words = words(_("Complaint"), rows=6, most=5000, help_text=_("What is wrong with the decision, and what you ask"))


class AnswerForm(Form):
    """What was decided about the complaint."""

    answer = words(_("Answer"), most=5000)


class ChangeForm(AnswerForm):
    """Which form stands instead."""

    form = forms.ChoiceField(label=_("Form instead"), choices=discipline_forms)

    field_order = ("form", "answer")


class AnnulForm(AnswerForm):
    """Why it was wrong, and the apology."""

    apology = words(_("Apology"), help_text=_("117-QĐ/TW: the wrong is named, and rights are restored"))
