"""The pages that are measured, each in turns with the bare page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import quote

from django.conf import settings
from django.test import Client
from django.urls import reverse

from baro.org.models import Account, Tenure
from bench import organisation
from bench.programmes import programme_of
from bench.registers import newest_instructed
from bench.table import Row
from bench.visiting import Address, one_at_a_time, several_at_a_time
from bench.words import Texts

PAGE_BAR, SEARCH_BAR = 3.0, 4.0
ROUNDS, PAGES_OF_A_ROUND = 7, 20
WARMING = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A page, what it may cost (nothing is said of pages without a bar), and who reads it."""

    name: str
    path: str
    bar: float | None
    cookie: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is signed in."""

    name: str
    tenure: Tenure
    is_judged: bool

    def cookie(self) -> str:
        """The cookie of a new session."""
        browser = Client()
        browser.force_login(Account.objects.get(person=self.tenure.person))
        return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def readers() -> list[Reader]:
    """The ordinary user of a commune, by whom the bars are judged, and who sees everything."""
    return [Reader("", organisation.ordinary(), True), Reader("leader: ", organisation.leader(), False)]


def pages_of(reader: Reader, texts: Texts) -> list[Page]:
    """The measured pages as one reader sees them."""
    document = newest_instructed(reader.tenure.post.unit)
    rare = texts.rarest_of(document.text)
    register, found, tasks = reverse("documents.incoming"), reverse("ui.search"), reverse("tasks.list")
    cookie = reader.cookie()
    listed: Sequence[tuple[str, str, float]] = (
        ("register of incoming documents", register, PAGE_BAR),
        ("my work", reverse("ui.my_work"), PAGE_BAR),
        ("my work as a board", reverse("ui.board"), PAGE_BAR),
        ("my work as a calendar", reverse("ui.calendar_page"), PAGE_BAR),
        ("tasks that were once overdue", f"{tasks}?past=overdue&which=", PAGE_BAR),
        ("tasks whose owner changed", f"{tasks}?past=reassigned&which=", PAGE_BAR),
        ("portfolio of tasks", reverse("tasks.portfolio"), PAGE_BAR),
        ("document", document.get_absolute_url(), PAGE_BAR),
        ("programme of 500 tasks", programme_of(reader.tenure).get_absolute_url(), PAGE_BAR),
        ("search, rare word", f"{found}?q={quote(rare)}", SEARCH_BAR),
        ("search, common word", f"{found}?q={quote(texts.common)}", SEARCH_BAR),
        ("register filtered, rare word", f"{register}?q={quote(rare)}", SEARCH_BAR),
        ("register filtered, common word", f"{register}?q={quote(texts.common)}", SEARCH_BAR),
    )
    return [Page(reader.name + name, path, bar if reader.is_judged else None, cookie) for name, path, bar in listed]


def measured(pages: Sequence[Page], port: int, bare: Address) -> Iterator[Row]:
    """Two rows for each page with a bar, one visitor at a time and four at a time; the first one for the others."""
    several_at_a_time(bare, WARMING)
    for page in pages:
        yield from _compared(page, Address(port, page.path, page.cookie), bare)


def _compared(page: Page, ours: Address, bare: Address) -> Iterator[Row]:
    """The page and the bare page in turns, so that whatever else the machine does touches both."""
    several_at_a_time(ours, WARMING)
    ways = (("", one_at_a_time), (", 4 at a time", several_at_a_time))
    for note, measure in ways if page.bar else ways[:1]:
        pairs = [(measure(ours, PAGES_OF_A_ROUND), measure(bare, PAGES_OF_A_ROUND)) for _round in range(ROUNDS)]
        this, base = (median(times) * 1000 for times in zip(*pairs, strict=True))
        ratio = median(mine / theirs for mine, theirs in pairs)
        yield Row(page.name + note, this, base, ratio, page.bar)


def bare_path() -> str:
    """The bare page of the unit whose pages are judged."""
    return f"/{organisation.ordinary().post.unit_id}/"
