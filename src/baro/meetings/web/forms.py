"""What is typed about meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.documents import queries as documents
from baro.documents.models import Document
from baro.meetings.models import MINUTES, Attendee, Choice, Conclusion, Meeting, Objection, Way
from baro.meetings.queries import procedure
from baro.org.models import Person, Unit
from baro.tasks import queries as tasks
from baro.tasks import rules
from baro.tasks.models import Task
from baro.ui.forms import DateField, Form, PostChoice, UnitChoice
from baro.ui.forms.deadlines import DeadlineField


def words(label: Any, *, rows: int = 3, most: int = 1000, **options: Any) -> forms.CharField:
    """A box for a few lines."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


def kinds() -> list[tuple[str, str]]:
    """The kinds of meetings by code."""
    return [(row.id, str(row.names)) for row in procedure().kinds]


def matters() -> list[tuple[str, str]]:
    """What can be voted on, by code."""
    return [(row.id, str(row.names)) for row in procedure().matters]


class HourField(forms.TimeField):
    """A time of day, 14:30."""

    default_error_messages: ClassVar = {"invalid": _("Write the time as 14:30.")}

    def __init__(self, **options: Any) -> None:
        box = forms.TimeInput(attrs={"inputmode": "numeric", "placeholder": "14:30", "dir": "ltr"}, format="%H:%M")
        super().__init__(input_formats=["%H:%M", "%H.%M", "%Hh%M"], widget=box, **options)


class WhenForm(Form):
    """When and where."""

    day = DateField(label=_("Day"))
    begins = HourField(label=_("Begins at"))
    title = forms.CharField(
        label=pgettext_lazy("meeting", "Subject"),
        max_length=300,
        required=False,
        help_text=_("Needed for few meetings"),
    )
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), max_length=200, required=False)
    online = forms.URLField(label=_("Online address"), max_length=300, required=False, assume_scheme="https")


