"""The whole report as a paper: chapters with their prose, what was written around it, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import NoRuleInForce
from baro.org.models import Unit
from baro.printing.content import (
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    direction_of,
    paragraphs,
    plain,
)
from baro.printing.rulebook import Layout
from baro.reports.facts import Fact, Facts, among
from baro.reports.prose import GAP, Writer
from baro.reports.rulebook import Chapter, TableOf, Yearly
from baro.ui.charts import Chart, Kind, Mark, as_png, as_svg, for_page

LEADING = "vi"
CHART_WIDTH = 520  # pixels, which are points on paper: small letters stay legible

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a report bears once it is a document: its number, day and signature; of a draft nothing."""

    symbol: str = ""
    day: date | None = None
    capacity: tuple[str, ...] = ()
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a report is made of: whose, of which year, its figures, and what was written around them.

    ``texts`` are by language, chapter and then “before” or “after”. Figures link to rows on the ``site``, which a page
    of ours leaves out.
    """

    unit: Unit
    year: int
    facts: Facts
    made_at: datetime
    texts: Mapping[str, Texts] = field(default_factory=dict)
    issue: Issue = field(default_factory=Issue)
    approved_on: date | None = None
    site: str = ""


def rule_of(year: int) -> Yearly:
    """The chapters of the reports of a year.

    Raises Refused for a year before the first rule.
    """
    try:
        return rulebook.in_force(Yearly, on=date(year, 12, 31)).body
    except (NoRuleInForce, ValueError):
        sentence = _("The rulebook does not say what the report of %(year)s looks like; choose a later year.")
        raise Refused(sentence % {"year": year}) from None


def composed(told: Told, language: str) -> Paper:
    """The report in a language, ready to be printed; chapters that say nothing are left out.

    Raises Refused like `rule_of`.
    """
    rule = rule_of(told.year)
    with translation.override(language):
        writer = _writer(rule, told, language)
        chapters = _chapters(rule, told, writer)
        return Paper(
            language=language,
            kind=rule.kind.spoken(language),
            title=writer.plain(rule.title.spoken(language)),
            note="" if language == LEADING else _("Translation. The Vietnamese text prevails."),
            blocks=tuple(block for _chapter, blocks in chapters if len(blocks) > 1 for block in blocks),
            made_at=told.made_at,
            head=_head(told, language),
            capacity=told.issue.capacity,
            signer=told.issue.signer,
        )


def chapters_of(told: Told, language: str) -> list[tuple[Chapter, list[Block]]]:
    """The chapters in a language, each with its blocks.

    Raises Refused like `rule_of`.
    """
    rule = rule_of(told.year)
    with translation.override(language):
        return list(_chapters(rule, told, _writer(rule, told, language)))


def _writer(rule: Yearly, told: Told, language: str) -> Writer:
    about = {"year": str(told.year), "previous_year": str(told.year - 1), "unit": told.unit.name}
    return Writer(rule, language, told.facts, about, told.site)


def _chapters(rule: Yearly, told: Told, writer: Writer) -> Iterator[tuple[Chapter, list[Block]]]:
    ordinals = getattr(rule.ordinals, writer.language)
    for ordinal, chapter in zip(ordinals, rule.chapters, strict=False):
        yield (
            chapter,
            [
                Heading(f"{ordinal}. {chapter.names.spoken(writer.language)}"),
                *_written(told, chapter, "before", writer.language),
                *(Paragraph(runs) for one in chapter.paragraphs if (runs := writer.paragraph(chapter, one))),
                *(block for one in chapter.tables for block in _figures(one, told, writer)),
                *_written(told, chapter, "after", writer.language),
            ],
        )


def _written(told: Told, chapter: Chapter, place: str, language: str) -> Iterator[Block]:
    """What an editor wrote; in the leading language, marked so, where there is no translation yet."""
    words = told.texts.get(language, {}).get(chapter.id, {}).get(place, "")
    if words:
        yield from paragraphs(words)
        return
    leading = told.texts.get(LEADING, {}).get(chapter.id, {}).get(place, "")
    if leading and language != LEADING:
        yield Paragraph(plain(_("The next lines have not been translated yet.")), note=True)
        yield from paragraphs(leading, LEADING)


def _figures(declared: TableOf, told: Told, writer: Writer) -> Iterator[Block]:
    """A table of figures beside those of the year before, and their chart; nothing when none of them was counted."""
    found = [fact for code in declared.figures for fact in among(told.facts, code)]
    if found and declared.chart:
        yield from _chart(declared, found, told, writer)
    if found:
        yield _table(declared, found, told, writer)


def _chart(declared: TableOf, found: list[Fact], told: Told, writer: Writer) -> Iterator[Picture]:
    """Bars of the figures beside those of the year before; on a page each opens its rows, on paper the table does."""
    now, before = str(told.year), str(told.year - 1)
    marks = [
        Mark(_label(fact, writer), value, year, url=url)
        for fact in found
        for year, value, url in (
            (now, fact.value, writer.rows_of(fact)),
            (before, fact.previous, writer.rows_before(fact)),
        )
        if value is not None
    ]
    title = declared.caption.spoken(writer.language)
    chart = Chart(
        Kind.BARS,
        tuple(marks),
        title,
        (now, before),
        earlier=before,
        width=CHART_WIDTH,
        rtl=direction_of(writer.language) == "rtl",
    )
    if chart.is_drawn:
        svg = as_svg(chart) if told.site else str(for_page(chart))
        yield Picture(svg, partial(as_png, chart), title)


def _table(declared: TableOf, found: list[Fact], told: Told, writer: Writer) -> Table:
    """A table of figures beside those of the year before."""
    shares = any(fact.whole is not None for fact in found)
    columns = [
        Column(_("Figure")),
        Column(str(told.year), number=True),
        Column(str(told.year - 1), number=True),
        Column(_("%% of %(year)s") % {"year": told.year - 1}, number=True),
        *([Column(_("Share"), number=True)] if shares else []),
    ]
    rows = tuple(tuple(_cells(fact, writer, shares)) for fact in found)
    return Table(declared.caption.spoken(writer.language), tuple(columns), rows)


def _cells(fact: Fact, writer: Writer, shares: bool) -> Iterator[Runs]:
    numbers = writer.numbers
    yield plain(_label(fact, writer))
    yield (Run(numbers.whole(fact.value), link=writer.rows_of(fact)),)
    yield (writer.previous(fact),)
    yield plain("–" if fact.percent is None else numbers.percent(fact.percent))
    if shares:
        yield plain("" if fact.share is None else numbers.percent(fact.share))


def _label(fact: Fact, writer: Writer) -> str:
    """What a figure is called in a table: as its indicator says it."""
    words: Any = fact.label
    return words.spoken(writer.language) if hasattr(words, "spoken") else str(words)


def _head(told: Told, language: str) -> Letterhead:
    """The top of the paper: the issuer and its number, the Party, place and day."""
    layout = rulebook.closest(Layout, on=told.made_at.date()).body
    return Letterhead(
        party=layout.party_words.spoken(language),
        issuer=told.unit.name.upper(),
        number=told.issue.symbol and _("No. %(symbol)s") % {"symbol": told.issue.symbol},
        place_and_day=_day(told, language),
    )


def _day(told: Told, language: str) -> str:
    """The day as the language of the paper writes it; of a draft, room for it."""
    day = told.issue.day
    if language != LEADING:
        if day is None and told.approved_on:
            return _("Approved on %(day)s, not signed yet") % {"day": date_format(told.approved_on, "DATE_FORMAT")}
        return date_format(day, "DATE_FORMAT") if day else _("Draft")
    if day is None:
        return f"ngày {GAP * 4} tháng {GAP * 4} năm {told.made_at.year}"
    # by the rule of official papers, days below ten and the first two months have a nought before them
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
