"""How the town comes to have programmes and reviews: a plan that Gus makes a programme, reviews that Eve approves."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.org.powers.actions.mandating import set_mandate
from baro.programmes.actions import planning, reviewing
from baro.programmes.models import Programme, Review
from baro.programmes.verbs import APPROVE, BEGIN, SET_UP
from baro.tasks.tests.conftest import TaskWorld
from tests.filling import fills, names
from tests.powers.given import by_two
from tests.world import World

CLAUSES = """I. Mục tiêu chung
II.1. Rà soát thủ tục hành chính và công khai danh mục
II.2. Số hóa hồ sơ lưu trữ
III. Tổ chức thực hiện"""
TEXTS = {"results": "Đã hoàn thành phần lớn nhiệm vụ.", "lessons": "Giao việc rõ người, rõ hạn."}
CARRIED = {"Bí thư": (SET_UP.code, BEGIN.code, APPROVE.code), "Văn thư": (SET_UP.code, BEGIN.code)}


def powers(world: World) -> None:
    """In the ward Gus sets programmes up and writes reviews, which Eve approves."""
    unit = world.unit("QN-HL")
    for name, more in CARRIED.items():
        post = world.post("QN-HL", name)
        carried = {p for row in post.mandates.filter(unit=unit) for p in row.permissions}
        set_mandate(post.pk, unit, here=[], below=sorted({*carried, *more}), limited=[], by=by_two(world, "QN-HL"))


def programme(world: World, **other: Any) -> Programme:
    """A programme of the ward, from a directive that it leads."""
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "title": "Kế hoạch chuyển đổi số phường Hà Lầm",
        "first_on": today - timedelta(days=60),
        "last_on": today + timedelta(days=120),
        "clauses": CLAUSES,
        "source": world.instructed(),
        "by": world.gus,
    }
    return planning.set_up(**(facts | other))


def with_tasks(world: World, **other: Any) -> Programme:
    """The same with a task that is done, one that is handed in, one that nobody took on, and one of no clause."""
    made, given = programme(world, **other), TaskWorld(world)
    given.handed_in(source=made.source, clause="II.1. Rà soát thủ tục hành chính")
    given.assigned(source=made.source, clause="Số hóa hồ sơ lưu trữ")
    given.assigned(source=made.source, clause="Việc khác")
    given.done(source=made.source, clause="II.1. Rà soát thủ tục hành chính")
    return made


def begun(world: World, of: Programme | None = None, **other: Any) -> Review:
    """An interim review of a programme, whose figures are gathered."""
    of = of or programme(world)
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "kind": "interim",
        "unit": of.unit,
        "title": "Sơ kết 6 tháng",
        "first_on": of.first_on,
        "last_on": today,
        "programme": of,
        "by": world.gus,
    }
    return reviewing.begin(**(facts | other))


def written(world: World, of: Programme | None = None, **other: Any) -> Review:
    """The same with its texts."""
    review = begun(world, of, **other)
    return reviewing.write(review.pk, title=review.title, texts=TEXTS, by=world.gus)


def submitted(world: World, of: Programme | None = None, **other: Any) -> Review:
    """The same, laid before Eve."""
    return reviewing.submit(written(world, of, **other).pk, by=world.gus)


def approved(world: World, of: Programme | None = None, **other: Any) -> Review:
    """The same, approved by Eve."""
    return reviewing.approve(submitted(world, of, **other).pk, by=world.eve)


def returned(world: World, of: Programme | None = None) -> Review:
    """The same, returned by Eve."""
    return reviewing.return_(submitted(world, of).pk, reason="Bổ sung nguyên nhân", by=world.eve)


@fills("programmes.programmes", sees="eve")
def programmes(world: World, number: int) -> None:
    powers(world)
    for at in range(number):
        made = with_tasks(world, title=f"Chương trình số {at}")
        if at % 4 == 3:
            planning.close(made.pk, by=world.gus)


@fills("programmes.clauses", sees="eve")
def clauses(world: World, number: int) -> None:
    powers(world)
    programme(world, clauses="\n".join(f"{at + 1}. Nội dung thứ {at + 1}" for at in range(number)))


@fills("programmes.reviews", sees="eve")
def reviews(world: World, number: int) -> None:
    powers(world)
    states = cycle((submitted, written, approved, returned))
    made = with_tasks(world)
    for _at, state in zip(range(number), states, strict=False):
        state(world, made)


@names("programmes.rows", "programmes.figure_rows", sees="eve")
def line(_world: World, _client: Client) -> dict[str, Any]:
    return {"line": "tasks"}
