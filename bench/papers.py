"""Papers in and out: proposing tasks from a plan of thirty pages, and the yearly report of the province as PDF."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from statistics import median
from typing import TypeVar

import pypdfium2
from django.utils import timezone

from baro.documents.reading.blocks import blocks_of
from baro.org.models import Unit
from baro.printing.pdf import as_pdf
from baro.reports.composing import composed
from baro.reports.keeping import told_of_unit
from baro.tasks.proposing.clauses import ClauseReader
from baro.tasks.proposing.known import names_of, units_known
from bench.table import Row
from tools.proposing import labelled

PAGES, WORDS = 30, 420  # of a page set as offices set it
ROUNDS = 3
T = TypeVar("T")


def measured() -> Iterator[Row]:
    """Pages a second of both; names are looked for among all units of the province."""
    plan, today = blocks_of(_plan()), timezone.localdate()
    names = names_of(units_known())
    took, found = _took(lambda: ClauseReader().propose(plan, names, today))
    yield Row(f"proposing {len(found)} tasks from {PAGES} pages: a second", PAGES / took, unit="pages")
    root = Unit.objects.get(parent=None)
    told = told_of_unit(root, today.year - 1)
    took, paper = _took(lambda: composed(told, "vi"))
    yield Row("yearly report: composing", took * 1000)
    took, printed = _took(lambda: as_pdf(paper))
    with pypdfium2.PdfDocument(printed) as document:
        pages = len(document)
    yield Row(f"yearly report of {pages} pages as PDF: a second", pages / took, unit="pages")


def _plan() -> str:
    """The labelled papers one after the other, again and again, until they fill the pages."""
    words = (word for text in cycle(_texts()) for word in f"{text}\n".split(" "))
    return " ".join(islice(words, PAGES * WORDS))


def _texts() -> list[str]:
    return [case["text"] for case in labelled()["case"] if "text" in case]


def _took(deed: Callable[[], T]) -> tuple[float, T]:
    """The median seconds of some rounds, and what comes of it; the first warms up."""
    took, given = [], deed()
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        given = deed()
        took.append(time.perf_counter() - begun)
    return median(took), given
