"""How the town comes to have weak points."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.documents.actions.bringing import bring
from baro.org.powers.actions.mandating import set_mandate
from baro.weakpoints.actions import recording, solving
from baro.weakpoints.models import Point, Proof
from tests.filling import fills, names
from tests.powers.given import by_two
from tests.world import World

REGISTER = ("weakpoints.see", "weakpoints.point.record", "weakpoints.point.accept")
KINDS = ("land", "complaints", "cell_meetings", "finance")


def powers(world: World) -> None:
    """In the ward Eve and Gus keep the register and accept solutions."""
    unit = world.unit("QN-HL")
    for name in ("Bí thư", "Văn thư"):
        post = world.post("QN-HL", name)
        carried = {p for row in post.mandates.filter(unit=unit) for p in row.permissions}
        below = sorted({*carried, *REGISTER})
        set_mandate(post.pk, unit, here=[], below=below, limited=[], by=by_two(world, "QN-HL"))


def point(world: World, **other: Any) -> Point:
    """A weak point of the ward that Gus recorded, and that Eve must solve."""
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "what": "Chậm giải phóng mặt bằng khu phố 1",
        "detail": "Bảy hộ chưa nhận bồi thường",
        "kind": "land",
        "nature": "pressing",
        "seriousness": 2,
        "origin": "citizen",
        "found_on": timezone.localdate() - timedelta(days=10),
        "owner_post": world.post("QN-HL", "Bí thư"),
        "due_on": world.working_day,
        "by": world.gus,
    }
    return recording.record(**(facts | other))


def solved(world: World, **other: Any) -> Point:
    """One that Eve solved, with a file."""
    found = point(world, **other)
    return solving.solve(found.pk, solution="Đã chi trả, bàn giao mặt bằng", files=[world.paper()], by=world.eve)


def accepted(world: World, **other: Any) -> Point:
    """One of which Gus accepted the solution."""
    return solving.accept(solved(world, **other).pk, by=world.gus)


@fills("weakpoints.points", sees="gus")
def points(world: World, number: int) -> None:
    """In turn open, solved, accepted and cancelled."""
    powers(world)
    makers = (point, _proven, _accepted, _cancelled)
    for at in range(number):
        makers[at % 4](world, what=f"Vấn đề số {at}", kind=KINDS[at % 4], seriousness=at % 4)


def _proven(world: World, **other: Any) -> Point:
    """One that Eve solved; its file is brought alone, because what is brought in a form is long work of a person."""
    found = point(world, **other)
    solving.solve(found.pk, solution="Đã bàn giao mặt bằng", no_evidence="Biên bản giấy", by=world.eve)
    Proof.objects.create(point=found, attachment=bring(world.paper(), found.unit, by=world.eve))
    return found


def _accepted(world: World, **other: Any) -> Point:
    return solving.accept(_proven(world, **other).pk, by=world.gus)


def _cancelled(world: World, **other: Any) -> Point:
    return recording.cancel(point(world, **other).pk, reason="Ghi nhầm", by=world.gus)


@fills("weakpoints.proof", sees="eve")
def proof(world: World, number: int) -> None:
    powers(world)
    for _ in range(number):
        _proven(world)


@names("weakpoints.proof.sheet", sees="eve")
def sheet(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}
