"""The gallery: every component in every state, for those who build pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.ui.cells import TONES
from baro.ui.forms import DateField, Form, Period, UnitChoice
from baro.ui.http import Request
from baro.ui.models import Work, WorkState

# The words of the gallery are samples for builders and stay in English.
ICONS = [
    "search",
    "bell",
    "user",
    "building",
    "file-text",
    "send",
    "check",
    "x",
    "alert-triangle",
    "calendar-due",
    "arrow-right",
    "chevron-left",
]


class SampleForm(Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="One line that tells what it is about.", max_length=40)
    day = DateField(label="Deadline")
    period = Period(label="Period")
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), ("a", "Directive"), ("b", "Notice")])
    kinds = forms.MultipleChoiceField(
        label="Several",
        choices=[("a", "Directive"), ("b", "Notice")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    way = forms.ChoiceField(label="One of few", choices=[("a", "By post"), ("b", "By hand")], widget=forms.RadioSelect)
    unit = UnitChoice(label="Unit that leads")
    units = UnitChoice(label="Units that are informed", multiple=True, required=False)
    words = forms.CharField(label="Words", widget=forms.Textarea({"rows": 3}), required=False)
    paper = forms.FileField(label="Paper", required=False)
    sure = forms.BooleanField(label="I have read it", required=False)


def _works() -> list[Work]:
    """Long work in each state, not saved."""
    began = timezone.now() - timedelta(seconds=40)
    common: dict[str, Any] = {"started_at": began, "of": 240}
    return [
        Work(pk=0, title="Assigning 240 tasks", done=96, state=WorkState.DONE, sentence="96 of 240 so far", **common),
        Work(pk=0, title="Assigning 240 tasks", done=240, state=WorkState.DONE, sentence="All are assigned.", **common),
        Work(pk=0, title="Reading papers", done=12, state=WorkState.FAILED, sentence="The disk is full.", **common),
    ]


@require_safe
def gallery(request: Request) -> HttpResponse:
    """Every component in every state.

    Raises Http404 on a real installation.
    """
    if not (settings.DEBUG or settings.DEMO):
        raise Http404("gallery")
    wrong = SampleForm({"day": "31/02/2026", "unit": "Nowhere", "title": "x" * 50}, actor=request.actor)
    context = {
        "form": wrong,
        "blank": SampleForm(actor=request.actor),
        "works": _works(),
        "tones": TONES,
        "icons": ICONS,
    }
    return TemplateResponse(request, "ui/gallery.html", context)
