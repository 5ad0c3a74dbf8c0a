"""Sending a cascade: a task for each recipient, exactly to those who were looked at."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.cascades.actions import sending
from baro.cascades.models import Recipient
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import add_working_days
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.models import PostRank, UnitKind
from baro.org.posts.actions.appointing import release
from baro.tasks.models import Task
from baro.trail.models import Event, Notice
from baro.trail.replaying import strange_records
from tests.powers.given import by_two

TODAY = timezone.localdate()


def test_each_recipient_gets_a_task_of_its_head(given, world):
    cascade = given.sent()
    owners = set(Recipient.objects.values_list("unit__code", "task__owner_post__name", "task__due_on"))
    assert owners == {("QN-HL", "Bí thư", world.working_day), ("QN-CX", "Bí thư", world.working_day)}
    assert Notice.objects.filter(reason="assigned").count() == 2
    told = Event.objects.about(cascade)[0]
    assert told.verb_code == "cascades.cascade.send"
    assert (told.facts["count"], told.facts["left"]) == (2, 0)
    assert not list(strange_records())


def test_it_is_sent_once(given, world):
    cascade = given.sent()
    with pytest.raises(Refused, match="not possible any more"):
        sending.send(cascade.pk, seen=sending.look(cascade, by=world.chi).digest, by=world.chi)
    assert Task.objects.count() == 2


def test_who_joined_since_somebody_looked_is_named_before_anything_is_sent(given, world):
    cascade = given.drafted()
    seen = sending.look(cascade, by=world.chi).digest
    ward(world, "QN-NEW", "Đảng ủy phường Mới")
    with pytest.raises(Refused, match="new: Đảng ủy phường Mới"):
        sending.send(cascade.pk, seen=seen, by=world.chi)
    assert not Task.objects.exists()
    foreseen = sending.look(cascade, by=world.chi)
    assert [str(unit) for unit in foreseen.joined] == ["Đảng ủy phường Mới"]
    sending.send(cascade.pk, seen=foreseen.digest, by=world.chi)
    assert Recipient.objects.count() == 3


def test_a_unit_without_a_head_is_left_out_named_and_reached_later(given, world):
    release(
        world.dov.post_id,
        world.dov.person_id,
        last=TODAY - timedelta(days=1),
        reason="nghỉ hưu",
        by=by_two(world, "QN-CX"),
    )
    cascade = given.drafted()
    foreseen = sending.look(cascade, by=world.chi)
    assert [(str(unit), "no head" in why) for unit, why in foreseen.left_out] == [("Đảng ủy phường Cao Xanh", True)]
    cascade = given.sent(cascade)
    assert list(Recipient.objects.values_list("unit__code", flat=True)) == ["QN-HL"]
    later = sending.look(cascade, by=world.chi)
    assert [unit.code for unit in later.recipients.units] == ["QN-CX"]


def test_further_units_receive_it_and_nobody_twice(given, world):
    cascade = given.sent()
    with pytest.raises(Refused, match="All units of this cascade have received it"):
        sending.send_more(cascade.pk, seen="", by=world.chi)
    ward(world, "QN-NEW", "Đảng ủy phường Mới")
    seen = sending.look(cascade, by=world.chi).digest
    sending.send_more(cascade.pk, seen=seen, by=world.chi)
    assert Recipient.objects.filter(cascade=cascade).count() == 3
    assert not list(strange_records())


def test_the_deadline_counts_from_the_day_of_sending(given):
    cascade = given.sent(due_on=None, due_within=7)
    assert cascade.due_on == add_working_days(TODAY, 7)
    assert set(Task.objects.values_list("due_on", flat=True)) == {cascade.due_on}


def test_a_saved_set_is_a_rule(given):
    cascade = given.sent(below=None, kind="", named=given.saved("QN-CX"))
    assert [one.unit.code for one in cascade.recipients.all()] == ["QN-CX"]


def test_only_the_unit_that_gives_it_sends_it(given, world):
    cascade = given.drafted()
    with pytest.raises(NotPermitted):
        sending.send(cascade.pk, seen="", by=world.ada)
    with pytest.raises(Http404):
        sending.send(cascade.pk, seen="", by=world.dov)


def test_those_that_are_missing_are_urged_in_one_act(given, world):
    cascade = given.sent()
    given.answered(cascade, number=Decimal(3))
    sending.remind(cascade.pk, words="Đề nghị gửi số liệu", by=world.chi)
    assert dict(Task.objects.values_list("unit__code", "urged_count")) == {"QN-HL": 0, "QN-CX": 1}
    assert Event.objects.about(cascade)[0].facts["count"] == 1
    given.answered(cascade, "QN-CX", number=Decimal(4))
    with pytest.raises(Refused, match="No answer is missing"):
        sending.remind(cascade.pk, words="Đề nghị gửi số liệu", by=world.chi)


def test_a_closed_cascade_can_be_opened_again(given, world):
    cascade = sending.close(given.sent().pk, words="Đã đủ", by=world.chi)
    assert "accepted: 0 of 2" in Event.objects.about(cascade)[0].sentence
    with pytest.raises(Refused):
        sending.remind(cascade.pk, words="x", by=world.chi)
    assert sending.reopen(cascade.pk, reason="Còn thiếu", by=world.chi).state == "sent"


def test_sending_to_many_costs_as_many_statements_as_to_few(given, world):
    few, many = given.drafted(), None
    with CaptureQueriesContext(connection) as cost_of_few:
        given.sent(few)
    cells(world, 30)
    many = given.drafted(kind=UnitKind.CELL, below=world.unit("QN-CX"))
    with CaptureQueriesContext(connection) as cost_of_many:
        given.sent(many)
    assert Recipient.objects.filter(cascade=many).count() == 30
    assert len(cost_of_many) <= len(cost_of_few)


def ward(world, code, name):
    """A new ward under the province, with somebody at its head."""
    system = Actor.system("test")
    found([Founding(code, name, UnitKind.COMMUNE_COMMITTEE, "QN")], since=TODAY, by=system)
    carried = (Carried(code, ("tasks.see",)),)
    open_posts([Opening(code, "Bí thư", f"Người {code}", PostRank.HEAD, carried)], since=TODAY, by=system)


def cells(world, number):
    """Cells under the ward Cao Xanh, each with somebody at its head."""
    system = Actor.system("test")
    plans = [Founding(f"C{n}", f"Chi bộ {n}", UnitKind.CELL, "QN-CX") for n in range(number)]
    found(plans, since=TODAY, by=system)
    open_posts(
        [
            Opening(one.code, "Bí thư", f"Người {one.code}", PostRank.HEAD, (Carried(one.code, ("tasks.see",)),))
            for one in plans
        ],
        since=TODAY,
        by=system,
    )
