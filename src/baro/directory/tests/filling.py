"""The organisation for the filled town: units, posts, people and what concerns them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.directory.tests.reforms import prepared
from baro.org.actions.appointing import appoint, release
from baro.org.actions.being_away import be_away
from baro.org.actions.checking import check_for
from baro.org.actions.committees import Member, elect
from baro.org.actions.founding import Founding, found
from baro.org.actions.importing import bring, check
from baro.org.actions.posts import count_as, open_post
from baro.org.actions.quotas import give_quota
from baro.org.actors import Actor
from baro.org.models import Absence, Import, Person, Post, PostRank, Tenure, Unit, UnitKind
from tests.filling import fills, names
from tests.powers.given import granted
from tests.world import SINCE, World

DAY = timedelta(days=1)


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


@fills("org.units", sees="kim")
def units(world: World, number: int) -> None:
    here = Unit.objects.count()
    cells = (f"QN-HL-{here + at}" for at in range(number))
    found([Founding(code, f"Chi bộ {code}", UnitKind.CELL, "QN-HL", "CB") for code in cells], since=SINCE, by=FOUNDER)


FOUNDER = Actor.system("world")


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


@fills("org.grants", sees="ada")
def grants(world: World, number: int) -> None:
    for _ in range(number):
        granted(world)


@fills("org.handovers", sees="kim")
def handovers(world: World, number: int) -> None:
    for tenure in held(world, number):
        release(tenure.post_id, tenure.person_id, last=today() - DAY, reason="điều động", by=world.kim)


@fills("org.reorganisations", sees="kim")
def reorganisations(world: World, number: int) -> None:
    for at in range(number):
        prepared(world, title=f"Sắp xếp {at}")


@fills("org.staffing", sees="kim")
def staffing(world: World, number: int) -> None:
    """Units with a counted post, held by somebody, and a quota."""
    here = Unit.objects.count()
    codes = [f"QN-HL-{here + at}" for at in range(number)]
    plans = [Founding(code, f"Chi bộ {code}", UnitKind.CELL, "QN-HL", "CB") for code in codes]
    for unit in found(plans, since=SINCE, by=FOUNDER).values():
        facts: dict[str, Any] = {"rank": PostRank.HEAD, "since": today() - 90 * DAY, "quota": "civil_servant"}
        post = open_post(unit.pk, name="Bí thư", by=world.kim, **facts)
        appoint(post.pk, name=f"Ken {unit.code}", since=today() - 60 * DAY, by=world.kim)
        give_quota([unit.pk], kind="civil_servant", number=2, since=today(), decision="12-QĐ/TU", by=world.kim)


@fills("org.staffing.posts", sees="kim")
def counted(world: World, number: int) -> None:
    since = today() - 9 * DAY
    count_as([one.post_id for one in held(world, number)], kind="civil_servant", since=since, by=world.kim)


@fills("org.absence", sees="eve")
def absences(world: World, number: int) -> None:
    begun = Absence.objects.count()
    for at in range(begun, begun + number):
        be_away(today() + 3 * at * DAY, today() + (3 * at + 1) * DAY, "sick_leave", by=world.eve)


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


@names("org.absence.end", "org.absence.cancel", sees="eve")
def away(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": newest(Absence.objects.visible_to(world.eve))}


@names("org.post.correct_tenure", sees="kim")
def tenure(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": newest(Tenure.objects.filter(post=world.eve.post_id))}


@names("org.check", sees="kim", everybody=True)
def check_of_posts(_world: World, _client: Client) -> dict[str, Any]:
    return {"code": "org.headless"}


@names("org.attached", sees="kim")
def kind_of_thing(_world: World, _client: Client) -> dict[str, Any]:
    return {"code": "documents.documents"}


def newest(rows: Any) -> int:
    return int(rows.order_by("-pk").values_list("pk", flat=True)[0])
