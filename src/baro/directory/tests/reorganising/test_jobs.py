"""On its morning a signed reorganisation is carried out by itself; what hinders it is told to who keeps that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate import testing
from procrastinate.contrib.django import procrastinate_app

from baro.directory.tests.reforms import merger, prepared
from baro.org.flow import State
from baro.org.jobs import carry_out_due, carry_out_one
from baro.org.models import Reorganisation, Unit, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration, NewUnit
from baro.trail.models import Event, Notice
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


@pytest.fixture
def queued(monkeypatch):
    """What the finder queues, in order."""
    connector = testing.InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(connector):
        yield connector


def found(queued, moment=None):
    carry_out_due((moment or timezone.now()).timestamp())
    return [job["args"]["reorganisation_id"] for job in queued.jobs.values() if job["task_name"] == "org.carry_out_one"]


def signed(world, **options):
    reform = merger(world, **options)
    return sign_as_seen(reform.pk, by=world.ada)


def test_the_finder_queues_what_is_signed_and_due_and_nothing_else(world, queued):
    due = signed(world)
    later = prepared(world, day=TODAY + timedelta(days=1), title="Sau")
    planning.alter(later.pk, Alteration(world.unit("QN-VP"), name="Văn phòng"), by=world.kim)
    sign_as_seen(later.pk, by=world.ada)
    prepared(world, title="Dự thảo")
    assert found(queued) == [due.pk]
    assert found(queued) == [due.pk], "what waits in the queue is not queued again"


def test_the_finder_asks_for_the_day_in_vietnam(world, queued):
    reform = signed(world, day=TODAY + timedelta(days=1))
    midnight = timezone.localtime().replace(hour=0, minute=1) + timedelta(days=1)
    assert found(queued, midnight - timedelta(minutes=5)) == []
    assert found(queued, midnight) == [reform.pk]


def test_it_is_carried_out_once(world):
    reform = signed(world)
    carry_out_one(reform.pk)
    before = Event.objects.count()
    carry_out_one(reform.pk)
    assert Reorganisation.objects.get(pk=reform.pk).state == State.DONE
    assert Event.objects.count() == before
    told = Event.objects.about(reform).filter(verb_code="org.reorganisation.carry_out").get()
    assert told.person_id is None


def test_what_hinders_it_is_told_once_to_who_keeps_the_organisation(world):
    reform = signed(world)
    taken = prepared(world, title="Trước")
    unit = NewUnit("QN-HL-2", "Đảng ủy phường Hà Lầm mới", UnitKind.COMMUNE_COMMITTEE, parent=world.unit("QN"))
    planning.found_unit(taken.pk, unit, by=world.kim)
    sign_as_seen(taken.pk, by=world.ada)
    reorganising.carry_out(taken.pk, by=world.kim)
    for _morning in range(2):
        carry_out_one(reform.pk)
    assert Reorganisation.objects.get(pk=reform.pk).state == State.SIGNED
    assert Unit.objects.get(pk=world.unit("QN-CX").pk).closed_on is None
    (notice,) = Notice.objects.filter(event__verb_code="org.reorganisation.hinder")
    assert notice.post_id == world.kim.post_id
    assert "could not be carried out" in notice.event.sentence
