"""Nothing is written by somebody whose session, account, tenure, mandate or grant ended before the commit."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test.client import FakePayload
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions.drafting import draft
from baro.documents.actions.signing import sign
from baro.documents.models import Document
from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor
from baro.org.confirming import SignedIn
from baro.org.models import Account, Tenure
from baro.org.posts.actions.appointing import release
from baro.org.powers.actions.absences import declare_absence, end_absence
from baro.org.powers.actions.delegating import revoke
from baro.org.powers.actions.mandating import set_mandate
from baro.org.powers.actions.way_back import let_keep_all
from baro.org.queries import actor_in
from baro.trail.models import Event
from tests.powers.given import by_two, delegated

DAY = timedelta(days=1)
STORM = int(os.environ.get("STORM", "300"))  # 10,000 by hand: STORM=10000 pytest -k storm


def signed_in(world, actor):
    """The persona as a page knows them: with an account and a session."""
    account, session = world.account(actor).pk, world.browser(actor).session.session_key
    held = Tenure.objects.current().select_related("person", "post__unit")
    tenure = held.get(person=actor.person_id, post=actor.post_id)
    return actor_in(tenure, among=[tenure], account_id=account, proof=SignedIn(account, session))


def released(world, actor):
    yesterday = timezone.localdate() - DAY
    kim = world.account(world.kim).person  # the last who keeps the organisation is never released
    let_keep_all(kim, by=Actor.system("world"))
    release(actor.post_id, actor.person_id, last=yesterday, reason="Nghỉ", by=by_two(world))


def narrowed(world, actor):
    """Kim takes the drafting from Clo's post in the office."""
    set_mandate(actor.post_id, world.unit("QN-VP"), here=["documents.see"], below=[], by=world.kim)


ENDS = {
    "the tenure": released,
    "a power of the mandate": narrowed,
    "the account": lambda world, actor: Account.objects.filter(person=actor.person_id).update(is_active=False),
    "the session": lambda world, actor: Session.objects.all().delete(),
    "the session's time": lambda world, actor: Session.objects.update(expire_date=timezone.now()),
}


def drafted(world, by):
    return draft(
        unit=world.unit("QN-VP"),
        type="notice",
        abstract="về lịch",
        body="Lịch",
        recipients=[world.unit("QN-HL")],
        by=by,
    )


@pytest.mark.parametrize("end", ENDS)
def test_nothing_new_is_written_after_it_ended(world, end):
    clo = signed_in(world, world.clo)
    assert drafted(world, clo).pk
    ENDS[end](world, clo)
    before = Event.objects.count()
    with pytest.raises(NotPermitted, match="ended meanwhile"):
        drafted(world, clo)
    assert (Event.objects.count(), Document.objects.count()) == (before, 1)


@pytest.mark.parametrize("end", ["the tenure", "the account", "the session"])
def test_nothing_is_changed_after_it_ended(world, end):
    document, ada = world.submitted(), signed_in(world, world.ada)
    ENDS[end](world, ada)
    with pytest.raises(NotPermitted, match="ended meanwhile"):
        sign(document.pk, digest=document.digest, by=ada)
    document.refresh_from_db()
    assert document.symbol == ""


def _revoked(world, record):
    revoke(record.pk, reason="Thôi", by=world.ada)


def _giver_left(world, record):
    released(world, world.ada)


def _giver_lost_it(world, record):
    set_mandate(record.delegator_id, world.unit("QN-VP"), here=["documents.see"], below=[], by=by_two(world))


@pytest.mark.parametrize("end", [_revoked, _giver_left, _giver_lost_it])
def test_a_grant_that_ended_signs_nothing(world, end):
    record = delegated(world, to=("QN-VP", "Chuyên viên"))
    document, ben = world.submitted(), signed_in(world, world.ben)
    end(world, record)
    with pytest.raises(NotPermitted, match="ended meanwhile"):
        sign(document.pk, digest=document.digest, by=ben)


def test_a_grant_for_an_absence_ends_with_it(world):
    today = timezone.localdate()
    delegated(world, to=("QN-VP", "Chuyên viên"), only_in_absence=True)
    away = declare_absence(today, today + 3 * DAY, "annual_leave", by=world.ada)
    document, ben = world.submitted(), signed_in(world, world.ben)
    end_absence(away.pk, by=world.ada)
    with pytest.raises(NotPermitted, match="ended meanwhile"):
        sign(document.pk, digest=document.digest, by=ben)


