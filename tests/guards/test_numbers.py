"""Every number that opens its rows says how many there are: whoever reads it, the page behind it has as many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from html import unescape
from itertools import product
from urllib.parse import urljoin

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.cascades.matrix import Cell as CascadeCell
from baro.cascades.matrix import cell as cascade_cell
from baro.cascades.matrix import matrix_of
from baro.cascades.models import Cascade
from baro.cascades.standing import lines as stands
from baro.cascades.tests.conftest import CascadeWorld
from baro.directory.staffing import PostsCounted, posts_on
from baro.directory.tests.staffing.test_staffing import ward
from baro.kernel.counted import Counted
from baro.kernel.periods import year_days
from baro.kernel.reporting import year_of
from baro.org.actors import Actor
from baro.org.checks import Check, checks
from baro.org.figures.branches import Branch
from baro.org.figures.indicators import YearLine
from baro.org.posts.actions.appointing import release
from baro.org.staffing.counting import Occupancy, kind_names
from baro.programmes.counting import ProgrammeNumber, ReviewNumber
from baro.returns.adding import CellSum, Stand
from baro.returns.prefilling import FromRecords
from baro.statistics.board import Cell
from baro.statistics.boards.tasks import TASKS
from baro.statistics.doubts import DoubtNumber
from baro.statistics.exploring import BELOW, Asked, Point, explore
from baro.statistics.groupings import ALL
from baro.statistics.organisation import Organisation
from baro.statistics.published import PublishedNumber
from baro.statistics.queries import indicators
from baro.statistics.tests.conftest import Classes
from baro.tasks.portfolio import CLASSES, TasksAhead, Whose, ahead
from baro.tasks.queries import horizon_conditions
from baro.ui.counts.opening import address
from baro.ui.counts.waiting import Waiting
from baro.ui.work.desks import AtDesk

TODAY = timezone.localdate()
WEEK_AGO = TODAY - timedelta(days=7)
PERSONAS = ("ada", "chi", "kim", "eve", "dov")
SEES_FIGURES = ("ada", "chi")
# A number in a cell or behind a word, and a large one.
NUMBERS = (
    re.compile(r'<a\b[^>]*\bhref="([^"?][^"]*)"[^>]*>(?:[^<]*: )?(\d+)</a>'),
    re.compile(r'<a class="figure[^>]*\bhref="([^"]+)"(?:(?!</a>).)*<strong class="figure-value">(\d+)</strong>'),
)


@pytest.fixture
def busy(world):
    """The town with something to count on every page."""
    world.issued()
    Classes(world).one_of_each()
    CascadeWorld(world).sent()
    ward(world)
    release(world.gus.post_id, world.gus.person_id, last=TODAY - timedelta(days=1), reason="nghỉ hưu", by=world.kim)
    return world


def pages(world) -> list[str]:
    """Where numbers stand that open their rows."""
    units = [world.unit(code).get_absolute_url() for code in ("QN", "QN-VP", "QN-HL")]
    tables = [reverse("statistics.breakdown", args=[code]) for code in TASKS.groupings(Organisation())]
    cascades = [reverse("cascades.matrix", args=[one.pk]) for one in Cascade.objects.order_by("pk")]
    compared = f"{reverse('org.staffing')}?beside={WEEK_AGO}"
    named = [
        reverse(name)
        for name in ("ui.my_work", "org.checks", "org.staffing", "statistics.dashboard", "statistics.figures")
    ]
    portfolio = f"{reverse('tasks.portfolio')}?unit_code=QN"
    explored = f"{reverse('statistics.explore')}?unit_code=QN&figure=documents.issued&by=below"
    return [*named, compared, *tables, *units, *cascades, portfolio, explored]


def numbers(client, url: str) -> dict[str, int]:
    """Where the numbers of a page lead, and what they are; nothing of a page that is not for this reader."""
    answer = client.get(url)
    assert answer.status_code in (200, 403, 404), url
    found = {}
    for pattern in NUMBERS:
        found |= {urljoin(url, unescape(link)): int(n) for link, n in pattern.findall(answer.text)}
    return found if answer.status_code == 200 else {}


def test_a_number_is_the_number_of_rows_on_the_page_that_it_opens(busy):
    clients = {persona: busy.browser(getattr(busy, persona)) for persona in PERSONAS}
    for (persona, client), url in product(clients.items(), pages(busy)):
        for link, number in numbers(client, url).items():
            page = client.get(link)
            seen = page.context["list"].count
            told = seen == number or f"is {number}, of which you may open {seen}." in page.text
            assert told, f"{persona} at {url}: {link}"


def cells(world, _actor: Actor) -> Iterator[Cell]:
    """The numbers of the dashboard, of each line in each group."""
    branch, lines = world.unit("QN"), TASKS.lines(TODAY)
    yield from (TASKS.cell(line, branch, ALL, ALL.code) for line in lines)
    for grouping in TASKS.groupings(Organisation()).values():
        rows = TASKS.table(world.ada, branch, grouping).rows
        yield from (TASKS.cell(line, branch, grouping, row.key) for line, row in product(lines, rows) if not line.adds)


def lines_of_the_year(world, _actor: Actor) -> Iterator[YearLine]:
    """The figures of the office, which has issued a notice."""
    last = year_days(TODAY.year)[1]
    for one in indicators:
        yield from (one.of_year(line, world.unit("QN-VP"), TODAY.year) for line in one.lines(last))


def points_explored(world, _actor: Actor) -> Iterator[Point]:
    """What the province and everything below it issued this year, by unit."""
    issued, year = next(one for one in indicators if one.code == "documents.issued"), year_of(TODAY.year)
    found = explore(Asked(issued, issued.code, world.unit("QN"), BELOW), [year])
    yield from (found.point(year, key) for key in ("", *(row.key for row in found.rows)))


def posts_of_the_ward(_world, _actor: Actor) -> Iterator[PostsCounted]:
    """The staffing of the ward by kind."""
    yield from (posts_on(TODAY, what, kind=kind, at="QN-HL") for what, kind in product(Occupancy, kind_names(TODAY)))


def tasks_ahead(world, _actor: Actor) -> Iterator[TasksAhead]:
    """The open tasks of the province by horizon and class."""
    whose = Whose(unit=world.unit("QN"))
    for horizon, standing in product(("", *horizon_conditions()), CLASSES):
        yield ahead(whose, horizon=horizon, standing=standing.value)


def cells_of_cascades(_world, actor: Actor) -> Iterator[CascadeCell]:
    """The numbers of a matrix, of all recipients and of each branch."""
    for cascade in Cascade.objects.visible_to(actor).order_by("pk"):
        branches = [row.branch for row in matrix_of(cascade, actor, TODAY).rows]
        yield from (cascade_cell(cascade, line, one) for line in stands(TODAY) for one in (Branch(""), *branches))


# Every kind of number that is declared, and what there is of it to be tried.
DECLARED: dict[type[Counted], Callable[..., Iterable[Counted]]] = {
    Check: lambda _world, _actor: checks(),
    Cell: cells,
    YearLine: lines_of_the_year,
    Point: points_explored,
    PostsCounted: posts_of_the_ward,
    TasksAhead: tasks_ahead,
    CascadeCell: cells_of_cascades,
}
# Kinds that are tried elsewhere.
ELSEWHERE: dict[type[Counted], str] = {
    AtDesk: "test_work_views.py opens what waits at the desks of others",
    Waiting: "test_waiting.py opens what waits for everybody",
    ProgrammeNumber: "test_board.py of programmes opens every number of a programme",
    ReviewNumber: "test_board.py of programmes opens every figure of a review",
    PublishedNumber: "test_drift.py of statistics opens what published figures kept",
    Stand: "test_counted.py of returns opens every number of a round",
    CellSum: "test_counted.py of returns opens every sum of a round",
    FromRecords: "test_counted.py of returns opens what filled in a cell",
    DoubtNumber: "test_quality.py of statistics opens every doubt",
}


def kinds(above: type[Counted] = Counted) -> Iterator[type[Counted]]:
    for kind in above.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_kind_of_number_is_tried_here():
    declared = {f"{kind.__module__}.{kind.__name__}" for kind in kinds() if kind.__module__.startswith("baro.")}
    assert declared == {f"{kind.__module__}.{kind.__name__}" for kind in (*DECLARED, *ELSEWHERE)}


def test_what_is_declared_is_counted_as_the_page_behind_it_counts(busy):
    for persona, kind in product(PERSONAS, DECLARED):
        actor = getattr(busy, persona)
        client, opened = busy.browser(actor), 0
        for one in DECLARED[kind](busy, actor):
            page = client.get(address(one))
            if page.status_code == 200:
                opened += 1
                assert page.context["list"].count == one.count_for(actor, TODAY), f"{persona}, {one.code}"
        assert opened or persona not in SEES_FIGURES, f"{persona} opens nothing of {kind.__name__}"


def test_what_is_declared_stands_on_a_page(busy):
    client = busy.browser(busy.ada)
    shown = {link for url in pages(busy) for link in numbers(client, url)}
    for kind, declared in DECLARED.items():
        counted = [one for one in declared(busy, busy.ada) if one.count_for(busy.ada, TODAY)]
        assert counted, f"give the town something that {kind.__name__} counts"
        assert [one.code for one in counted if address(one) not in shown] == []
