"""The country: who sees what in it, how it was on a day, and the reform of 2025 against the same rows by plain SQL."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import Any

import click
import psycopg
from django.db import connection
from django.utils import timezone

from baro.demo.nation import loading
from baro.demo.nation.places import province_successors, until
from baro.demo.nation.reform import EFFECTIVE_ON, plan_reform
from baro.directory.web.tree.trees import Picture
from baro.org.actors import Actor, Scope
from baro.org.dependent_rows import unit_dependents
from baro.org.models import Mandate, Reorganisation, Tenure, Unit, UnitFacts
from baro.org.queries import actor_at, units_on
from baro.org.reorganising.actions import signing as reorganising
from baro.tasks.models import Task
from bench.table import Row

SIGHT_BAR, AS_OF_BAR, REFORM_BAR = 3.0, 1.5, 3.0
ROUNDS = 7
BEFORE = date(2025, 6, 30)
# Tables that a reorganisation writes; staging holds the rows that it wrote, for the same changes by plain SQL.
WRITTEN = (
    "org_reorganisation",
    "org_unit",
    "org_plannedunit",
    "org_post",
    "org_mandate",
    "trail_event",
    "org_unitfacts",
    "org_postfacts",
    "org_tenure",
    "org_succession",
    "org_removal",
    "tasks_task",
    "org_handover",
    "trail_notice",
)


def load(scale: float = 1) -> int:
    """The country as it was before the reform, or provinces with a share of its communes; how many units there are."""
    with click.progressbar(length=round(2_240_000 * scale), label="Loading the country") as bar:
        return loading.load(provinces=_provinces(scale), step=bar.update)


def _provinces(scale: float) -> list[str]:
    """The codes of provinces with that share of the communes or a little more: whole ones, as they were joined."""
    if scale >= 1:
        return []
    communes = Counter(row["province_code"] for row in until() if row["commune_code"])
    joined: dict[str, list[str]] = defaultdict(list)
    for old, new in sorted(province_successors().items()):
        joined[new].append(old)
    chosen: list[str] = []
    for _new, codes in sorted(joined.items()):
        chosen += codes
        if sum(communes[code] for code in chosen) >= scale * communes.total():
            break
    return chosen


def measured(url: str, copy_database: Callable[[], str]) -> Iterator[Row]:
    """Every row of the country; ``copy_database`` gives the address of a copy of the database as it is then."""
    yield from _sight()
    yield from _as_of()
    yield _attached()
    by = Actor.system("bench")
    draft = plan_reform(by=by)
    reorganising.sign(draft.pk, digest=reorganising.preview(draft.pk, by=by).digest, by=by)
    connection.close()
    copied = copy_database()
    yield from _reform(draft, url, copied)


def _sight() -> Iterator[Row]:
    """The first page of tasks of three people, against a statement that looks at nothing but the path."""
    province = Unit.objects.get(code="T01")
    communes = Unit.objects.filter(code__startswith="X").order_by("pk")
    clerk = actor_at(_holder(communes[10], "Văn thư").post_id)
    five = tuple(Scope("tasks.see", unit.path) for unit in communes[20:60:8])
    for name, actor, roots in (
        ("a province secretary", actor_at(_holder(province, "Bí thư").post_id), [province.path]),
        ("a commune clerk", clerk, [clerk.unit_path]),
        ("a person with five mandates", Actor(1, 1, 1, "", "", "", five), [scope.root for scope in five]),
    ):
        page = Task.objects.visible_to(actor).order_by("due_on", "pk").values_list("pk", flat=True)
        yield _compared(f"tasks that {name} sees", lambda page=page: list(page[:50]), _plain(roots), SIGHT_BAR)  # type: ignore[misc]


def _plain(roots: Sequence[str]) -> Callable[[], object]:
    statement = """SELECT task.id FROM tasks_task task JOIN org_unit unit ON unit.id = task.unit_id
        WHERE unit.path LIKE ANY(%s) ORDER BY task.due_on, task.id LIMIT 50"""

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement, [[f"{root}%" for root in roots]])
            return cursor.fetchall()

    return ask


def _holder(unit: Unit, post: str) -> Tenure:
    held = Tenure.objects.current().filter(post__unit=unit, post__name=post)
    return held.select_related("person", "post__unit").get()


def _as_of() -> Iterator[Row]:
    """What stands below a province on a day, against what stands there today; and one level of the tree with counts."""
    province = Unit.objects.get(code="T01")
    columns = ("unit_id", "code", "name", "kind", "parent_id")
    then = units_on(BEFORE, below=province).values_list(*columns)
    today = Unit.objects.open().below(province).order_by("path").values_list("pk", *columns[1:])
    name = f"{today.count():,} units below a province, as of"
    yield _compared(name, lambda: list(then.all()), lambda: list(today.all()), AS_OF_BAR)
    level = UnitFacts.objects.on(BEFORE).filter(parent=province).values_list(*columns)
    now = Unit.objects.open().filter(parent=province).values_list("pk", *columns[1:])
    yield _compared("one level of the tree, as of", lambda: list(level.all()), lambda: list(now.all()), AS_OF_BAR)

    yield from _trees(province)


def _trees(province: Unit) -> Iterator[Row]:
    """One level of the tree with heads and the count below each unit, as the page asks for it."""
    secretary = actor_at(_holder(province, "Bí thư").post_id)

    def level(day: date) -> Callable[[], object]:
        def ask() -> object:
            picture = Picture(day, secretary)
            facts = picture.of(province.pk)
            return facts and picture.level(facts)

        return ask

    yield _compared("the tree of a province", level(timezone.localdate()), _counted_children(province), SIGHT_BAR)
    yield _compared("the tree of a province, as of", level(BEFORE), level(timezone.localdate()), AS_OF_BAR)


def _counted_children(unit: Unit) -> Callable[[], object]:
    """Its children with the count of what stands below each: the table of today's units alone, no heads."""
    statement = """SELECT child.id, child.name, child.kind, count(below.id) FROM org_unit child
        JOIN org_unit below ON starts_with(below.path, child.path) AND below.closed_on IS NULL
        WHERE child.parent_id = %s AND below.path LIKE %s GROUP BY child.id"""

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement, [unit.pk, f"{unit.path}%"])
            return cursor.fetchall()

    return ask


