"""What is typed about obstacles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.tasks.flow import WITH_OWNER
from baro.tasks.models import Task
from baro.ui.forms import Form, PostChoice, UnitChoice
from baro.ui.forms.deadlines import DeadlineField


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **options)


class TaskChoice(forms.ModelChoiceField):
    """One of the reader's own tasks that wait for them."""

    def label_from_instance(self, obj: Any) -> str:
        """The work."""
        return str(obj)


class RecordForm(Form):
    """Which task cannot go on, why, who must remove what is in the way, and until when."""

    task = TaskChoice(label=_("Task"), queryset=Task.objects.none())
    what = _words(_("Obstacle"), help_text=_("What keeps you from doing the task"))
    unit = UnitChoice(label=_("Unit to remove it"), required=False, help_text=_("Its head is asked"))
    post = PostChoice(
        label=_("Post to remove it"), required=False, help_text=_("Only when another post is to be asked")
    )
    until = DeadlineField(label=_("To be removed by"), help_text=_("A working day. Until then you are not urged."))

    either = (("unit", "post"),)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = Task.objects.visible_to(self.actor).filter(owner_post=self.actor.post_id or 0, state__in=WITH_OWNER)
        self.fields["task"].queryset = own.order_by("due_on", "pk")  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What was done about an obstacle."""

    answer = _words(_("How was it removed?"))


class RefuseForm(Form):
    """Why an obstacle is not removed."""

    answer = _words(_("Why do you not remove it?"))
