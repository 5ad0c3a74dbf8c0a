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

from baro.ui.counts.bars import Piece
from baro.ui.forms.choices import UnitChoice
from baro.ui.forms.fields import DateField, Period
from baro.ui.forms.form import Form
from baro.ui.http import Request
from baro.ui.models import Work, WorkState
from baro.ui.words.cells import TONES

# The words of the gallery are samples for builders and stay in English.
ICONS = ("search", "bell", "user", "building", "file-text", "send", "check", "x", "calendar-due", "arrow-right")


KINDS = (("a", "Directive"), ("b", "Notice"))


class SampleForm(Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="One line that tells what it is about.", max_length=40)
    day = DateField(label="Deadline")
    period = Period(label="Period")
    kind = forms.ChoiceField(label="Kind", choices=(("", "Choose"), *KINDS))
    kinds = forms.MultipleChoiceField(
        label="Several",
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    way = forms.ChoiceField(label="One of few", choices=[("a", "By post"), ("b", "By hand")], widget=forms.RadioSelect)
    unit = UnitChoice(label="Unit that leads")
    units = UnitChoice(label="Units that are informed", multiple=True, required=False)
    words = forms.CharField(label="Words", widget=forms.Textarea({"rows": 3}), required=False)
    paper = forms.FileField(label="Paper", required=False)
    sure = forms.BooleanField(label="I have read it", required=False)


# Every tone strong and light, one of them with nothing to draw.
PIECES = [
    Piece("bad", "Overdue", 2, "#main"),
    Piece("warn", "Near due", 4, "#main", light=True),
    Piece("good", "Open", 31, "#main", light=True),
    Piece("neutral", "No deadline", 6, light=True),
    Piece("warn", "Done late", 8),
    Piece("good", "Done on time", 118, "#main"),
    Piece("accent", "Nothing", 0),
]
SINGLES = [Piece("accent", "2026", 31, "#main"), Piece("neutral", "2025", 12, light=True)]


def _works() -> list[Work]:
    """Long work in each state, not saved."""
    began = timezone.now() - timedelta(seconds=40)
    common: dict[str, Any] = {"started_at": began, "of": 240}
    done, failed = {"state": WorkState.DONE}, {"state": WorkState.FAILED}
    return [
        Work(title="Assigning 240 tasks", done=240, sentence="All are assigned.", **common, **done),
        Work(title="Reading papers", done=12, sentence="The disk is full.", **common, **failed),
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
        "pieces": PIECES,
        "singles": SINGLES,
        "tones": TONES,
        "icons": ICONS,
    }
    return TemplateResponse(request, "ui/gallery.html", context)
