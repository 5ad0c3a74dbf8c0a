"""Loading the country by COPY: units with their facts, heads with their mandates, open tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from baro.demo.copying import blank, counted_on
from baro.demo.nation.places import until
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import (
    Mandate,
    Person,
    Post,
    PostFacts,
    PostRank,
    Tenure,
    TenureKind,
    Unit,
    UnitFacts,
    UnitKind,
)
from baro.org.verbs import FOUND
from baro.tasks.models import Task, TaskUnit
from baro.trail.changes import record_event
from baro.trail.copying import Step, copied, unseen

ROOT = "VN"
SINCE = date(2021, 1, 1)
SEED = 2025
GRASSROOTS, CELLS, TASKS = 42_000, 250_000, 20_000  # communes are grassroots organisations too
HEAD_PERMISSIONS = [
    "org.see",
    "documents.see",
    "tasks.see",
    "tasks.task.assign",
    "tasks.task.approve",
    "statistics.see",
]
POSTS = (("Bí thư", PostRank.HEAD), ("Phó Bí thư", PostRank.DEPUTY), ("Văn thư", PostRank.STAFF))
WITH_STAFF = (UnitKind.PROVINCIAL_COMMITTEE, UnitKind.DISTRICT_COMMITTEE, UnitKind.COMMUNE_COMMITTEE)


@dataclass(slots=True)
class Placed:
    """A unit with its key and place."""

    pk: int
    code: str
    name: str
    kind: UnitKind
    parent: Placed | None = None
    path: str = field(init=False)

    def __post_init__(self) -> None:
        self.path = f"{self.parent.path if self.parent else ''}{self.pk}/"


@dataclass(frozen=True, slots=True)
class Size:
    """How many invented organisations and tasks stand beside the real communes."""

    grassroots: int = GRASSROOTS
    cells: int = CELLS
    tasks: int = TASKS


def load(size: Size | None = None, *, provinces: Sequence[str] = (), step: Step = unseen) -> int:
    """Load the country, or only some provinces (by code), into an empty database; returns how many units there are.

    Raises Refused when an organisation is here already.
    """
    if Unit.objects.exists():
        raise Refused("This database holds an organisation already; load the country into an empty one.")
    size = size or Size()
    with transaction.atomic():
        units = _units(size, provinces)
        root = units[0]
        _copy_units(units, step)
        offices = _copy_posts(units, step)
        _copy_tasks(offices, size.tasks, Random(SEED), step)  # noqa: S311 - invented work is no secret
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert root.code == ROOT  # noqa: S101
    return len(units)


def _units(size: Size, provinces: Sequence[str]) -> list[Placed]:
    """Every unit, parents before children."""
    chance, found = Random(SEED), {ROOT: Placed(1, ROOT, "Ban Chấp hành Trung ương Đảng", UnitKind.CENTRAL_COMMITTEE)}  # noqa: S311
    rows = [row for row in until() if not provinces or row["province_code"] in provinces]

    def place(code: str, name: str, kind: UnitKind, parent: str) -> None:
        if code not in found:
            found[code] = Placed(len(found) + 1, code, name, kind, found[parent])

    for row in rows:
        province, district = f"T{row['province_code']}", f"H{row['district_code']}"
        place(province, f"Tỉnh ủy, thành ủy {row['province']}", UnitKind.PROVINCIAL_COMMITTEE, ROOT)
        place(district, f"Huyện ủy {row['district']}", UnitKind.DISTRICT_COMMITTEE, province)
    communes = [row for row in rows if row["commune_code"]]
    for row in communes:
        name = f"Đảng ủy {row['commune']}"
        place(f"X{row['commune_code']}", name, UnitKind.COMMUNE_COMMITTEE, f"H{row['district_code']}")
    share = len(communes) / sum(bool(row["commune_code"]) for row in until())
    above = [f"X{row['commune_code']}" for row in communes]
    for number in range(round(size.grassroots * share)):
        place(f"C{number:05d}", f"Đảng bộ cơ sở {number}", UnitKind.GRASSROOTS_COMMITTEE, chance.choice(above))
    above += [code for code in found if code[0] == "C"]
    for number in range(round(size.cells * share)):
        place(f"B{number:06d}", f"Chi bộ {number}", UnitKind.CELL, chance.choice(above))
    return list(found.values())


def _copy_units(units: Sequence[Placed], step: Step) -> None:
    columns = ("id", "path", "parent_id", "code", "name", "kind", "suffix")
    rows = ((u.pk, u.path, u.parent and u.parent.pk, u.code, u.name, u.kind.value, "") for u in units)
    copied(Unit, columns, rows, step)
    counted_on(Unit)
    founder = Actor.system("simulate")
    event = record_event(FOUND, Unit(pk=units[0].pk), by=founder, facts={"since": SINCE, "units": len(units)}).pk
    period = f"[{SINCE},)"
    facts = ("unit_id", "period", "path", "parent_id", "code", "name", "kind", "suffix", "recorded_id")
    told = ((u.pk, period, u.path, u.parent and u.parent.pk, u.code, u.name, u.kind.value, "", event) for u in units)
    copied(UnitFacts, facts, told, step)


@dataclass(frozen=True, slots=True)
class Office:
    """A post in a unit."""

    post: int
    unit: Placed
    name: str
    rank: PostRank


def _copy_posts(units: Sequence[Placed], step: Step) -> list[Office]:
    """A head for every unit, and three posts where there is a register; each with a holder and mandates."""
    places = ((unit, *post) for unit in units for post in (POSTS if unit.kind in WITH_STAFF else POSTS[:1]))
    offices = [Office(key, *place) for key, place in enumerate(places, start=1)]
    event = record_event(FOUND, Unit(pk=units[0].pk), by=Actor.system("simulate"), facts={"posts": len(offices)}).pk
    period = f"[{SINCE},)"
    copied(
        Post,
        ("id", "unit_id", "name", "rank", "quota"),
        ((o.post, o.unit.pk, o.name, o.rank.value, "") for o in offices),
        step,
    )
    facts = ("post_id", "unit_id", "name", "rank", "quota", "period", "recorded_id")
    copied(PostFacts, facts, ((o.post, o.unit.pk, o.name, o.rank.value, "", period, event) for o in offices), step)
    copied(Person, ("id", "name"), ((o.post, f"Đảng viên {o.post:06d}") for o in offices), step)
    holder = TenureKind.HOLDER.value
    tenures = ((o.post, o.post, holder, period, event) for o in offices)
    copied(Tenure, ("person_id", "post_id", "kind", "period", "recorded_id"), tenures, step)
    permissions = "{" + ",".join(HEAD_PERMISSIONS) + "}"
    mandates = ((o.post, o.unit.pk, o.rank == PostRank.HEAD, permissions) for o in offices)
    copied(Mandate, ("post_id", "unit_id", "includes_below", "permissions"), mandates, step)
    for model in (Post, Person):
        counted_on(model)
    return offices


def _copy_tasks(offices: Sequence[Office], count: int, chance: Random, step: Step) -> None:
    """Open tasks that heads of districts and provinces gave to heads of communes; triggers write their units."""
    heads = {office.unit.pk: office for office in offices if office.rank == PostRank.HEAD}
    owners = [o for o in heads.values() if o.unit.kind == UnitKind.COMMUNE_COMMITTEE]
    wanted = round(count * len(owners) / max(1, sum(bool(row["commune_code"]) for row in until())))
    base, now = blank(Task), timezone.now()
    base.pop("id")
    rows = (_task(base, owner, heads, number, now) for number, owner in enumerate(chance.choices(owners, k=wanted)))
    copied(Task, list(base), (list(row.values()) for row in rows), step)
    assert TaskUnit.objects.exists() or not wanted  # noqa: S101


def _task(base: dict[str, Any], owner: Office, heads: dict[int, Office], number: int, now: Any) -> dict[str, Any]:
    assert owner.unit.parent is not None  # noqa: S101
    giver = heads[owner.unit.parent.pk]
    due = timezone.localdate() + timedelta(days=number % 90)
    return base | {
        "work": f"Báo cáo kết quả thực hiện nhiệm vụ số {number}",
        "unit_id": owner.unit.pk,
        "owner_post_id": owner.post,
        "assigner_unit_id": giver.unit.pk,
        "assigner_post_id": giver.post,
        "assigner_title": giver.name,
        "motto": "tasks.motto@2025-11-01",
        "first_due_on": due,
        "due_on": due,
        "state": "underway",
        "assigned_at": now,
        "accepted_at": now,
    }
