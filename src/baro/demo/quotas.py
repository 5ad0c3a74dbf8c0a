"""What the posts of the demo province are counted as, and how many people each unit may have; numbers are invented."""

from __future__ import annotations

from datetime import date

from baro.demo.units import (
    BOARDS,
    GRASSROOTS,
    OFFICE,
    ROOT,
    SINCE,
    STANDING,
    cell_codes,
    commune_codes,
    district_codes,
    old_commune_codes,
)
from baro.org.actors import Actor
from baro.org.models import Post, PostRank, Unit
from baro.org.posts.actions.opening import count_as
from baro.org.staffing.actions.quotas import give_quota

CADRE, CIVIL_SERVANT, SALARIED = "cadre", "civil_servant", "salaried"
COMMUNE_STAFF, PART_TIME, UNCOUNTED = "commune_staff", "part_time", ""
ELECTED = ("Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực")
DECISION = "Quyết định giao biên chế của Ban Thường vụ Tỉnh ủy (giả định)"
# The office has one more than it may have, for the check to find.
FIRST = (
    ((ROOT,), CADRE, 3),
    ((OFFICE,), CIVIL_SERVANT, 9),
    (BOARDS, CIVIL_SERVANT, 8),
    (tuple(code for code, _name in GRASSROOTS), SALARIED, 3),
)


def counted_as(unit: str, post: str) -> str:
    """The kind of staffing that a post of the first day is counted as."""
    if unit == STANDING:
        return UNCOUNTED  # whoever sits there is counted in another post
    if unit in old_commune_codes():
        return COMMUNE_STAFF
    if unit in cell_codes():
        return PART_TIME
    if unit in dict(GRASSROOTS):
        return SALARIED
    return CADRE if post in ELECTED else CIVIL_SERVANT


def give_first_quotas() -> None:
    """The quotas with which the organisation began with Baro."""
    rows = (
        *FIRST,
        (district_codes(), CADRE, 2),
        (district_codes(), CIVIL_SERVANT, 3),
        (old_commune_codes(), COMMUNE_STAFF, 3),
    )
    _give(rows, SINCE, Actor.system("demo"))


def count_anew(since: date, by: Actor) -> None:
    """With the reform of 1 July 2025 officials of communes became cadres and civil servants; 54 communes get quotas."""
    posts = Post.objects.open().filter(unit__code__in=commune_codes(), unit__closed_on=None)
    heads, others = posts.exclude(rank=PostRank.STAFF).filter(name__in=ELECTED), posts.exclude(name__in=ELECTED)
    for rows, kind in ((heads, CADRE), (others, CIVIL_SERVANT)):
        count_as(list(rows.values_list("pk", flat=True)), kind=kind, since=since, by=by)
    _give(((commune_codes(), CADRE, 2), (commune_codes(), CIVIL_SERVANT, 4)), since, by)


def _give(rows: tuple[tuple[list[str] | tuple[str, ...], str, int], ...], since: date, by: Actor) -> None:
    units = {unit.code: unit.pk for unit in Unit.objects.open()}
    for codes, kind, number in rows:
        ids = [units[code] for code in codes]
        give_quota(ids, kind=kind, number=number, since=since, decision=DECISION, by=by)
