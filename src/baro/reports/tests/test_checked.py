"""What Baro prints is what its checker finds: every figure of a report agrees, and one that was changed is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.org.figures.indicators import indicators
from baro.org.models import Unit
from baro.printing.content import Paper, Paragraph, plain, words_of
from baro.printing.pdf import as_pdf
from baro.reports.composing import Told, composed
from baro.reports.facts import Fact as Printed
from baro.reports.papers import PRINTERS
from baro.reports.tests.published import OF_2024, published
from baro.statistics.checking import Check, Fact, Period, check
from baro.statistics.checking.facts import FactsOfUnit
from baro.statistics.checking.files import text_of

YEAR = 2024
LANGUAGES = ("vi", "en", "ar")
UNIT = Unit(name="Tỉnh ủy Quảng Ninh")


class Records:
    """The published figures of 2024 as the records give them, named as the indicators name them."""

    def of(self, code: str, period: Period) -> Fact | None:
        value, previous = OF_2024.get(code, (None, 0))
        if value is None or period not in (Period(YEAR), Period(YEAR - 1)):
            return None
        group, _dot, last = code.rpartition(".")
        whole = OF_2024[f"{group}.members"] if last == "committee_members" else (None, None)
        return Fact(value, previous, *whole) if period.year == YEAR else Fact(previous)

    def elsewhere(self, code: str, period: Period) -> Iterable[tuple[Period, Fact]]:
        others = [Period(year) for year in (YEAR, YEAR - 1) if Period(year) != period]
        return [(other, fact) for other in others if (fact := self.of(code, other))]

    def names(self, year: int) -> Iterable[tuple[str, str]]:
        return FactsOfUnit(UNIT).names(year)


def printed(**changed: int) -> dict[str, Printed]:
    """The published figures under their own names; ``changed`` are other values by code, with ``__`` for dots."""
    labels = {line.code: line.label for one in indicators for line in one.lines(date(YEAR, 12, 31))}
    values = {code.replace("__", "."): value for code, value in changed.items()}
    return {
        code: replace(one, label=labels[code], value=values.get(code, one.value)) for code, one in published().items()
    }


def paper(language: str, **changed: int) -> Paper:
    return composed(Told(UNIT, YEAR, printed(**changed), timezone.now(), site="http://localhost"), language)


def wrong(found: Check) -> set[str | None]:
    return {one.code for one in found.figures if one.code is None or one.verdict.is_wrong}


@pytest.mark.parametrize("form", PRINTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_printed_report_agrees(language, form, tmp_path):
    file = tmp_path / f"report.{form}"
    file.write_bytes(PRINTERS[form].print(paper(language)))
    found = check(text_of(file, file.name), Records())
    assert wrong(found) == set()
    assert {one.code for one in found.figures} == set(OF_2024)
    assert (found.year, len(found.figures)) == (YEAR, len(check(words_of(paper("en").blocks), Records()).figures))


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_that_lost_their_cells_are_read_by_the_years_at_their_head(language):
    text = words_of(paper(language).blocks)
    copied = check(text.replace("\t", " "), Records())
    assert wrong(copied) == set()
    assert len(copied.figures) == len(check(text, Records()).figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_that_was_changed_is_named_and_no_other(language):
    for code, (value, _before) in OF_2024.items():
        blocks = paper(language, **{code.replace(".", "__"): value + 1}).blocks
        assert wrong(check(words_of(blocks), Records())) == {code}


def test_an_arabic_pdf_whose_words_came_apart_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "apart.pdf"
    letters = Paragraph(plain("أ ص د ر ت 8 ق ر ا ر ا ت " * 9))
    file.write_bytes(as_pdf(Paper("ar", "تقرير", (letters,), timezone.now())))
    with pytest.raises(Refused, match=r"“apart\.pdf” cannot be read in order; check the Word file or the page instead"):
        text_of(file, file.name)
