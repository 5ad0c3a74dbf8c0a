"""Forms whose boxes the record says: papers with names, score sheets; and those of the room and of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.meetings.actions.scoring import FIELD
from baro.meetings.flow import ItemState
from baro.meetings.models import Item, Meeting, Vote
from baro.meetings.web.forms import MemberChoice, WithMembers, words
from baro.ui.forms import Form, UnitChoice

MOST = 5000


def _number(label: Any, most: int = MOST, **options: Any) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, widget=box, **options)


class TallyForm(Form):
    """What a teller counted: the papers, and the marks for each name."""

    valid = _number(_("Valid papers"))
    invalid = _number(_("Invalid papers"), initial=0)

    def __init__(self, *args: Any, vote: Vote, **options: Any) -> None:
        super().__init__(*args, **options)
        self.levels = [str(level) for level in vote.about.levels]
        self.names = vote.names
        groups = []
        for at, name in enumerate(self.names):
            boxes = {self._box(at, level): label for level, label in enumerate(self.levels or [name])}
            self.fields |= {key: _number(label) for key, label in boxes.items()}
            groups.append((name, tuple(boxes)))
        if self.levels:
            self.fieldsets = ((pgettext_lazy("ballot", "Papers"), ("valid", "invalid")), *groups)  # type: ignore[misc]
        else:
            self.fieldsets = (  # type: ignore[misc]
                (pgettext_lazy("ballot", "Papers"), ("valid", "invalid")),
                (_("Votes for each name"), tuple(key for _name, keys in groups for key in keys)),
            )

    def _box(self, at: int, level: int) -> str:
        return f"name_{at + 1}_{level + 1}"

    def clean(self) -> dict[str, Any]:
        """The papers, and the marks of each name in order."""
        typed, levels = super().clean() or self.cleaned_data, range(len(self.levels) or 1)
        if self.errors:
            return typed
        marks = [[typed[self._box(at, level)] for level in levels] for at in range(len(self.names))]
        return {"valid": typed["valid"], "invalid": typed["invalid"], "marks": marks}


class ScoreForm(Form):
    """The points for each criterion of the sheet."""

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        sheet = meeting.sheet
        for row in sheet.criteria if sheet else ():
            said = _("at most %(most)s points") % {"most": row.points}
            self.fields[f"{FIELD}{row.id}"] = _number(str(row.names), row.points, help_text=said)


class AskForm(Form):
    """What a member asks a body, or proposes to it."""

    unit = UnitChoice(label=_("Body"), help_text=_("A committee or cell in which you sit, or above your unit"))
    title = forms.CharField(label=_("Question or proposal"), max_length=500)
    detail = words(_("Details"), most=5000, required=False)


class ReplyForm(Form):
    """What the body answers."""

    reply = words(pgettext_lazy("to a question", "Answer"), rows=6, most=5000)


class ReserveForm(Form):
    """What one thinks otherwise than the body decided."""

    words = words(_("Your opinion, as it is to stand in the minutes"), most=3000)


class TakeUpForm(Form):
    """To which item the meeting turns."""

    item = forms.ModelChoiceField(
        queryset=Item.objects.none(), label=_("Item"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        # sees: the agenda of a meeting that is seen
        left = meeting.items.filter(state=ItemState.SCHEDULED).order_by("position", "pk")
        fields["item"].queryset = left
        fields["item"].label_from_instance = lambda one: f"{one.position}. {one.title}"


class GiveFloorForm(WithMembers):
    """Who speaks."""

    member = MemberChoice(empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["member"].queryset = fields["member"].queryset.filter(here=True)


class InvitationForm(Form):
    """The invitation as a document."""

    abstract = words(_("Abstract"), rows=2, help_text=_("What it is about, in one line: “về …”"))
    body = words(_("Text"), rows=14, most=50_000)
    recipients = UnitChoice(label=_("Recipients"), multiple=True, required=False)
