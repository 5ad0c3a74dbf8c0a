"""A text whose figures are checked: pasted or uploaded, shown with each figure marked beside what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baro.documents import storing
from baro.documents.actions.bringing import refuse_at_the_same_time
from baro.documents.uploads import LOOKING_SECONDS
from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.statistics.checking import Check, Checked, Verdict, check
from baro.statistics.checking.facts import FactsOfUnit
from baro.statistics.checking.files import ENDINGS, text_of
from baro.statistics.checking.finding import Kind
from baro.statistics.policies import may_see
from baro.statistics.queries import first_unit
from baro.statistics.rulebook import FigureWords
from baro.statistics.web.forms import EARLIEST, LATEST
from baro.ui.counts.opening import address
from baro.ui.forms import Form, UnitChoice
from baro.ui.forms.form import attempt
from baro.ui.http import Request
from baro.ui.rulebook import Uploads

# So much of a long text is shown, and of a text with very many figures.
WHOLE_TEXT, MOST_FIGURES = 15_000, 150
LINE = 400
VERDICTS = {
    Verdict.AGREES: (gettext_lazy("agrees"), "good"),
    Verdict.CUT_OFF: (gettext_lazy("agrees, cut off"), "good"),
    Verdict.ROUNDED: (gettext_lazy("agrees, rounded"), "good"),
    Verdict.OTHER_PERIOD: (gettext_lazy("of another period"), "bad"),
    Verdict.WRONG_BASE: (gettext_lazy("wrong base"), "bad"),
    Verdict.DIFFERS: (gettext_lazy("differs"), "bad"),
    Verdict.UNMATCHED: (gettext_lazy("no figure of Baro"), "neutral"),
}
KINDS = {
    Kind.VALUE: gettext_lazy("value"),
    Kind.SHARE: gettext_lazy("share of its whole"),
    Kind.PERCENT: gettext_lazy("percentage of the year before"),
}


class TextFile(forms.FileInput):
    """A place to drop the file on."""

    template_name = "ui/components/files.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The box with the kinds and the limit of today."""
        context = super().get_context(name, value, {"accept": ",".join(ENDINGS), **(attrs or {})})
        kinds = ["Word (.docx)", "PDF", "HTML", "TXT"]
        return context | {"one": True, "kinds": kinds, "most": rulebook.today(Uploads).largest_mib}


class CheckForm(Form):
    """The text, whose figures it tells, and of which year."""

    unit = UnitChoice(label=gettext_lazy("Unit"))
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=EARLIEST,
        max_value=LATEST,
        help_text=gettext_lazy("Left empty, it is the year of which the text speaks."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea({"rows": 10, "dir": "auto"}), strip=False
    )
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False, widget=TextFile())
    either = (("text", "file"),)

    def clean_unit(self) -> Unit:
        """A unit whose figures the reader's post opens.

        Raises ValidationError for any other.
        """
        unit: Unit = self.cleaned_data["unit"]
        decision = may_see(self.actor, unit)
        if not decision:
            raise ValidationError(str(decision.sentence))
        return unit

    def clean_text(self) -> str:
        """What was pasted, when it is not too long for a page.

        Raises ValidationError for a longer one.
        """
        text: str = self.cleaned_data["text"]
        most = rulebook.today(FigureWords).most_characters_pasted
        if len(text) > most:
            sentence = _("The text has %(length)s characters; paste at most %(most)s, or upload it as a file.")
            raise ValidationError(sentence % {"length": f"{len(text):,}", "most": f"{most:,}"})
        return text

    def clean(self) -> dict[str, Any]:
        """A text or a file, and not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors.get("text") or self.errors.get("file"):
            return cleaned
        pasted = bool((cleaned.get("text") or "").strip())
        if not pasted and not cleaned.get("file"):
            self.add_error("text", _("Paste a text or choose a file."))
        if pasted and cleaned.get("file"):
            self.add_error("file", _("Paste a text or choose a file, not both."))
        return cleaned


@dataclass(frozen=True, slots=True)
class Judgement:
    """A figure as the page shows it; ``number`` ties its mark in the text to its row."""

    number: int
    one: Checked
    words: Any
    tone: str
    kind: Any
    label: Any
    url: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, and the figure that is marked behind it."""

    text: str
    marked: str = ""
    figure: Judgement | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def check_text(request: Request) -> HttpResponse:
    """The form, and below it what was found in the text; nothing of it is kept."""
    home = first_unit(request.actor)
    if home is None:
        raise NotPermitted(_("Your post opens no figures. Ask who keeps the organisation's posts for that duty."))
    posted = request.method == "POST"
    form = CheckForm(request.POST, request.FILES, actor=request.actor) if posted else _empty(request.actor, home)
    context: dict[str, Any] = {"form": form, "found": None}
    if posted and form.is_valid():
        done, shown = attempt(form, _checked, by=request.actor)
        context |= shown if done else {}
    wrong = form.is_bound and form.errors
    return TemplateResponse(request, "statistics/check.html", context, status=422 if wrong else 200)


