"""What people do to tasks at the wrong moment: a unit that merges, a deadline under a result, two at once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.kernel.periods import next_working_day
from baro.org.models import Unit, UnitKind
from baro.org.reorganising.actions import planning, signing
from baro.org.reorganising.actions.planning import NewUnit
from baro.tasks.actions import approving, extending, repeating, working
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.tests.conftest import TaskWorld, working_days_ahead
from baro.tasks.tests.test_at_the_same_moment import together
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


def merged(world):
    """The wards Hà Lầm and Cao Xanh become one; the post of Eve goes along."""
    facts = {"title": "Sáp nhập hai phường", "decision": "12-NQ/TU", "decided_on": TODAY - timedelta(days=10)}
    draft = planning.prepare(unit=world.unit("QN"), effective_on=TODAY, by=world.kim, **facts)
    ward = NewUnit("QN-HL", "Đảng ủy phường Hà Lầm mới", UnitKind.COMMUNE_COMMITTEE, "ĐU", world.unit("QN"))
    planning.merge(draft.pk, [world.unit("QN-HL"), world.unit("QN-CX")], into=ward, by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    signing.carry_out(draft.pk, by=world.kim)
    return Unit.objects.open().get(code="QN-HL")


def test_a_task_given_on_the_eve_of_a_merger_goes_along_with_its_parts_and_comes_back_there(given, world):
    whole = given.underway()
    part = given.part(whole)
    whole = repeating.repeat(whole.pk, months=3, month=3, day=25, by=world.chi)
    ward = merged(world)
    whole.refresh_from_db()
    part.refresh_from_db()
    assert (whole.unit, whole.owner_post.unit) == (ward, ward)
    assert (part.parent, part.assigner_unit) == (whole, ward)
    repeating.open_all(whole.opens_next_on)
    following = Task.objects.get(previous=whole)
    assert (following.unit, following.owner_post) == (ward, whole.owner_post)


def test_what_was_done_before_a_merger_comes_back_in_the_ward_that_follows(given, world):
    task = given.done()
    Task.objects.filter(pk=task.pk).update(recurs="1/1/5", occurs_on=task.due_on, opens_next_on=TODAY)
    merged(world)
    repeating.open_all(TODAY)
    following = Task.objects.get(previous=task)
    assert following.unit.closed_on is None
    assert following.owner_post.closed_on is None


def test_no_deadline_moves_under_a_result_that_was_handed_in(given, world):
    task = given.handed_in()
    later = next_working_day(task.due_on)
    for refused in (
        lambda: extending.extend(task.pk, due_on=later, reason="Đồng ý", by=world.chi),
        lambda: extending.ask_extension(task.pk, due_on=later, reason="Chờ số liệu", by=world.eve),
    ):
        with pytest.raises(Refused):
            refused()
    task.refresh_from_db()
    assert (task.due_on, task.extended_count) == (task.first_due_on, 0)


@pytest.mark.slow  # really committed
def test_of_two_who_take_a_task_on_at_once_one_is_refused(committed_world):
    task, eve = TaskWorld(committed_world).assigned(), committed_world.eve
    answers = together(lambda: working.accept(task.pk, by=eve), lambda: working.accept(task.pk, by=eve))
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    task.refresh_from_db()
    assert task.state == State.UNDERWAY


@pytest.mark.slow  # really committed
def test_a_part_that_is_given_while_the_whole_is_handed_in_is_refused_or_holds_it_up(committed_world):
    given, eve = TaskWorld(committed_world), committed_world.eve
    whole = given.underway()
    answers = together(
        lambda: given.part(whole, due_on=working_days_ahead(2)),
        lambda: working.hand_in(whole.pk, result="Xong", no_evidence="Bản giấy", by=eve),
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    whole.refresh_from_db()
    assert (whole.state == State.HANDED_IN) != Task.objects.open().filter(parent=whole).exists()


@pytest.mark.slow  # really committed
def test_two_parts_that_are_reported_on_at_once_both_count(committed_world):
    given, world = TaskWorld(committed_world), committed_world
    whole, own = given.underway(), {"unit": given.asked["unit"], "owner_post": given.eve_post}
    parts = [(given.part(whole), world.fay), (given.part(whole, work="Phần của Đảng ủy phường", **own), world.eve)]
    for part, owner in parts:
        working.accept(part.pk, by=owner)
    reported = [partial(working.report, part.pk, percent=50, words="Được nửa", by=owner) for part, owner in parts]
    assert [answer for answer in together(*reported) if isinstance(answer, Refused)] == []
    whole.refresh_from_db()
    assert whole.progress_percent == 50


def test_a_part_that_comes_back_to_its_owner_keeps_the_progress_that_was_reported(given, world):
    whole = given.underway()
    part = given.part(whole)
    working.accept(part.pk, by=world.fay)
    working.hand_in(part.pk, result="Đã xong", no_evidence="Bản giấy", by=world.fay)
    approving.return_(part.pk, reason="Thiếu phụ lục", by=world.eve)
    whole.refresh_from_db()
    assert whole.progress_percent == 100
