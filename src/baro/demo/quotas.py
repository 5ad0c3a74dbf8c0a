"""What the posts of the demo province are counted as, and how many people each unit may have.

The numbers are invented but for how much less they are in 2024 than in 2023, which the province reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from baro.demo.places import communes, districts, ended_in_2024, founded_in_2024
from baro.demo.public_services import services
from baro.demo.spreading import spread
from baro.demo.units import (
    BOARDS,
    GRASSROOTS,
    OFFICE,
    ROOT,
    SINCE,
    STANDING,
    cell_codes,
    code_of,
    commune_codes,
    district_codes,
    first_commune_codes,
)
from baro.org.actors import Actor
from baro.org.models import Post, PostRank, Unit
from baro.org.posts.actions.opening import count_as
from baro.org.staffing.actions.quotas import give_quota

CADRE, CIVIL_SERVANT, SALARIED = "cadre", "civil_servant", "salaried"
COMMUNE_STAFF, PART_TIME, UNCOUNTED = "commune_staff", "part_time", ""
ELECTED = ("Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực")
DECISION = "Quyết định giao biên chế của Ban Thường vụ Tỉnh ủy (giả định)"
CUT_ON = date(2024, 1, 1)
# Of the 978 posts paid from the budget that were reported less, 90 went with the merged units of `public_services`.
FEWER_CIVIL_SERVANTS, FEWER_OF_LOCALITIES = 7, 978 - 90
PER_COMMUNE, COMMUNE_POSTS = 110, 20
Given = Callable[[date, Actor], None]
Row = tuple[Sequence[str], str, int]
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
    if unit in first_commune_codes():
        return COMMUNE_STAFF
    if unit in cell_codes():
        return PART_TIME
    if unit in dict(GRASSROOTS):
        return SALARIED
    return CADRE if post in ELECTED else CIVIL_SERVANT


def give_first_quotas() -> None:
    """The quotas with which the organisation began with Baro."""
    schools = ((unit.code,) for unit in services())
    rows = (
        *FIRST,
        (district_codes(), CADRE, 2),
        *_each(CIVIL_SERVANT, dict(zip(district_codes(), _civil_servants(), strict=True))),
        *_each(SALARIED, dict(zip(district_codes(), _of_localities(), strict=True))),
        *((code, SALARIED, unit.posts) for code, unit in zip(schools, services(), strict=True)),
        (first_commune_codes(), COMMUNE_STAFF, COMMUNE_POSTS),
    )
    _give(rows, SINCE, Actor.system("demo"))


def cut_for_2024(by: Actor) -> None:
    """The quotas of 2024: fewer civil servants of districts, and less of what localities pay from the budget."""
    rows = (
        (district_codes()[:FEWER_CIVIL_SERVANTS], CIVIL_SERVANT, 3),
        *_each(SALARIED, dict(zip(district_codes(), _of_localities(cut=True), strict=True))),
    )
    _give(rows, CUT_ON, by)


def give_to_merged_services(since: date, by: Actor) -> None:
    """The public service units that took others in may have more, but not as many as both had."""
    _give(tuple(((unit.code,), SALARIED, unit.later_posts) for unit in services() if unit.later), since, by)


def give_to_merged_communes(since: date, by: Actor) -> None:
    """The communes of 1 November 2024 keep some of those whom the ended ones leave until they are placed."""
    merged = {f"{ROOT}-{code}" for code in (*ended_in_2024().values(), *founded_in_2024())}
    _give(((sorted(merged), COMMUNE_STAFF, COMMUNE_POSTS + 5),), since, by)


def count_anew(since: date, by: Actor) -> None:
    """With the reform of 1 July 2025 officials of communes became cadres and civil servants; 54 communes get quotas."""
    posts = Post.objects.open().filter(unit__code__in=commune_codes(), unit__closed_on=None)
    heads, others = posts.exclude(rank=PostRank.STAFF).filter(name__in=ELECTED), posts.exclude(name__in=ELECTED)
    for rows, kind in ((heads, CADRE), (others, CIVIL_SERVANT)):
        count_as(list(rows.values_list("pk", flat=True)), kind=kind, since=since, by=by)
    salaried = spread(sum(_of_localities(cut=True)), [len(commune.parts) for commune in communes()])
    quotas = _each(SALARIED, dict(zip(map(code_of, (one.place for one in communes())), salaried, strict=True)))
    _give(((commune_codes(), CADRE, 2), (commune_codes(), CIVIL_SERVANT, 4), *quotas), since, by)


def _civil_servants() -> list[int]:
    """How many civil servants each district might have until 2023: seven of them one more than since."""
    return [3 + (at < FEWER_CIVIL_SERVANTS) for at, _code in enumerate(district_codes())]


def _of_localities(*, cut: bool = False) -> list[int]:
    """How many people each district might pay from the budget beside its units here, until 2023 or since."""
    sizes = [len(district.communes) for district in districts()]
    less = spread(FEWER_OF_LOCALITIES, sizes) if cut else [0 for _size in sizes]
    return [PER_COMMUNE * size - part for size, part in zip(sizes, less, strict=True)]


def _each(kind: str, numbers: dict[str, int]) -> list[Row]:
    """Quotas of a kind, those of the same number together."""
    found: dict[int, list[str]] = defaultdict(list)
    for code, number in numbers.items():
        found[number].append(code)
    return [(codes, kind, number) for number, codes in found.items()]


def _give(rows: Iterable[Row], since: date, by: Actor) -> None:
    units = {unit.code: unit.pk for unit in Unit.objects.open()}
    for codes, kind, number in rows:
        ids = [units[code] for code in codes]
        give_quota(ids, kind=kind, number=number, since=since, decision=DECISION, by=by)
