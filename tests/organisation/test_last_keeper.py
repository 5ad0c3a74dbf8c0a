"""No deed takes the powers over the organisation from the last who has them; and the way back on the server."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from baro.config.command import baro
from baro.kernel.errors import Refused
from baro.org.accounts.actions import keeping
from baro.org.actors import Actor
from baro.org.models import Account, Mandate, Person, Tenure, TenureKind
from baro.org.posts.actions.appointing import appoint, correct_tenure, release
from baro.org.posts.actions.opening import close_post
from baro.org.powers.actions.mandating import set_mandate
from baro.org.powers.actions.way_back import let_keep_all
from baro.org.powers.last_keeper import KEPT, nobody_from
from tests.world import World

TODAY = timezone.localdate()
DAY = timedelta(days=1)
SYSTEM = Actor.system("test")
REFUSED = "First give it to a second person"


def kept_by_one(world):
    """Kim alone has every power over the organisation, as after a set-up; gives the post."""
    post = world.post("QN-VP", "Chuyên viên tổ chức")
    set_mandate(world.post("QN", "Bí thư").pk, world.unit("QN"), here=["org.see"], below=["org.see"], by=SYSTEM)
    set_mandate(post.pk, world.unit("QN"), here=[], below=["org.see", *KEPT], by=SYSTEM)
    world.account(world.kim)
    return post


def second(world, **until):
    """Ben, with an account, acts in the post of the keeper."""
    world.account(world.ben)
    return appoint(
        world.post("QN-VP", "Chuyên viên tổ chức").pk,
        world.ben.person_id,
        since=TODAY,
        kind=TenureKind.ACTING,
        by=SYSTEM,
        **until,
    )


def test_the_own_post_of_the_last_is_not_released_and_the_page_says_what_to_do(world):
    post = kept_by_one(world)
    browser = world.browser(world.kim)
    address = reverse("org.post.release", args=[post.pk])
    typed = {"person": world.kim.person_id, "last": TODAY.isoformat(), "reason": "Chuyển công tác", "digest": ""}
    answer = browser.post(address, typed)
    assert REFUSED in answer.content.decode()
    assert Tenure.objects.on(TODAY + DAY).filter(post=post).exists()


def test_with_a_second_person_it_is(world):
    post = kept_by_one(world)
    second(world)
    release(post.pk, world.kim.person_id, last=TODAY, reason="Chuyển công tác", by=SYSTEM)
    assert set(nobody_from().values()) == {None}


def test_a_second_person_without_an_account_is_none_and_neither_is_one_for_a_week(world):
    post = kept_by_one(world)
    acting = second(world, until=TODAY + 7 * DAY)
    with pytest.raises(Refused, match=REFUSED):
        release(post.pk, world.kim.person_id, last=TODAY, reason="Đi", by=SYSTEM)
    Tenure.objects.filter(pk=acting.pk).update(period=(TODAY, None))
    Account.objects.filter(person=world.ben.person_id).update(is_active=False)
    with pytest.raises(Refused, match=REFUSED):
        release(post.pk, world.kim.person_id, last=TODAY, reason="Đi", by=SYSTEM)


def close_account(world, post):
    keeping.close_one(world.account(world.kim).pk, by=SYSTEM)


def withdraw(world, post):
    set_mandate(post.pk, world.unit("QN"), here=[], below=["org.see", "org.organise", "org.decide"], by=SYSTEM)


def correct(world, post):
    held = Tenure.objects.on(TODAY).get(post=post)
    correct_tenure(post.pk, held.pk, first=held.period.lower, last=TODAY - DAY, reason="Nhầm ngày", by=SYSTEM)


def close(world, post):
    close_post(post.pk, successor=world.post("QN-VP", "Chuyên viên"), reason="Sắp xếp lại", by=SYSTEM)


@pytest.mark.parametrize("deed", [close_account, withdraw, correct, close], ids=lambda deed: deed.__name__)
def test_every_deed_that_would_leave_nobody_is_refused(world, deed):
    post = kept_by_one(world)
    before = nobody_from()
    with pytest.raises(Refused, match=REFUSED):
        deed(world, post)
    assert nobody_from() == before == dict.fromkeys(KEPT)


def test_where_nobody_keeps_everything_nothing_is_refused(world):
    post = world.post("QN-VP", "Chuyên viên tổ chức")
    release(post.pk, world.kim.person_id, last=TODAY, reason="Đi", by=SYSTEM)
    assert not Tenure.objects.on(TODAY + DAY).filter(post=post).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_keepers_who_go_at_one_moment_one_stays():
    world = World()
    post = kept_by_one(world)
    second(world)
    said = []

    def go(person):
        try:
            release(post.pk, person, last=TODAY, reason="Đi", by=SYSTEM)
            said.append("went")
        except Refused:
            said.append("stayed")
        finally:
            connection.close()

    both = [threading.Thread(target=go, args=[one.person_id]) for one in (world.kim, world.ben)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["stayed", "went"]
    assert set(nobody_from().values()) == {None}


def test_the_way_back_appoints_to_the_post_that_keeps(world):
    post = kept_by_one(world)
    Tenure.objects.filter(post=post).delete()  # as a version without this guard left it
    Account.objects.create(username="ben", person_id=world.ben.person_id, is_active=False)
    done = CliRunner().invoke(baro, ["account", "keeper", "ben"])
    assert done.exit_code == 0, done.output
    assert "keeps the whole organisation as “Chuyên viên tổ chức”" in done.output
    assert Tenure.objects.on(TODAY).get(post=post).kind == TenureKind.HOLDER
    assert set(nobody_from().values()) == {None}


def test_where_somebody_holds_that_post_the_way_back_lets_another_act(world):
    post = kept_by_one(world)
    let_keep_all(Person.objects.get(pk=world.ben.person_id), by=SYSTEM)
    assert Tenure.objects.on(TODAY).get(post=post, person=world.ben.person_id).kind == TenureKind.ACTING


def test_where_no_post_has_the_powers_the_own_post_gets_them_beside_its_own(world):
    post = let_keep_all(Person.objects.get(pk=world.chi.person_id), by=SYSTEM)
    assert post == world.post("QN-VP", "Chánh Văn phòng")
    carried = {one for row in Mandate.objects.filter(post=post, unit=world.unit("QN")) for one in row.permissions}
    assert {*KEPT, "installation.keep", "documents.document.present", "statistics.see"} <= carried


def test_who_holds_no_post_is_not_let_in_where_no_post_keeps(world):
    with pytest.raises(Refused, match="holds no post today"):
        let_keep_all(Person.objects.create(name="Ai Đó"), by=SYSTEM)
