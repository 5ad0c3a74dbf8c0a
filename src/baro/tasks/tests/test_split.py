"""Tasks in parts: who splits, until when the parts are due, what they hold up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import next_working_day
from baro.tasks.actions import approving, correcting, extending, redirecting, working
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.tests.conftest import working_days_ahead
from baro.trail.models import Event


def test_the_owner_splits_and_the_part_follows_from_the_source_of_the_whole(given, world):
    document = world.instructed()
    whole = given.underway(source=document)
    part = given.part(whole)
    assert (part.parent, part.source, part.assigner_post_id) == (whole, document, given.eve_post.pk)


def test_a_part_later_than_its_whole_is_refused_with_both_days(given):
    whole = given.underway()
    with pytest.raises(Refused) as refusal:
        given.part(whole, due_on=next_working_day(whole.due_on))
    assert set(refusal.value.fields) == {"due_on"}
    assert "the deadline of “Báo cáo kết quả" in refusal.value.fields["due_on"]


def test_a_part_of_what_has_a_deadline_has_one(given):
    with pytest.raises(Refused, match="A sub-task of"):
        given.part(given.underway(), due_on=None, no_deadline_reason="Thường xuyên")


def test_the_deadline_of_a_part_moves_only_within_the_whole(given, world):
    whole = given.underway()
    part = given.part(whole, due_on=working_days_ahead(3))
    later = next_working_day(whole.due_on)
    with pytest.raises(Refused, match="Choose an earlier day, or move that first"):
        extending.extend(part.pk, due_on=later, reason="Chờ số liệu", by=world.eve)
    with pytest.raises(Refused, match="Choose an earlier day, or move that first"):
        extending.ask_extension(part.pk, due_on=later, reason="Chờ số liệu", by=world.fay)
    extending.extend(whole.pk, due_on=later, reason="Đồng ý", by=world.chi)
    assert extending.extend(part.pk, due_on=later, reason="Chờ số liệu", by=world.eve).due_on == later


def test_only_the_owner_or_who_gave_it_splits_it(given, world):
    whole = given.underway()
    with pytest.raises(NotPermitted, match="splits it into sub-tasks"):
        given.part(whole, by=world.gus)
    assert given.part(whole, by=world.chi).parent == whole


def test_what_was_handed_in_is_not_split(given):
    with pytest.raises(Refused, match="not with its owner"):
        given.part(given.handed_in())


def test_the_whole_is_handed_in_once_its_parts_are_done_and_names_them_until_then(given, world):
    whole = given.underway()
    part = given.part(whole, work="Tổng hợp số liệu của khu phố")
    with pytest.raises(Refused, match="“Tổng hợp số liệu của khu phố”"):
        working.hand_in(whole.pk, result="Xong", no_evidence="Bản giấy", by=world.eve)
    given.part_done(part)
    assert working.hand_in(whole.pk, result="Xong", no_evidence="Bản giấy", by=world.eve).state == State.HANDED_IN


def test_a_part_comes_back_only_while_the_whole_is_at_work(given, world):
    whole = given.underway()
    part = given.part_done(given.part(whole))
    working.hand_in(whole.pk, result="Xong", no_evidence="Bản giấy", by=world.eve)
    with pytest.raises(Refused, match="Reopen it first"):
        correcting.reopen(part.pk, reason="Thiếu", by=world.eve)
    approving.return_(whole.pk, reason="Thiếu", by=world.chi)
    assert correcting.reopen(part.pk, reason="Thiếu", by=world.eve).state == State.UNDERWAY


def test_with_the_whole_its_parts_are_cancelled_at_every_level(given, world):
    whole = given.underway()
    part = given.part(whole)
    working.accept(part.pk, by=world.fay)
    redirecting.cancel(whole.pk, reason="Giao nhầm", by=world.chi)
    assert set(Task.objects.values_list("state", flat=True)) == {State.CANCELLED}
    assert "Giao nhầm" in Event.objects.about(part)[0].sentence


def test_what_was_split_stays_with_its_owner_alone_and_among_many(given, world):
    whole = given.underway()
    given.part(whole, work="Tổng hợp số liệu của khu phố")
    dov = world.post("QN-CX", "Bí thư")
    to = {"unit": dov.unit, "owner_post": dov, "reason": "Đổi địa bàn"}
    with pytest.raises(Refused, match="“Tổng hợp số liệu của khu phố”"):
        redirecting.reassign(whole.pk, by=world.chi, **to)
    batch = redirecting.reassign_many([whole.pk], by=world.chi, **to)
    assert [refusal.pk for refusal in batch.refused] == [whole.pk]


def test_the_page_shows_the_parts_and_offers_one_more(given, world):
    whole = given.underway()
    part = given.part(whole, work="Tổng hợp số liệu của khu phố")
    page = world.browser(world.eve).get(whole.get_absolute_url()).text
    assert part.get_absolute_url() in page
    assert f"{reverse('tasks.task.assign')}?parent={whole.pk}" in page
    assert "0 of 1 done" in page
    assert whole.get_absolute_url() in world.browser(world.eve).get(part.get_absolute_url()).text


def test_the_form_gives_a_part(given, world):
    whole = given.underway()
    fay = world.post("QN-HL-CB", "Bí thư chi bộ")
    client = world.browser(world.eve)
    assert f'name="parent" value="{whole.pk}"' in client.get(reverse("tasks.task.assign"), {"parent": whole.pk}).text
    typed = {"kind": "report", "work": "Tổng hợp số liệu", "product": "Bảng số liệu", "unit_code": fay.unit.code}
    typed |= {"owner_post_code": fay.pk, "accountable_post_code": fay.pk, "parent": whole.pk}
    typed |= {"due_on": (whole.due_on - timedelta(days=0)).strftime("%d/%m/%Y")}
    answer = client.post(reverse("tasks.task.assign"), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    part = Task.objects.get(parent=whole)
    assert (part.kind, part.owner_post) == ("report", fay)


def test_the_list_of_parts_is_for_who_sees_the_whole(given, world):
    whole = given.underway()
    part = given.part(whole)
    asked = {"parent": whole.pk}
    found = world.browser(world.eve).get(reverse("tasks.list"), asked).context["list"]
    assert [task.pk for task in found.records] == [part.pk]
    assert not world.browser(world.dov).get(reverse("tasks.list"), asked).context["list"].records
