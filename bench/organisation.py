"""The province of the demo as the place of the benchmark: its units, who does what in them, who visits the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from baro.demo.founding import appoint_people, found_units
from baro.demo.units import ROOT
from baro.org.actors import Actor
from baro.org.confirming import SignedIn
from baro.org.models import Account, Mandate, Person, Post, PostRank, Tenure, Unit, UnitKind
from baro.org.queries import actor_in

# How much of the register belongs to a unit of a kind; a commune's share is one.
SHARES = {
    UnitKind.PROVINCIAL_COMMITTEE: 15,
    UnitKind.OFFICE: 8,
    UnitKind.STANDING_COMMITTEE: 3,
    UnitKind.ORGANISATION_BOARD: 3,
    UnitKind.PROPAGANDA_BOARD: 3,
    UnitKind.INSPECTION_COMMISSION: 3,
    UnitKind.INTERNAL_AFFAIRS_BOARD: 3,
    UnitKind.DISTRICT_COMMITTEE: 2,
    UnitKind.COMMUNE_COMMITTEE: 1,
    UnitKind.GRASSROOTS_COMMITTEE: 0.5,
    UnitKind.CELL: 0.1,
}


@dataclass(frozen=True, slots=True)
class Office:
    """A post with its holder, as events name them."""

    post: int
    person: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit with those who work in it."""

    unit: Unit
    clerk: Office
    leader: Office
    assigner: Office
    assigner_unit: int
    owners: Sequence[Office]


def found_province() -> None:
    """Found the units, appoint the people with an account each, and let the first secretary see every document."""
    found_units()
    appoint_people()
    unusable = make_password(None)
    people = Person.objects.order_by("pk")
    Account.objects.bulk_create(Account(username=f"p{p.pk}", person=p, password=unusable) for p in people)
    root = Unit.objects.get(code=ROOT)
    head = Post.objects.get(unit=root, rank=PostRank.HEAD)
    Mandate.objects.create(post=head, unit=root, includes_below=True, permissions=["documents.see", "tasks.see"])


def desks() -> list[Desk]:
    """Every unit in which somebody keeps a register, with who does what there."""
    offices = _offices()
    carriers = _carriers()
    units = list(Unit.objects.select_related("parent").order_by("path"))
    return [_desk(unit, offices, carriers) for unit in units if carriers[unit.pk, "documents.document.register"]]


def _offices() -> dict[int, Office]:
    holders = {t.post_id: t.person for t in Tenure.objects.on(timezone.localdate()).select_related("person")}
    return {post.pk: _office(post, holders.get(post.pk)) for post in Post.objects.select_related("unit")}


def _office(post: Post, holder: Person | None) -> Office:
    return Office(post.pk, holder.pk if holder else None, f"{holder.name if holder else '—'}, {post}")


def _carriers() -> dict[tuple[int, str], list[int]]:
    """Unit and permission to the posts that carry it there."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for mandate in Mandate.objects.order_by("post__rank", "pk"):
        for permission in mandate.permissions:
            found[mandate.unit_id, permission].append(mandate.post_id)
    return found


def _desk(unit: Unit, offices: dict[int, Office], carriers: dict[tuple[int, str], list[int]]) -> Desk:
    leader = carriers[unit.pk, "documents.document.instruct"][0]
    above = unit.parent_id if unit.parent_id and carriers[unit.parent_id, "tasks.task.assign"] else unit.pk
    owners = list(dict.fromkeys(carriers[unit.pk, "tasks.see"]))
    return Desk(
        unit=unit,
        clerk=offices[carriers[unit.pk, "documents.document.register"][-1]],
        leader=offices[leader],
        assigner=offices[next(iter(carriers[above, "tasks.task.assign"]), leader)],
        assigner_unit=above,
        owners=[offices[post] for post in owners if offices[post].person],
    )


def shared_out(found: Sequence[Desk], count: int, chance: Random) -> list[Desk]:
    """So many rows dealt to the units by their shares, in a mixed order as a year brings them."""
    shares = [SHARES[UnitKind(desk.unit.kind)] for desk in found]
    dealt = [desk for desk, share in zip(found, shares, strict=True) for _ in range(round(count * share / sum(shares)))]
    dealt += chance.choices(found, shares, k=max(0, count - len(dealt)))
    chance.shuffle(dealt)
    return dealt[:count]


def ordinary() -> Tenure:
    """The deputy secretary of a commune without cells: owns tasks, gives tasks, reads the commune's register."""
    communes = Unit.objects.filter(kind=UnitKind.COMMUNE_COMMITTEE, children=None).order_by("path")
    posts = Post.objects.filter(unit__in=communes, rank=PostRank.DEPUTY, tenures__isnull=False).order_by("unit__path")
    return _tenure(posts[0])


def clerk_of(unit: Unit) -> Actor:
    """The clerk of a unit's register."""
    mandate = Mandate.objects.filter(unit=unit, permissions__contains=["documents.document.register"]).order_by("-pk")[
        0
    ]
    tenure = _tenure(mandate.post)
    account = Account.objects.get(person=tenure.person).pk
    return actor_in(tenure, account_id=account, proof=SignedIn(account), among=[tenure])


def leader() -> Tenure:
    """The secretary of the provincial committee, who here sees every document and every task."""
    return _tenure(Post.objects.get(unit__code=ROOT, rank=PostRank.HEAD))


def _tenure(post: Post) -> Tenure:
    return Tenure.objects.on(timezone.localdate()).select_related("person", "post__unit").get(post=post)
