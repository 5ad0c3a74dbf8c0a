"""No orphan permission: every check has a town that breaks it and one that does not, and each count opens its rows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.rulebook import in_force
from baro.org.actions.checking import check_for
from baro.org.checks import check_of, checks
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import CheckCount, Mandate, Person, Post, PostRank, TenureKind, Term, Unit
from baro.org.posts.actions.appointing import appoint, release
from baro.org.posts.actions.opening import count_as, open_post
from baro.org.powers.tests.test_reporting_on import late
from baro.org.rulebook import Retirement
from baro.org.staffing.actions.quotas import give_quota
from baro.tasks.actions.assigning import assign
from baro.trail.models import Notice
from tests.guards.declared import SOURCE
from tests.powers.given import by_two, delegated

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


def given(world, unit="QN-HL", post="Bí thư"):
    return assign(
        work="Lập danh sách",
        product="Danh sách",
        authority="Ban Thường vụ",
        unit=world.unit(unit),
        owner_post=world.post(unit, post),
        accountable_post=world.post(unit, post),
        due_on=world.working_day,
        by=world.ada,
    )


def vacated(world):
    """Eve has left Hà Lầm; her task stays with the post."""
    task, eve = given(world), world.eve
    release(eve.post_id, eve.person_id, last=YESTERDAY, reason="nghỉ hưu", by=by_two(world))
    return task


def unsigned(world):
    """Eve left the day before yesterday and was followed by nobody; what was on hand was handed over to nobody."""
    given(world)
    release(world.eve.post_id, world.eve.person_id, last=YESTERDAY - timedelta(days=1), reason="x", by=by_two(world))


def acted(world):
    """Gus acts in the post that Eve holds."""
    appoint(world.eve.post_id, world.gus.person_id, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))


def closed(world):
    """A unit was closed behind the back of the reorganisation."""
    given(world)
    Unit.objects.filter(code="QN-HL").update(closed_on=YESTERDAY)


def lost(world):
    closed(world)
    Mandate.objects.create(post=world.post("QN", "Bí thư"), unit=world.unit("QN-HL"), permissions=["org.see"])


def closed_post(world):
    Post.objects.filter(pk=world.eve.post_id).update(closed_on=YESTERDAY)


def termless(world):
    Term.objects.filter(unit=world.unit("QN-CX")).delete()


def too_few(world):
    Term.objects.filter(unit=world.unit("QN-CX")).update(seats=3)
    elect(world.unit("QN-CX").pk, [Member("member", name="Ivy Mới")], since=TODAY, by=world.kim)


def too_many(world):
    ids = [world.post("QN-CX", name).pk for name in ("Bí thư", "Văn thư")]
    count_as(ids, kind="cadre", since=TODAY, by=world.kim)
    give_quota([world.unit("QN-CX").pk], kind="cadre", number=1, since=TODAY, decision="1-QĐ/TU", by=world.kim)


def retired(world, soon=False):
    """Eve reaches the age of retirement, or has passed it."""
    rule = in_force(Retirement, on=TODAY).body
    born_on = rule.last_birth("male", TODAY + timedelta(days=70 if soon else 0))
    Person.objects.filter(pk=world.eve.person_id).update(born_on=born_on, sex="male")


def retiring(world):
    retired(world, soon=True)


def sits_on(world):
    retired(world)
    Term.objects.filter(unit=world.unit("QN-CX")).update(period=(TODAY, None))
    eve = Person.objects.get(pk=world.eve.person_id)
    elect(world.unit("QN-CX").pk, [Member("member", eve)], since=TODAY, by=world.kim)


def left_after_granting(world):
    """Ada granted powers and left."""
    delegated(world)
    release(world.ada.post_id, world.ada.person_id, last=YESTERDAY, reason="nghỉ hưu", by=by_two(world))


BREAKS = {
    "org.lapsed_delegations": (left_after_granting, 1),
    "org.reports_owed": (late, 1),
    "org.handovers_late": (unsigned, 1),
    "org.ends_soon": (retiring, 1),
    "org.ended_by_law": (retired, 1),
    "org.members_by_law": (sits_on, 1),
    "org.over_quota": (too_many, 1),
    "org.no_term": (termless, 1),
    "org.below_quorum": (too_few, 1),
    "tasks.without_owner": (vacated, 1),
    "tasks.of_the_closed": (closed, 1),
    "org.headless": (vacated, 1),
    "org.two_holders": (acted, 1),
    "org.over_closed": (lost, 4),
    "org.closed_held": (closed_post, 1),
}


def untried(codes):
    """The checks that neither are broken here nor are named in the tests of their part."""
    return [code for code in codes if code not in BREAKS and code not in _named_by_tests_of(code)]


def _named_by_tests_of(code):
    for path in (SOURCE / code.partition(".")[0] / "tests").glob("test_*.py"):
        yield from re.findall(r'check_of\("([\w.]+)"\)', path.read_text(encoding="utf-8"))


def test_every_check_is_tried_here_or_in_its_part():
    assert not untried(one.code for one in checks())


def test_a_check_that_nobody_tries_is_found():
    assert untried(["org.forgotten", "org.headless"]) == ["org.forgotten"]


@pytest.mark.parametrize("code", BREAKS)
def test_a_check_finds_what_breaks_it_and_nothing_in_order(world, code):
    breaks, count = BREAKS[code]
    given(world, unit="QN-CX")
    ordinary = set(check_of(code).rows(TODAY))
    breaks(world)
    assert len(set(check_of(code).rows(TODAY)) - ordinary) == count


def test_who_acts_in_a_post_is_a_live_holder(world):
    task = vacated(world)
    assert task in check_of("tasks.without_owner").rows(TODAY)
    appoint(task.owner_post_id, world.gus.person_id, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))
    assert task not in check_of("tasks.without_owner").rows(TODAY)
    assert world.unit("QN-HL") not in check_of("org.headless").rows(TODAY)


def test_a_standing_committee_needs_no_head_of_its_own(world):
    for code in ("QN-BTV", "QN-HL-CB"):
        open_post(world.unit(code).pk, name="Ủy viên", rank=PostRank.STAFF, since=TODAY, by=world.kim)
    release(world.fay.post_id, world.fay.person_id, last=YESTERDAY, reason="x", by=by_two(world))
    assert [unit.code for unit in check_of("org.headless").rows(TODAY)] == ["QN-HL-CB"]


@pytest.mark.parametrize("code", BREAKS)
def test_every_count_opens_exactly_its_rows(world, code):
    client = world.browser(world.kim if check_of(code).kept_only else world.chi)
    BREAKS[code][0](world)
    page = client.get(reverse("org.checks"))
    shown = {one.check.code: one.count for one in [*page.context["broken"], *page.context["kept"]]}
    assert client.get(reverse("org.check", args=[code])).context["list"].count == shown[code]


@pytest.mark.parametrize("code", [one.code for one in checks() if one.section])
def test_a_row_leads_to_the_part_of_the_page_where_it_is_mended(world, code):
    BREAKS[code][0](world)
    one, client = check_of(code), world.browser(world.kim)
    listed = client.get(reverse("org.check", args=[code])).text
    address = re.search(rf'href="(/units/\d+/)#{one.section}"', listed)
    assert address, "the rows lead there"
    assert f'id="{one.section}"' in client.get(address[1]).text


def test_others_see_only_what_they_see_anyway(world):
    vacated(world)
    assert not check_of("tasks.without_owner").rows_for(world.dov, TODAY).exists()
    assert world.browser(world.dov).get(reverse("org.check", args=["org.headless"])).context["list"].count == 0


def test_a_count_of_nothing_says_so_and_begins_nothing(world):
    page = world.browser(world.kim).get(reverse("org.check", args=["org.over_quota"]))
    assert page.context["list"].count == 0
    assert "No row is counted here" in page.text
    assert not page.context["list"].created_here()


def test_a_check_that_nobody_declares_is_not_found(world):
    assert world.browser(world.ada).get(reverse("org.check", args=["x"])).status_code == 404


def test_the_keeper_is_told_when_a_count_rises_and_only_then(world):
    kim = world.kim
    check_for(kim.post_id, today=TODAY)
    before = Notice.objects.filter(post_id=kim.post_id).count()
    vacated(world)
    risen = check_for(kim.post_id, today=TODAY)
    assert {row.check_code for row in risen} == {"tasks.without_owner", "org.headless"}
    told = Notice.objects.filter(post_id=kim.post_id)
    assert told.count() == before + 2
    assert "vacant”: 1, before 0" in " ".join(notice.event.sentence for notice in told)
    assert check_for(kim.post_id, today=TODAY) == []


def test_after_a_count_fell_its_next_rise_is_told(world):
    kim, task = world.kim, vacated(world)
    check_for(kim.post_id, today=TODAY)
    appoint(task.owner_post_id, world.gus.person_id, since=TODAY, by=by_two(world))
    assert check_for(kim.post_id, today=TODAY) == []
    assert CheckCount.objects.get(post=kim.post_id, check_code="tasks.without_owner").count == 0
    release(task.owner_post_id, world.gus.person_id, last=TODAY, reason="điều động", by=by_two(world))
    assert check_for(kim.post_id, today=TODAY + timedelta(days=1))


def test_the_night_asks_for_every_keeper(world):
    from procrastinate.contrib.django import app
    from procrastinate.testing import InMemoryConnector

    from baro.org import jobs

    vacated(world)
    queue = InMemoryConnector()
    with app.replace_connector(queue):
        for _twice in range(2):
            jobs.check_organisation(int(timezone.now().timestamp()))
    waiting = [job["args"] for job in queue.jobs.values()]
    assert [args["post_id"] for args in waiting] == [world.kim.post_id]
    jobs.check_for_keeper(**waiting[0])
    assert CheckCount.objects.filter(post=world.kim.post_id).count() == sum(one.told for one in checks())


def test_the_page_of_a_post_says_who_held_it(world):
    eve = world.eve
    url = reverse("org.post", args=[eve.post_id])
    release(eve.post_id, eve.person_id, last=YESTERDAY, reason="nghỉ hưu", by=by_two(world))
    appoint(eve.post_id, Person.objects.create(name="Ivy Mới").pk, since=TODAY + timedelta(days=3), by=by_two(world))
    page = world.browser(world.kim).get(url)
    assert [(one.tenure.person.name.split()[0], one.is_planned) for one in page.context["held"]] == [
        ("Ivy", True),
        ("Eve", False),
    ]
    assert page.context["vacant"]
    assert world.browser(world.dov).get(url).status_code == 404
