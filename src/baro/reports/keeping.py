"""What a report is made of: figures counted today or as they were kept, texts, and what it bears as a document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from baro.documents.flow import UNSIGNED
from baro.kernel.errors import Refused
from baro.org.figures.indicators import YearLine, line_of
from baro.org.models import Unit
from baro.reports.composing import LEADING, Issue, Told
from baro.reports.facts import Fact, Facts, by_code, counted
from baro.reports.flow import BEING_WRITTEN, State
from baro.reports.models import KeptFigure, Report
from baro.statistics.models import PublishedFigure
from baro.ui.counts.opening import address


def told_of(report: Report, *, site: str = "", facts: Facts | None = None) -> Told:
    """Everything that the report says: with the figures of today while it is written, then with those it kept."""
    if facts is None:
        facts = counted(report.unit, report.year) if report.state in BEING_WRITTEN else kept(report)
    made_at = report.approved_at or report.gathered_at or timezone.now()
    approved_on = timezone.localdate(report.approved_at) if report.approved_at else None
    return Told(report.unit, report.year, facts, made_at, report.texts, _issue(report), approved_on, site)


def told_of_unit(unit: Unit, year: int) -> Told:
    """The approved report of a unit and year when there is one, else what the figures of today say."""
    report = (
        Report.objects.filter(unit=unit, year=year, state=State.APPROVED).select_related("unit", "document").first()
    )
    if report is not None:
        return told_of(report, site=settings.SITE)
    return Told(unit, year, counted(unit, year), timezone.now(), site=settings.SITE)


def keep(report: Report, facts: Facts) -> list[KeptFigure]:
    """The rows that keep the figures of a report."""
    return [
        KeptFigure(
            report=report,
            position=at,
            code=fact.code,
            version=fact.version,
            value=fact.value,
            previous=fact.previous,
            whole=fact.whole,
            rows=fact.rows,
            digest=fact.digest,
        )
        for at, fact in enumerate(facts.values())
    ]


def kept(report: Report) -> dict[str, Fact]:
    """The figures that a report kept, by code, with the way to their rows: those that were published with it, once it
    is approved, else those of today.
    """
    published = {}
    if report.publication_id:
        found = PublishedFigure.objects.filter(publication=report.publication_id)
        published = {
            (code, is_before): reverse("statistics.published_rows", args=[report.publication_id, pk])
            for code, is_before, pk in found.values_list("code", "is_before", "pk")
        }
    return by_code(_fact(report, figure, published) for figure in report.figures.all())


def changed(report: Report) -> list[tuple[Fact, Fact]]:
    """The figures that would be others today, each as it was kept and as it would be."""
    today = counted(report.unit, report.year)
    found = [(fact, today[code]) for code, fact in kept(report).items() if code in today]
    return [(then, now) for then, now in found if then.digest != now.digest or then.previous != now.previous]


def sealed(report: Report) -> str:
    """The fingerprint of a whole report: its texts, and each figure with its value and the digest of its rows."""
    figures = [[one.code, one.version, one.value, one.previous, one.whole, one.digest] for one in report.figures.all()]
    whole: dict[str, Any] = {"texts": report.texts, "figures": figures}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def cleaned(texts: Mapping[str, Mapping[str, str]], chapters: Iterable[str]) -> dict[str, dict[str, str]]:
    """What was written in one language, as it is kept: of known chapters and places, without what is empty."""
    found = {}
    for chapter in chapters:
        said = {place: words.strip() for place in PLACES if (words := texts.get(chapter, {}).get(place, "")).strip()}
        if said:
            found[chapter] = said
    return found


def base_of(report: Report, chapter: str) -> str:
    """The fingerprint of the Vietnamese words of a chapter."""
    words = report.texts.get(LEADING, {}).get(chapter, {})
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def outdated(report: Report, language: str) -> list[str]:
    """The chapters whose translation is missing, or was made from other words than stand there now."""
    if language == LEADING:
        return []
    bases = report.bases.get(language, {})
    return [chapter for chapter in report.texts.get(LEADING, {}) if bases.get(chapter) != base_of(report, chapter)]


PLACES = ("before", "after")


def _fact(report: Report, figure: KeptFigure, published: Mapping[tuple[str, bool], str]) -> Fact:
    now, before = (_line(figure.code, report.unit, year) for year in (report.year, report.year - 1))
    return Fact(
        figure.code,
        now.label if now else figure.code,
        figure.value,
        figure.previous,
        figure.whole,
        figure.rows,
        figure.version,
        figure.digest,
        published.get((figure.code, False)) or (address(now) if now else ""),
        published.get((figure.code, True)) or (address(before) if before else ""),
    )


def _line(code: str, unit: Unit, year: int) -> YearLine | None:
    """The line of a figure, when it is still counted."""
    try:
        return line_of(code, unit, year)
    except (KeyError, Refused):
        return None


def _issue(report: Report) -> Issue:
    """What it bears as a document that was signed."""
    document = report.document
    if document is None or document.state in UNSIGNED:
        return Issue()
    signer = str(document.signer) if document.signer_id else ""
    return Issue(document.symbol, document.issued_on, tuple(document.signing_mark.splitlines()), signer)