class CallForm(WhenForm):
    """A meeting of a body."""

    unit = UnitChoice(
        label=_("Body"), help_text=_("A committee or a cell. Its members of that day belong to the meeting.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=kinds)
    with_agenda = forms.BooleanField(label=_("Begin with the usual agenda"), required=False, initial=True)

    field_order = ("unit", "kind", "day", "begins", "title", "place", "online", "with_agenda")


class MemberChoice(forms.ModelChoiceField):
    """A member of the meeting, by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Attendee.objects.none(), label=_("Member"), **options)


class WithMembers(Form):
    """A form that names members of a meeting."""

    def __init__(self, *args: Any, meeting: Meeting | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting = meeting
        fields: Any = self.fields
        if meeting and "member" in fields:
            fields["member"].queryset = meeting.attendees.select_related("person")  # sees: of a meeting that is seen


class ReviseForm(WhenForm):
    """What is otherwise."""

    chair = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Chair"), empty_label=None)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        members = meeting.attendees.order_by().values("person")
        # sees: names are no secret
        fields["chair"].queryset = Person.objects.known().filter(pk__in=members).order_by("name", "pk")


def standings() -> list[tuple[str, str]]:
    """Why somebody may not be counted; a recusal belongs to one item and is recorded there."""
    return [("", str(_("Counts as every member")))] + [
        (row.id, str(row.names)) for row in procedure().standings if row.id != "recused"
    ]


class ExceptForm(WithMembers):
    """Who may not be counted, and why."""

    member = MemberChoice()
    standing = forms.ChoiceField(label=_("Standing"), choices=standings, required=False)


class ExcuseForm(WithMembers):
    """Who does not come, and why."""

    member = MemberChoice()
    reason = forms.CharField(label=_("Reason"), max_length=300)


class AnswerForm(Form):
    """Whether one comes."""

    comes = forms.TypedChoiceField(
        label=_("Do you come?"),
        choices=[("yes", _("I come")), ("no", _("I cannot come"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    excuse = forms.CharField(label=_("Reason"), max_length=300, required=False)

    needed_when: ClassVar[dict[str, Any]] = {"excuse": _("needed when you cannot come")}


WHERE = [("here", _("In the room")), ("online", _("Online")), ("away", _("Not there"))]


class AttendForm(Form):
    """Who is there now, member by member."""

    def __init__(self, *args: Any, members: Iterable[Attendee], **options: Any) -> None:
        super().__init__(*args, **options)
        self.keys = {f"member{one.pk}": one.pk for one in members}
        for name, one in zip(self.keys, members, strict=True):
            now = ("online" if one.online else "here") if one.here else "away"
            radio = forms.RadioSelect(attrs={"class": "in-line"})
            said = _("Excuse: %(reason)s") % {"reason": one.excuse} if one.excuse else ""
            self.fields[name] = forms.ChoiceField(
                label=str(one), choices=WHERE, initial=now, widget=radio, help_text=said
            )

    def clean(self) -> dict[str, Any]:
        """Who is in the room, and who takes part online."""
        said = super().clean() or {}
        return {
            where: [key for name, key in self.keys.items() if said.get(name) == where] for where in ("here", "online")
        }


class WriteForm(Form):
    """The minutes."""

    minutes = words(_("Minutes"), rows=24, most=50_000)


class ObjectForm(Form):
    """What is wrong in the minutes."""

    words = words(_("What should stand otherwise, or which opinion of yours should stand there?"), most=3000)


class SettleForm(Form):
    """What was decided about an objection."""

    objection = forms.ModelChoiceField(queryset=Objection.objects.none(), label=_("Objection of"), empty_label=None)
    accepted = forms.TypedChoiceField(
        label=_("How did the body decide?"),
        choices=[("yes", _("It accepts the objection")), ("no", _("It does not accept it"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = words(_("What was decided"), most=3000)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        # sees: of a meeting that is seen
        fields["objection"].queryset = meeting.objections.select_related("person").order_by("answer", "pk")


class ReasonForm(Form):
    """Why."""

    reason = words(_("Reason"))


class ProposeForm(Form):
    """What is put to a meeting."""

    unit = UnitChoice(label=_("Body"), help_text=_("The committee or cell that is to decide"))
    title = forms.CharField(label=pgettext_lazy("item of a meeting", "Title"), max_length=500)
    detail = words(_("Details"), most=5000, required=False, help_text=_("What the body is asked to decide"))
    length = forms.IntegerField(label=_("Minutes needed"), validators=MINUTES, initial=15)
    document = forms.ModelChoiceField(queryset=Document.objects.none(), required=False, widget=forms.HiddenInput)
    task = forms.ModelChoiceField(queryset=Task.objects.none(), required=False, widget=forms.HiddenInput)
    meeting = forms.ModelChoiceField(queryset=Meeting.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["document"].queryset = Document.objects.visible_to(self.actor)
        fields["task"].queryset = Task.objects.visible_to(self.actor)
        fields["meeting"].queryset = Meeting.objects.visible_to(self.actor)


class ScheduleForm(Form):
    """On which agenda."""

    meeting = forms.ModelChoiceField(queryset=Meeting.objects.none(), label=_("Meeting"), empty_label=None)

    def __init__(self, *args: Any, ahead: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["meeting"].queryset = ahead
        fields["meeting"].label_from_instance = lambda one: f"{one.day:%d/%m/%Y} {one.begins:%H:%M} – {one}"


class ArrangeForm(Form):
    """Where on the agenda, and for how long."""

    position = forms.IntegerField(label=_("Place on the agenda"), min_value=1, max_value=200)
    length = forms.IntegerField(label=_("Minutes planned"), validators=MINUTES)


class RecuseForm(WithMembers):
    """Who takes no part."""

    member = MemberChoice()
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ConcludeForm(Form):
    """How the item ends."""

    conclusion = forms.ChoiceField(label=_("Conclusion"), choices=Conclusion.choices, widget=forms.RadioSelect)
    decision = words(_("Decision"), rows=5, most=10_000, required=False, help_text=_("One clause a line"))

    needed_when: ClassVar[dict[str, Any]] = {"decision": _("needed when something is adopted")}


class HandOnForm(Form):
    """The document that a decision makes."""

    type = forms.ChoiceField(label=_("Type"))
    abstract = words(_("Abstract"), rows=2, help_text=_("What it is about, in one line: “về …”"))
    body = words(_("Text"), rows=10, most=50_000)
    recipients = UnitChoice(label=_("Recipients"), multiple=True, required=False)

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["type"].choices = list(documents.issued_by([unit]).items())


class GiveForm(Form):
    """A task from a decision, as clear as the motto in force wants it."""

    work = words(_("Work"), help_text=_("What is to be done, so that everybody can tell when it is done"))
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


class OpenForm(Form):
    """What is voted on, by which rule and in which way."""

    item = forms.IntegerField(widget=forms.HiddenInput)
    question = words(_("What is voted on"), rows=2, most=500)
    matter = forms.ChoiceField(
        label=_("Matter"), choices=matters, help_text=_("It decides who counts and how many must be for it")
    )
    way = forms.ChoiceField(label=_("Way of voting"), choices=Way.choices, widget=forms.RadioSelect)
    until = DateField(label=_("Opinions until"), required=False)
    candidates = words(_("Names"), most=10_000, required=False, help_text=_("One name a line"))
    seats = forms.IntegerField(label=pgettext_lazy("election", "Seats"), min_value=1, max_value=500, required=False)

    needed_when: ClassVar[dict[str, Any]] = {
        "until": _("needed for written opinions"),
        "candidates": _("needed for elections and votes of confidence"),
        "seats": _("needed for elections"),
    }


class CountForm(Form):
    """What was counted."""

    yes = forms.IntegerField(label=_("For"), min_value=0, max_value=5000)
    no = forms.IntegerField(label=_("Against"), min_value=0, max_value=5000)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=5000, initial=0)
    invalid = forms.IntegerField(label=_("Invalid"), min_value=0, max_value=5000, initial=0)


class OpineForm(Form):
    """What one thinks of it."""

    choice = forms.ChoiceField(label=_("Opinion"), choices=Choice.choices, widget=forms.RadioSelect)
    words = words(_("In words"), required=False)