def _empty(actor: Actor, home: Unit) -> CheckForm:
    return CheckForm(actor=actor, initial={"unit": home.code})


def _checked(*, unit: Unit, year: int | None, text: str, file: Any, by: Actor) -> dict[str, Any]:
    facts = FactsOfUnit(unit)
    found = check(_read(file, by) if file else text, facts, year)
    shown = sorted(found.figures, key=lambda one: not one.verdict.is_wrong)[:MOST_FIGURES]
    shown.sort(key=lambda one: one.start)
    judged = [_judgement(number, one, facts) for number, one in enumerate(shown, start=1)]
    counts = Counter(one.verdict for one in found.figures)
    return {
        "found": found,
        "unit": unit,
        "judged": judged,
        "left": len(found.figures) - len(shown),
        "counts": [(*told, counts[verdict]) for verdict, told in VERDICTS.items() if counts[verdict]],
        "lines": list(_lines(found, judged)),
        "wrong": sum(one.verdict.is_wrong for one in found.figures),
    }


def _read(file: Any, by: Actor) -> str:
    """The text of an uploaded file, read inside the walls while its sender waits, one file of a person at a time."""
    with transaction.atomic(), storing.landed(file.chunks()) as path:
        refuse_at_the_same_time(by)
        return text_of(path, file.name or "", seconds=LOOKING_SECONDS)


def _judgement(number: int, one: Checked, facts: FactsOfUnit) -> Judgement:
    words, tone = VERDICTS[one.verdict]
    year = one.period.year if one.period and one.period.is_whole_year else None
    figure = facts.figure(one.code, year) if one.code and year else None
    label, url = (figure.line.line.label, address(figure.line)) if figure else ("", "")
    return Judgement(number, one, words, tone, KINDS[one.kind], label, url)


def _lines(found: Check, judged: Sequence[Judgement]) -> Iterator[list[Piece]]:
    """The text line by line with its marks; of a long one the lines with figures, shortened around them."""
    is_whole = len(found.text) <= WHOLE_TEXT
    left, start = list(judged), 0
    for line in found.text.split("\n"):
        end = start + len(line)
        here = [one for one in left if one.one.start < end]
        left = left[len(here) :]
        if here or (is_whole and line.strip()):
            yield list(_pieces(found.text, start, end, here, whole=is_whole))
        start = end + 1


def _pieces(text: str, start: int, end: int, here: Sequence[Judgement], *, whole: bool) -> Iterator[Piece]:
    for one in here:
        before = text[start : one.one.start]
        yield Piece(before if whole else _shortened(before), text[one.one.start : one.one.end], one)
        start = one.one.end
    rest = text[start:end]
    yield Piece(rest if whole else rest[:LINE])


def _shortened(text: str) -> str:
    return text if len(text) <= LINE else f"{text[: LINE // 2]} … {text[-LINE // 2 :]}"
