"""The organisation for the filled town: units, posts, people and what concerns them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.directory.tests.reforms import prepared
from baro.org.actions.checking import check_for
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect, open_term
from baro.org.handovers.actions.handing_over import hand_over
from baro.org.importing.actions.importing import bring, check
from baro.org.models import Absence, Handover, Import, Person, Post, PostRank, Tenure, TenureKind, Unit, UnitKind
from baro.org.posts.actions.appointing import appoint, release
from baro.org.posts.actions.opening import count_as, open_post
from baro.org.powers.actions import proposing
from baro.org.powers.actions.absences import declare_absence
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.staffing.actions.quotas import give_quota
from tests.filling import fills, names
from tests.powers.given import delegated
from tests.signing import sign_as_seen
from tests.world import SINCE, World

DAY = timedelta(days=1)
FOUNDER = Actor.system("world")


def today() -> Any:
    return timezone.localdate()


def opened(world: World, number: int) -> list[Post]:
    """New posts in the ward."""
    ward, here = world.unit("QN-HL").pk, Post.objects.count()
    facts: dict[str, Any] = {"rank": PostRank.STAFF, "since": today() - 90 * DAY, "by": world.kim}
    return [open_post(ward, name=f"Chuyên viên {here + at}", **facts) for at in range(number)]


def held(world: World, number: int, **when: Any) -> list[Tenure]:
    """New posts in the ward, each with somebody new."""
    known = Person.objects.count()
    facts = {"since": today() - 60 * DAY, "by": world.kim} | when
    return [appoint(post.pk, name=f"Ivy Mới {known + at}", **facts) for at, post in enumerate(opened(world, number))]


def leading(_world: World, name: str) -> Post:
    """A new post of the committee that signs for its office, as nobody who keeps the organisation there does."""
    signs = Carried("QN-VP", ("documents.document.sign",))
    (post,) = open_posts([Opening("QN", name, "", PostRank.DEPUTY, (signs,))], since=SINCE, by=FOUNDER)
    return post


def new_cells(_world: World, number: int) -> list[Unit]:
    """New cells of the ward."""
    here = Unit.objects.count()
    codes = [f"QN-HL-{here + at}" for at in range(number)]
    plans = [Founding(code, f"Chi bộ {code}", UnitKind.CELL, "QN-HL", "CB") for code in codes]
    return list(found(plans, since=SINCE, by=FOUNDER).values())


@fills("org.units", sees="kim")
def units(world: World, number: int) -> None:
    new_cells(world, number)


@fills("org.posts", sees="kim")
def posts(world: World, number: int) -> None:
    opened(world, number)


@fills("org.people", sees="kim")
def people(world: World, number: int) -> None:
    held(world, number)


@fills("org.members", sees="kim")
def members(world: World, number: int) -> None:
    known = Person.objects.count()
    new = [Member("member", name=f"Jan Ủy Viên {known + at}") for at in range(number)]
    elect(world.unit("QN-HL").pk, new, since=today() - 9 * DAY, by=world.kim)


@fills("org.delegations", sees="ada")
def delegations(world: World, number: int) -> None:
    """Every other one asks for a report."""
    for at in range(number):
        delegated(world, reports_until=None if at % 2 else today() + DAY)


@fills("org.handovers", sees="kim")
def handovers(world: World, number: int) -> None:
    """Of new people who left; every other one is signed by whoever keeps the organisation, and Ben follows."""
    for at, tenure in enumerate(held(world, number)):
        release(tenure.post_id, tenure.person_id, last=today() - DAY, reason="điều động", by=world.kim)
        if at % 2:
            appoint(tenure.post_id, world.ben.person_id, since=today(), by=world.kim)
            hand_over(Handover.objects.get(from_person=tenure.person_id).pk, remark="", by=world.kim)


@fills("org.proposals", sees="kim")
def proposals(world: World, number: int) -> None:
    """For the posts of new leaders of the committee; every other one is withdrawn."""
    for at in range(number):
        post = leading(world, f"Phó Bí thư {Post.objects.count()}")
        day = today() - DAY
        proposal = proposing.propose_appointment(
            post, person=None, name=f"Lan Mới {at}", kind=TenureKind.HOLDER, since=today(), until=None,
            basis="12-QĐ/TU", basis_on=day, by=world.kim,
        )  # fmt: skip
        if at % 2:
            proposing.withdraw_proposal(proposal.pk, reason="sai ngày", by=world.kim)


@fills("org.reorganisations", sees="kim")
def reorganisations(world: World, number: int) -> None:
    """In each of their first states; each dissolves a cell of its own."""
    cells = new_cells(world, number)
    for at, cell in enumerate(cells):
        plan = prepared(world, title=f"Giải thể {cell}")
        if at % 4 == 0:
            continue
        planning.dissolve(plan.pk, cell, successor=world.unit("QN-HL"), by=world.kim)
        if at % 4 > 1:
            reorganising.submit_plan(plan.pk, by=world.kim)
        if at % 4 > 2:
            sign_as_seen(plan.pk, by=world.ada)


@fills("org.term", sees="kim")
def terms(world: World, number: int) -> None:
    """Of new committees."""
    here = Unit.objects.count()
    codes = [f"QN-{here + at}" for at in range(number)]
    plans = [Founding(code, f"Đảng ủy {code}", UnitKind.COMMUNE_COMMITTEE, "QN", "ĐU") for code in codes]
    for unit in found(plans, since=SINCE, by=FOUNDER).values():
        open_term(unit.pk, name="2025-2030", congress=today() - DAY, by=world.kim)


@fills("org.staffing", sees="kim")
def staffing(world: World, number: int) -> None:
    """Units with a counted post, held by somebody, and a quota."""
    for unit in new_cells(world, number):
        facts: dict[str, Any] = {"rank": PostRank.HEAD, "since": today() - 90 * DAY, "quota": "civil_servant"}
        post = open_post(unit.pk, name="Bí thư", by=world.kim, **facts)
        appoint(post.pk, name=f"Ken {unit.code}", since=today() - 60 * DAY, by=world.kim)
        give_quota([unit.pk], kind="civil_servant", number=2, since=today(), decision="12-QĐ/TU", by=world.kim)


@fills("org.quotas", sees="kim")
def quotas(world: World, number: int) -> None:
    units = [unit.pk for unit in new_cells(world, number)]
    give_quota(units, kind="civil_servant", number=2, since=SINCE, decision="12-QĐ/TU", by=world.kim)


@fills("org.staffing.posts", sees="kim")
def counted(world: World, number: int) -> None:
    since = today() - 9 * DAY
    count_as([one.post_id for one in held(world, number)], kind="civil_servant", since=since, by=world.kim)


@fills("org.absence", sees="eve")
def absences(world: World, number: int) -> None:
    begun = Absence.objects.count()
    for at in range(begun, begun + number):
        declare_absence(today() + 3 * at * DAY, today() + (3 * at + 1) * DAY, "sick_leave", by=world.eve)


@fills("org.import", sees="kim")
def imports(world: World, number: int) -> None:
    content = b"code,name,kind,parent,suffix,since\nQN-HT,X,Commune committee,QN,X,01/07/2025\n"
    for _ in range(number):
        check(bring("units.csv", content, by=world.kim).pk, by=world.kim)


@fills("org.checkcount", sees="kim")
def counts(world: World, _number: int) -> None:
    check_for(world.kim.post_id, today=today())


@names("org.imports.one", "org.imports.rows", "org.imports.carry_in", sees="kim")
def brought(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": newest(Import.objects.visible_to(world.kim))}


@names("org.absence.end", sees="eve")
def away(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": newest(Absence.objects.visible_to(world.eve).on(today()))}


@names("org.absence.cancel", sees="eve")
def going_away(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": newest(Absence.objects.visible_to(world.eve))}


@names("org.post.open", "org.export", "org.imports.template", "org.plans.template", sees="kim")
def keeping(_world: World, _client: Client) -> dict[str, Any]:
    return {}


@names("org.post.correct_tenure", sees="kim")
def tenure(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": newest(Tenure.objects.filter(post=world.gus.post_id))}


@names("org.check", sees="kim", everybody=True)
def check_of_posts(_world: World, _client: Client) -> dict[str, Any]:
    return {"code": "org.headless"}


@names("org.attached", sees="kim")
def kind_of_thing(_world: World, _client: Client) -> dict[str, Any]:
    return {"code": "documents.leads"}


def newest(rows: Any) -> int:
    return int(rows.order_by("-pk").values_list("pk", flat=True)[0])