def test_powers_that_were_added_meanwhile_hinder_nobody(world):
    document, ada = world.submitted(), signed_in(world, world.ada)
    delegated(world, delegator="chi", to=("QN", "Bí thư"), permissions=("documents.document.draft",))
    assert sign(document.pk, digest=document.digest, by=ada).symbol


class Trickle(FakePayload):
    """A body that comes so slowly that something happens before its last byte."""

    def __init__(self, content, happens):
        super().__init__(content)
        self.happens, self.left = happens, len(content)

    def read(self, size=None):
        self.left -= size or self.left
        if self.left <= 0 and self.happens:
            happens, self.happens = self.happens, None
            happens()
        return super().read(size)


@pytest.mark.parametrize("end", ["the tenure", "the account", "the session"])
def test_a_body_that_trickles_in_is_sent_by_who_they_are_at_its_end(world, end):
    document, browser = world.registered(), world.browser(world.chi)
    content = b"leader=%d&proposal=Kinh+trinh" % world.ada.post_id
    body = Trickle(content, lambda: ENDS[end](world, world.chi))
    answer = browser.request(
        REQUEST_METHOD="POST",
        PATH_INFO=reverse("documents.document.present", args=[document.pk]),
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(content)),
        **{"wsgi.input": body},
    )
    assert body.happens is None
    assert answer.status_code == (403 if end == "the tenure" else 302)
    document.refresh_from_db()
    assert document.state == "registered"
    assert not Event.objects.done("documents.document.present").exists()


def test_without_an_end_the_same_body_is_taken(world):
    document, browser = world.registered(), world.browser(world.chi)
    content = b"leader=%d&proposal=Kinh+trinh" % world.ada.post_id
    browser.request(
        REQUEST_METHOD="POST",
        PATH_INFO=reverse("documents.document.present", args=[document.pk]),
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(content)),
        **{"wsgi.input": Trickle(content, lambda: None)},
    )
    document.refresh_from_db()
    assert document.state == "presented"


def in_own_connection(act):
    def acting(*args, **options):
        try:
            return act(*args, **options)
        finally:
            connection.close()

    return acting


def test_a_lock_that_is_held_gives_no_time(committed_world):
    world = committed_world
    record = delegated(world, to=("QN-VP", "Chuyên viên"))
    document, ben = world.submitted(), signed_in(world, world.ben)
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            Document.objects.select_for_update().get(pk=document.pk)
            signing = other.submit(in_own_connection(sign), document.pk, digest=document.digest, by=ben)
            assert wait([signing], timeout=0.5).not_done
            with ThreadPoolExecutor(1) as third:
                third.submit(in_own_connection(revoke), record.pk, reason="Thôi", by=world.ada).result(timeout=10)
        with pytest.raises(NotPermitted, match="ended meanwhile"):
            signing.result(timeout=10)
    document.refresh_from_db()
    assert document.symbol == ""


@pytest.mark.slow  # hundreds of deeds against hundreds of ends is what it is about
def test_in_a_storm_of_ends_nothing_slips_through(committed_world):  # noqa: C901 - three at once, in one place
    world = committed_world
    clo, unit = signed_in(world, world.clo), world.unit("QN-VP")
    kim, slipped, taken, refused = world.kim, [], [], []
    over = False

    @in_own_connection
    def drafts(_n):
        while not over:
            try:
                taken.append(drafted(world, clo).pk)
            except NotPermitted:
                refused.append(1)

    @in_own_connection
    def ends():
        for _round in range(STORM):
            set_mandate(clo.post_id, unit, here=["documents.see"], below=[], by=kim)
            before, tried, until = Document.objects.count(), len(refused), time.monotonic() + 5
            while len(refused) < tried + 2 and time.monotonic() < until:
                time.sleep(0.0005)
            slipped.append(Document.objects.count() - before)
            if slipped[-1]:
                break
            set_mandate(clo.post_id, unit, here=[scope.permission for scope in here], below=[], by=kim)

    here = [scope for scope in clo.scopes if scope.root == unit.path]
    with ThreadPoolExecutor(3) as storm:
        drafting = [storm.submit(drafts, n) for n in range(2)]
        try:
            storm.submit(ends).result(timeout=600)
        finally:
            over = True
        for one in drafting:
            one.result(timeout=30)
    assert set(slipped) == {0}
    assert taken
    assert len(refused) >= 2 * STORM
