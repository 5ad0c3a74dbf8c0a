"""One cascade to 5,000 units: sending it against the same rows by COPY, its matrix against the bare page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import psycopg
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from baro.cascades.actions import drafting, sending
from baro.cascades.models import Cascade, Recipient
from baro.config.environment import PREPARED
from baro.kernel.periods import add_working_days
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.models import Mandate, PostRank, Unit, UnitKind
from baro.org.queries import actor_in
from baro.tasks.models import Task
from baro.trail.models import Event, Notice
from bench import organisation, pages, place, serving
from bench.table import Row
from bench.visiting import Address

RECIPIENTS, ROUNDS = 5_000, 3
SEND_BAR, MATRIX_BAR = 4.0, 4.0
WORK = "Báo cáo số đảng viên mới kết nạp trong quý và kế hoạch phát triển đảng viên đến hết năm"


def measured(url: str) -> Iterator[Row]:
    """Sending to all, then the matrix, one of its cells, and the page of the answers."""
    leader = organisation.leader()
    by = _with_powers(actor_in(leader, among=[leader]), leader)
    root = _found_units(Unit.objects.get(pk=leader.post.unit_id))
    place.settle(url)
    with psycopg.connect(url, prepare_threshold=PREPARED["prepare_threshold"]) as plain:
        yield _sending(plain, root, by)
    place.settle(url)
    yield from _pages(Cascade.objects.order_by("-pk")[0])


def _with_powers(by: Actor, leader: Any) -> Actor:
    """The leader, who may assign work to everybody."""
    Mandate.objects.create(
        post=leader.post, unit=leader.post.unit, includes_below=True, permissions=["tasks.task.assign", "tasks.see"]
    )
    return actor_in(leader, among=[leader])


def _found_units(top: Unit) -> Unit:
    """A district with fifty committees of a hundred cells each, every cell with somebody at its head."""
    system, today = Actor.system("bench"), timezone.localdate()
    district = Founding("BENCH", "Đảng ủy đo lường", UnitKind.DISTRICT_COMMITTEE, top.code)
    above = [Founding(f"B{n}", f"Đảng ủy cơ sở {n}", UnitKind.GRASSROOTS_COMMITTEE, "BENCH") for n in range(50)]
    cells = [Founding(f"B{n % 50}-{n}", f"Chi bộ {n}", UnitKind.CELL, f"B{n % 50}") for n in range(RECIPIENTS)]
    units = found([district, *above, *cells], since=today, by=system)
    carried = {one.code: (Carried(one.code, ("tasks.see",)),) for one in cells}
    open_posts(
        [Opening(one.code, "Bí thư", f"Người {one.code}", PostRank.HEAD, carried[one.code]) for one in cells],
        since=today,
        by=system,
    )
    return units["BENCH"]


def _draft(root: Unit, by: Actor) -> Cascade:
    unit = Unit.objects.get(pk=by.unit_id or 0)
    due = add_working_days(timezone.localdate(), 20)
    asked: dict[str, Any] = {
        "work": WORK,
        "product": "Số đảng viên mới",
        "authority": "Ban Thường vụ",
        "asks": "number",
    }
    return drafting.draft(unit=unit, below=root, kind=UnitKind.CELL, due_on=due, by=by, **asked)


def _sending(plain: psycopg.Connection[Any], root: Unit, by: Actor) -> Row:
    """In turns; the first pair warms up."""
    pairs = []
    for _round in range(ROUNDS + 1):
        cascade = _draft(root, by)
        seen = sending.look(cascade, by=by).digest
        begun = time.perf_counter()
        sending.send(cascade.pk, seen=seen, by=by)
        mine = time.perf_counter() - begun
        tables = _as_rows(plain, cascade, _draft(root, by))
        begun = time.perf_counter()
        _copy(plain, tables)
        pairs.append((mine, time.perf_counter() - begun))
    this, base = (median(times) * 1000 for times in zip(*pairs[1:], strict=True))
    ratio = median(mine / theirs for mine, theirs in pairs[1:])
    return Row(f"sending a cascade to {RECIPIENTS:,} units", this, base, ratio, SEND_BAR)


Tables = Sequence[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]


def _as_rows(plain: psycopg.Connection[Any], sent: Cascade, other: Cascade) -> Tables:
    """The rows that sending wrote, with new keys and as those of another cascade."""
    recipients = Recipient.objects.filter(cascade=sent).order_by("pk")
    tasks = Task.objects.filter(pk__in=recipients.values("task")).order_by("pk")
    events = Event.objects.filter(notices__subject__in=[f"tasks.task:{one.pk}" for one in tasks]).order_by("pk")
    notices = Notice.objects.filter(event__in=list(events)).order_by("pk")
    count = tasks.count()
    keys = {model: _keys(plain, model, count) for model in (Task, Event, Recipient, Notice)}
    task_of = dict(zip((one.pk for one in tasks), keys[Task], strict=True))
    event_of = dict(zip((one.pk for one in events), keys[Event], strict=True))
    changed = {
        Task: lambda one: {},
        Event: lambda one: {},
        Recipient: lambda one: {"cascade_id": other.pk, "task_id": task_of[one.task_id]},
        Notice: lambda one: {"event_id": event_of[one.event_id]},
    }
    found = []
    for model, rows in ((Task, tasks.defer(None)), (Event, events), (Recipient, recipients), (Notice, notices)):
        fields = [one for one in model._meta.concrete_fields if not one.generated]
        made = [
            _row(one, fields, {"id": key} | changed[model](one)) for one, key in zip(rows, keys[model], strict=True)
        ]
        found.append((model._meta.db_table, [str(one.column) for one in fields], made))
    return found


def _row(record: models.Model, fields: Sequence[Any], other: dict[str, Any]) -> list[Any]:
    values = {one.attname: getattr(record, one.attname) for one in fields} | other
    return [one.get_db_prep_save(values[one.attname], connection) for one in fields]


def _keys(plain: psycopg.Connection[Any], model: type[models.Model], count: int) -> list[int]:
    sequence = f"SELECT nextval(pg_get_serial_sequence('{model._meta.db_table}', 'id')) FROM generate_series(1, %s)"
    keys = [key for (key,) in plain.execute(sequence, [count]).fetchall()]
    plain.commit()
    return keys


def _copy(plain: psycopg.Connection[Any], tables: Tables) -> None:
    with plain.transaction(), plain.cursor() as cursor:
        for table, columns, rows in tables:
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def _pages(cascade: Cascade) -> Iterator[Row]:
    """What the leader reads of it, against the bare page."""
    leader = organisation.leader()
    cookie = pages.Reader("", leader, True).cookie()
    whole = reverse("cascades.matrix", args=[cascade.pk])
    branch = Unit.objects.filter(code="B7").values_list("pk", flat=True)[0]
    listed = (
        (f"cascade of {RECIPIENTS:,}: page", cascade.get_absolute_url(), None),
        (f"cascade of {RECIPIENTS:,}: matrix", whole, MATRIX_BAR),
        (f"cascade of {RECIPIENTS:,}: matrix of a branch", f"{whole}?under={branch}", MATRIX_BAR),
        (
            f"cascade of {RECIPIENTS:,}: one cell",
            reverse("cascades.tasks", args=[cascade.pk, branch, "branch", "not_taken_on"]),
            MATRIX_BAR,
        ),
        (f"cascade of {RECIPIENTS:,}: answers", reverse("cascades.answers", args=[cascade.pk]), None),
    )
    chosen = [pages.Page(name, path, bar, cookie) for name, path, bar in listed]
    with serving.pages() as ours, serving.bare_page() as bare:
        yield from pages.measured(chosen, ours.port, Address(bare.port, pages.bare_path()))
