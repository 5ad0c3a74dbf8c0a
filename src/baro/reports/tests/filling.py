"""How the town comes to have yearly reports: Gus writes them, Eve approves them."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.documents.verbs import DRAFT as DRAFT_DOCUMENT
from baro.org.powers.actions.mandating import set_mandate
from baro.reports.actions import writing
from baro.reports.models import Report
from baro.reports.verbs import APPROVE, DRAFT
from baro.statistics.verbs import SEE
from tests.filling import fills, names
from tests.powers.given import by_two
from tests.world import World

CARRIED = {
    "Bí thư": (SEE, DRAFT.code, APPROVE.code, DRAFT_DOCUMENT.code),
    "Văn thư": (SEE, DRAFT.code, DRAFT_DOCUMENT.code),
}
TEXTS = {"leading": {"before": "Đảng ủy đã lãnh đạo toàn diện.", "after": "Nổi bật là cải cách hành chính."}}


def powers(world: World) -> None:
    """In the ward Gus writes yearly reports, which Eve approves; both see its figures."""
    unit = world.unit("QN-HL")
    for name, more in CARRIED.items():
        post = world.post("QN-HL", name)
        carried = {p for row in post.mandates.filter(unit=unit) for p in row.permissions}
        set_mandate(post.pk, unit, here=[], below=sorted({*carried, *more}), limited=[], by=by_two(world, "QN-HL"))


def begun(world: World, **other: Any) -> Report:
    """A report that Gus began."""
    facts: dict[str, Any] = {"unit": world.unit("QN-HL"), "by": world.gus} | other
    return writing.draft(**(facts if "year" in facts else {**facts, "year": free_years()[0]}))


def free_years() -> list[int]:
    """The years of which there is no report yet, the newest first."""
    taken = {*Report.objects.standing().values_list("year", flat=True)}
    return [year for year in range(timezone.localdate().year, 2020, -1) if year not in taken]


def written(world: World, **other: Any) -> Report:
    """The same with Vietnamese text."""
    return writing.write(begun(world, **other).pk, language="vi", texts=TEXTS, by=world.gus)


def submitted(world: World, **other: Any) -> Report:
    """The same, laid before Eve."""
    return writing.submit(written(world, **other).pk, by=world.gus)


def approved(world: World, **other: Any) -> Report:
    """The same, approved by Eve."""
    return writing.approve(submitted(world, **other).pk, by=world.eve)


def returned(world: World, **other: Any) -> Report:
    """The same, returned by Eve."""
    return writing.return_(submitted(world, **other).pk, reason="Bổ sung nguyên nhân", by=world.eve)


@fills("reports.reports", sees="eve")
def reports(world: World, number: int) -> None:
    powers(world)
    free = free_years()
    states = cycle((submitted, written, approved, returned))
    for year, state in zip(free[:number], states, strict=False):
        state(world, year=year)
    for _at in range(number - len(free)):  # of earlier years the rulebook does not say what a report looks like
        cancelled(world)


def cancelled(world: World) -> Report:
    """A report that was given up, of which a year may have many."""
    return writing.cancel(begun(world, year=2020).pk, reason="Trùng", by=world.gus)


@names("reports.file", sees="eve")
def of_a_report(world: World, _client: Client) -> dict[str, Any]:
    powers(world)
    return {"pk": submitted(world).pk}
