"""Talking about a record on its page: writing a remark, choosing whom it calls, correcting it, withdrawing it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from baro.org.acting import actors_at
from baro.org.actors import Actor
from baro.org.models import Post
from baro.ui import verbs as v
from baro.ui.actions import talking
from baro.ui.forms import Form, PostChoice
from baro.ui.forms.choices import ComboInput, Option, choosable_of
from baro.ui.forms.form import act_through_form
from baro.ui.frame.search import plain_words
from baro.ui.http import Onward, Request
from baro.ui.models import LONGEST_REMARK, Remark
from baro.ui.records import RecordPages, VerbPage
from baro.ui.records.named import record_seen, who_sees
from baro.ui.web.searching import SUGGESTED

AMONG = 4 * SUGGESTED  # people found by name of whom those are offered who see the record


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_REMARK, widget=forms.Textarea({"rows": 4}))


class WriteForm(Form):
    """What is said, and whom it calls."""

    words = _words(gettext_lazy("Remark"))
    people = PostChoice(
        label=gettext_lazy("People to mention"),
        multiple=True,
        required=False,
        help_text=gettext_lazy("They receive a notice. You can choose people who see this record."),
    )

    def __init__(self, *args: Any, about: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        widget = cast("ComboInput", self.fields["people"].widget)
        widget.url = reverse("ui.readers", args=[about._meta.label_lower, about.pk])


class CorrectForm(Form):
    """What it should have said."""

    words = _words(gettext_lazy("Remark"))


class ReasonForm(Form):
    """Why it is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))


def _record(request: Request, label: str, pk: int) -> Any:
    """The record that is talked about.

    Raises Http404 where the reader does not see it.
    """
    record = record_seen(request.actor, f"{label}:{pk}")
    if record is None:
        raise Http404(label)
    return record


def write(request: Request, label: str, pk: int) -> HttpResponse:
    """Write a remark about a record that the reader sees, and go back to it."""
    record = _record(request, label, pk)

    def act(*, words: str, people: list[Post], by: Actor) -> Onward:
        written = talking.write(record, words=words, people=people, by=by)
        if written.unseen:
            messages.warning(request, _untold(written.unseen))
        return Onward(written.remark.get_absolute_url(), about=written.remark)

    context = {"verb": v.WRITE, "title": v.WRITE.label, "submit": v.WRITE.label, "action": request.path}
    return act_through_form(request, WriteForm, act, record=record, context=context, about=record)


def _untold(posts: list[Post]) -> str:
    names = ", ".join(str(getattr(post, "holder_name", "") or post) for post in posts)
    return _("%(names)s cannot see this record and did not receive a notice.") % {"names": names}


@require_safe
def readers(request: Request, label: str, pk: int) -> HttpResponse:
    """People to mention: those found by the words who see the record.

    Raises Http404 where the reader does not see it.
    """
    record = _record(request, label, pk)
    words = plain_words(str(next(iter(request.GET.values()), "")))
    found = choosable_of("org.posts").search(request.actor, words, AMONG)
    seeing = {str(one.post_id) for one in who_sees(record, actors_at(int(option.value) for option in found).values())}
    options: list[Option] = [option for option in found if option.value in seeing][:SUGGESTED]
    return TemplateResponse(request, "ui/choices.html", {"options": options, "words": words})


REMARKS = RecordPages(
    Remark,
    "remarks",
    verbs=(
        VerbPage(
            v.CORRECT,
            talking.correct,
            CorrectForm,
            initial=lambda _request, remark: {"words": remark.words},
            lead=gettext_lazy("The former words stay in the history."),
        ),
        VerbPage(
            v.WITHDRAW,
            talking.withdraw,
            ReasonForm,
            lead=gettext_lazy("The remark is marked as withdrawn. The history keeps what it said."),
        ),
    ),
)
