"""Returns of 5,000 units: entering them against the same rows by COPY, the pages of a round against the bare page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import psycopg
from django.db import models
from django.urls import reverse
from django.utils import timezone

from baro.config.environment import PREPARED
from baro.kernel.reporting import Period, PeriodKind, year_of
from baro.org.actors import Actor
from baro.org.models import Mandate, Unit, UnitKind
from baro.returns.actions.entering import Entered, enter
from baro.returns.models import Cell, Return, Round, Version
from baro.trail.models import Event
from bench import organisation, pages, place, serving
from bench.cascades import _copy, _keys, _row
from bench.table import Row
from bench.visiting import Address

ROUNDS = 3
ENTER_BAR, PAGE_BAR = 4.0, 4.0
VALUES = {"inspection.members.inspected": 3, "inspection.members.violation": 1}
CELL = "inspection.members.inspected"


def measured(url: str) -> Iterator[Row]:
    """Entering the returns of the cells that `bench.cascades` founded, then the pages of their round."""
    leader = organisation.leader()
    mandates = Mandate.objects.filter(post=leader.post, unit=leader.post.unit, includes_below=True)
    for mandate in mandates:
        mandate.permissions = sorted({*mandate.permissions, "returns.see", "returns.round.open"})
        mandate.save(update_fields=["permissions"])
    root = Unit.objects.get(code="BENCH")
    place.settle(url)
    with psycopg.connect(url, prepare_threshold=PREPARED["prepare_threshold"]) as plain:
        yield _entering(plain, root)
    place.settle(url)
    yield from _pages(Round.objects.order_by("-pk")[0])


def _periods() -> Iterator[Period]:
    """Months in which the units stood already: those of the years to come."""
    year = timezone.localdate().year + 1
    yield from year_of(year).parts(PeriodKind.MONTH)


def _entering(plain: psycopg.Connection[Any], root: Unit) -> Row:
    """In turns; the first pair warms up."""
    units = list(Unit.objects.filter(kind=UnitKind.CELL).below(root).order_by("path"))
    lines = [Entered(unit, VALUES, timezone.now(), "Bí thư") for unit in units]
    pairs, by = [], Actor.system("bench")
    for period, _round in zip(_periods(), range(ROUNDS + 1), strict=False):
        begun = time.perf_counter()
        made = enter(lines, unit=root, form="inspection", period=period.code, source="bench", by=by)
        mine = time.perf_counter() - begun
        tables = _as_rows(plain, made)
        begun = time.perf_counter()
        _copy(plain, tables)
        pairs.append((mine, time.perf_counter() - begun))
        plain.execute("DELETE FROM returns_cell WHERE NOT counts")  # the copies hold nothing that counts
        plain.execute("DELETE FROM returns_version WHERE number = 2")
        plain.commit()
    this, base = (median(times) * 1000 for times in zip(*pairs[1:], strict=True))
    ratio = median(mine / theirs for mine, theirs in pairs[1:])
    return Row(f"entering {len(units):,} returns", this, base, ratio, ENTER_BAR)


def _as_rows(plain: psycopg.Connection[Any], made: list[Return]) -> Any:
    """The rows that entering wrote, with new keys, as second versions that do not count, and the events again."""
    keys = [one.pk for one in made]
    versions = Version.objects.filter(of__in=keys).order_by("pk")
    cells = Cell.objects.filter(version__of__in=keys).order_by("pk")
    subjects = [f"returns.return:{key}" for key in keys]
    events = Event.objects.filter(subjects__overlap=subjects).order_by("pk")
    new = dict(zip((one.pk for one in versions), _keys(plain, Version, len(keys)), strict=True))
    found = []
    for model, rows in ((Version, versions), (Cell, cells), (Event, events)):
        fields = [one for one in model._meta.concrete_fields if not one.generated]
        given = zip(rows, _keys(plain, model, rows.count()), strict=True)
        changed = [_row(one, fields, {"id": key} | _other(one, new)) for one, key in given]
        found.append((model._meta.db_table, [str(one.column) for one in fields], changed))
    return found


def _other(record: models.Model, new: dict[int, int]) -> dict[str, Any]:
    if isinstance(record, Version):
        return {"id": new[record.pk], "number": 2}
    return {"version_id": new[record.version_id], "counts": False} if isinstance(record, Cell) else {}


def _pages(one: Round) -> Iterator[Row]:
    """What the leader reads of it, against the bare page."""
    cookie = pages.Reader("", organisation.leader(), True).cookie()
    count, whole = one.returns.count(), reverse("returns.table", args=[one.pk])
    branch = Unit.objects.filter(code="B7").values_list("pk", flat=True)[0]
    listed = (
        (f"round of {count:,}: page", one.get_absolute_url()),
        (f"round of {count:,}: unit by unit", whole),
        (f"round of {count:,}: a branch", f"{whole}?under={branch}"),
        (
            f"round of {count:,}: returns behind a number",
            reverse("returns.standing", args=[one.pk, 0, "branch", "all"]),
        ),
        (f"round of {count:,}: cells behind a sum", reverse("returns.sum", args=[one.pk, branch, "branch", CELL])),
    )
    chosen = [pages.Page(name, path, PAGE_BAR, cookie) for name, path in listed]
    with serving.pages() as ours, serving.bare_page() as bare:
        yield from pages.measured(chosen, ours.port, Address(bare.port, pages.bare_path()))
