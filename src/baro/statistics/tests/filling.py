"""What stands in the addresses of figures, and how the town gets published ones: Chi freezes, Ada publishes."""

from __future__ import annotations

from datetime import date
from itertools import cycle, islice
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.documents.actions.entering import Issued, enter_issued
from baro.org.actors import Actor
from baro.org.powers.actions.mandating import set_mandate
from baro.statistics.actions import publishing
from baro.statistics.models import Publication, PublishedFigure
from baro.statistics.verbs import FREEZE, PUBLISH
from tests.filling import fills, names
from tests.world import World

LAST_YEAR = timezone.localdate().year - 1
UNITS = ("QN", "QN-VP", "QN-HL", "QN-CX")
POWERS = {("QN", "Bí thư"): PUBLISH.code, ("QN-VP", "Chánh Văn phòng"): FREEZE.code}


def powers(world: World) -> None:
    """In the province Chi freezes figures, which Ada publishes; of every unit, as each of them sees figures."""
    unit = world.unit("QN")
    for place, more in POWERS.items():
        post = world.post(*place)
        carried: dict[bool, set[str]] = {True: {more}, False: set()}
        for row in post.mandates.filter(unit=unit):
            carried[row.includes_below] |= {*row.permissions}
        here, below = sorted(carried[False]), sorted(carried[True])
        set_mandate(post.pk, unit, here=here, below=below, by=Actor.system("world"))


def issued(world: World, count: int = 3, *, unit: str = "QN", year: int = LAST_YEAR, first: int = 1) -> None:
    """So many plans of a year, as an earlier register has them."""
    lines = [
        Issued("plan", number, f"{number:02d}-KH/{unit}", date(year, 1 + number % 12, 1 + number % 28), "về việc")
        for number in range(first, first + count)
    ]
    enter_issued(lines, world.unit(unit), source="sổ công văn đi", by={"QN-HL": world.gus}.get(unit, world.clo))


def frozen(world: World, year: int = LAST_YEAR, **other: Any) -> Publication:
    """Figures of the province that Chi froze."""
    facts: dict[str, Any] = {"unit": world.unit("QN"), "title": f"Báo cáo năm {year}", "by": world.chi}
    return publishing.freeze(year=year, **(facts | other))


def published(world: World, year: int = LAST_YEAR, **other: Any) -> Publication:
    """The same, published by Ada."""
    return publishing.publish(frozen(world, year, **other).pk, by=world.ada)


def restated(world: World, year: int = LAST_YEAR, **other: Any) -> Publication:
    """The same, restated: the second version."""
    new = publishing.restate(published(world, year, **other).pk, reason="Bổ sung sổ công văn", by=world.chi)
    return publishing.publish(new.pk, by=world.ada)


def withdrawn(world: World, year: int = LAST_YEAR, **other: Any) -> Publication:
    """Published and withdrawn."""
    return publishing.withdraw(published(world, year, **other).pk, reason="Nhầm kỳ báo cáo", by=world.ada)


@fills("statistics.publications", sees="ada")
def publications(world: World, number: int) -> None:
    powers(world)
    if not Publication.objects.exists():
        issued(world, first=901)
    taken = {*Publication.objects.values_list("unit__code", "first_on__year")}
    years = range(LAST_YEAR, 2000, -1)
    free = ((code, year) for year in years for code in UNITS if (code, year) not in taken)
    for (code, year), state in zip(islice(free, number), cycle((published, frozen, withdrawn)), strict=False):
        state(world, year, unit=world.unit(code))


def free_year(world: World) -> int:
    """The newest year of the province of which nothing is frozen yet."""
    taken = {*Publication.objects.filter(unit=world.unit("QN")).values_list("first_on__year", flat=True)}
    return next(year for year in range(LAST_YEAR, 2000, -1) if year not in taken)


@names("statistics.breakdown", sees="ada", everybody=True)
def grouping(_world: World, _client: Client) -> dict[str, Any]:
    return {"grouping": "unit"}


@names("statistics.tasks", sees="ada")
def tasks(world: World, _client: Client) -> dict[str, Any]:
    branch = world.unit("QN").pk
    return {"unit": branch, "grouping": "unit", "key": world.unit("QN-HL").pk, "standing": "assigned"}


@names("statistics.doubts", sees="ada")
def doubts(world: World, _client: Client) -> dict[str, Any]:
    return {"unit": world.unit("QN").pk, "span": "branch", "year": timezone.localdate().year, "code": "late"}


@names("statistics.rows", sees="ada")
def rows(world: World, _client: Client) -> dict[str, Any]:
    return {"code": "documents.issued.resolution", "unit": world.unit("QN").pk, "period": timezone.localdate().year}


@names("statistics.points", sees="ada")
def points(world: World, _client: Client) -> dict[str, Any]:
    return {"code": "documents.issued", "unit": world.unit("QN").pk, "period": timezone.localdate().year}


@names("statistics.published_rows", "statistics.published_since", sees="ada")
def figure(world: World, _client: Client) -> dict[str, Any]:
    seen = PublishedFigure.objects.filter(publication__in=Publication.objects.visible_to(world.ada))
    return {"figure": seen.filter(is_before=False).latest("pk").pk}