def _attached() -> Row:
    """How many things of each kind hang on a commune."""
    commune = Unit.objects.filter(code__startswith="X").order_by("pk")[10]

    def everything() -> object:
        return [t.model._base_manager.filter(t.only, **{t.unit: commune}).count() for t in unit_dependents()]  # type: ignore[attr-defined]

    mandates = lambda: Mandate.objects.filter(unit=commune).count()  # noqa: E731
    return _compared("everything attached to a commune", everything, mandates, None)


def _compared(name: str, mine: Callable[[], object], base: Callable[[], object], bar: float | None) -> Row:
    pairs = [(_took(mine) * 1000, _took(base) * 1000) for _ in range(ROUNDS + 1)][1:]
    this, other = (median(times) for times in zip(*pairs, strict=True))
    return Row(name, this, other, median(a / b for a, b in pairs), bar)


def _took(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _reform(draft: Reorganisation, url: str, copied: str) -> Iterator[Row]:
    """Carry the reform out, then write the very rows that it wrote by plain SQL into the copy."""
    mine = _took(lambda: reorganising.carry_out(draft.pk, by=Actor.system("bench")))
    with psycopg.connect(url) as here, psycopg.connect(copied) as there:
        rows = _stage(here, there, draft.pk)
        there.commit()
        plain = _took(lambda: _write(there))
    yield Row(f"the reform of {EFFECTIVE_ON:%d/%m/%Y}, {rows:,} rows", mine, plain, mine / plain, REFORM_BAR, "s")
    yield Row("rows written by the reform in a second", rows / mine, rows / plain, None, None, "rows")


def _stage(here: psycopg.Connection[Any], there: psycopg.Connection[Any], pk: int) -> int:
    """Bring the rows that the reform's transaction wrote beside the copy's tables; returns how many there are."""
    found = here.execute("SELECT xmin::text FROM org_reorganisation WHERE id = %s", [pk]).fetchone()
    assert found is not None
    there.execute("CREATE SCHEMA staging")
    count = 0
    for table in WRITTEN:
        columns = ", ".join(_columns(here, table))
        there.execute(f"CREATE UNLOGGED TABLE staging.{table} AS SELECT {columns} FROM {table} WITH NO DATA")
        rows = f"COPY (SELECT {columns} FROM {table} WHERE xmin::text = '{found[0]}') TO STDOUT (FORMAT BINARY)"
        with (
            here.cursor().copy(rows) as out,
            there.cursor().copy(f"COPY staging.{table} FROM STDIN (FORMAT BINARY)") as into,
        ):
            for part in out:
                into.write(part)
        there.execute(f"ALTER TABLE staging.{table} ADD PRIMARY KEY (id)")
        there.execute(f"ANALYZE staging.{table}")
        count += there.execute(f"SELECT count(*) FROM staging.{table}").fetchone()[0]  # type: ignore[index]
    return count


def _write(there: psycopg.Connection[Any]) -> None:
    """One transaction: change the rows that are there, add those that are not."""
    with there.transaction():
        for table in WRITTEN:
            columns = _columns(there, table)
            names = ", ".join(columns)
            if table != "trail_event":
                values = ", ".join(f"s.{column}" for column in columns)
                there.execute(
                    f"UPDATE {table} t SET ({names}) = ROW({values}) FROM staging.{table} s WHERE s.id = t.id"
                )
            there.execute(
                f"INSERT INTO {table} ({names}) SELECT {names} FROM staging.{table} s"
                f" WHERE NOT EXISTS (SELECT FROM {table} t WHERE t.id = s.id)"
            )


def _columns(database: psycopg.Connection[Any], table: str) -> list[str]:
    """The columns of a table that are not generated, as they are written in a statement, the key first."""
    found = database.execute(
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in found.fetchall()]
