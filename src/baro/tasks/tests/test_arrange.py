"""Which tasks come first: no circles, and nothing is handed in before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import splitting, working
from baro.tasks.models import Task
from baro.tasks.tests.conftest import TaskWorld


def after(task, *first, by):
    return splitting.arrange(task.pk, first=first, by=by)


def test_a_task_is_reported_on_and_handed_in_after_what_comes_first(given, world):
    first, second = given.underway(work="Khảo sát hiện trạng"), given.underway(work="Viết đề án")
    assert after(second, first, by=world.chi).starts_after == [first.pk]
    for deed in (
        lambda: working.report(second.pk, percent=10, words="Đang viết", by=world.eve),
        lambda: working.hand_in(second.pk, result="Xong", no_evidence="Bản giấy", by=world.eve),
    ):
        with pytest.raises(Refused, match="starts after “Khảo sát hiện trạng”"):
            deed()


def test_it_may_be_taken_on_before(given, world):
    first, second = given.underway(), given.assigned(work="Viết đề án chuyển đổi số")
    after(second, first, by=world.chi)
    assert working.accept(second.pk, by=world.eve).accepted_at


def test_what_is_done_or_cancelled_is_waited_for_no_more(given, world):
    first, second = given.done(), given.underway()
    after(second, first, by=world.chi)
    assert working.report(second.pk, percent=10, words="Đang viết", by=world.eve).progress_percent == 10


def test_a_circle_is_refused_however_long(given, world):
    one, two, three = (given.assigned(work=f"Phần việc số {n} của đề án") for n in range(3))
    after(two, one, by=world.chi)
    after(three, two, by=world.chi)
    with pytest.raises(Refused, match="waits for this task itself") as refusal:
        after(one, three, by=world.chi)
    assert set(refusal.value.fields) == {"first"}


def test_a_task_does_not_come_before_itself(given, world):
    task = given.assigned()
    with pytest.raises(Refused, match="waits for this task itself"):
        after(task, task, by=world.chi)


def test_a_part_does_not_start_after_its_whole_nor_a_task_after_a_part_of_its_own_kind_of_circle(given, world):
    whole = given.underway()
    part, other = given.part(whole), given.assigned(work="Việc khác của phường")
    with pytest.raises(Refused, match="waits for this task itself"):
        after(part, whole, by=world.eve)
    after(part, other, by=world.eve)
    with pytest.raises(Refused, match="waits for this task itself"):
        after(other, whole, by=world.chi)


def test_nothing_is_set_anew_that_stands_so_already(given, world):
    with pytest.raises(Refused, match="Nothing would change"):
        after(given.assigned(), by=world.chi)


def test_only_who_gave_it_sets_what_comes_first(given, world):
    first, second = given.assigned(), given.assigned(work="Viết đề án chuyển đổi số")
    with pytest.raises(NotPermitted):
        after(second, first, by=world.eve)


def test_what_the_actor_does_not_see_comes_before_nothing(given, world):
    dov = world.post("QN-CX", "Bí thư")
    asked = {"unit": dov.unit, "owner_post": dov, "accountable_post": dov}
    hidden, whole = given.assigned(by=world.ada, **asked), given.underway()
    with pytest.raises(Http404):
        after(given.part(whole), hidden, by=world.eve)


def test_the_list_finds_what_can_start_now(given, world):
    first, second = given.assigned(), given.assigned(work="Viết đề án chuyển đổi số")
    after(second, first, by=world.chi)
    client = world.browser(world.chi)
    found = client.get(reverse("tasks.list"), {"which": "can_start"}).context["list"].records
    assert [task.pk for task in found] == [first.pk]


def test_the_page_says_what_is_waited_for(given, world):
    first, second = given.assigned(work="Khảo sát hiện trạng"), given.assigned(work="Viết đề án")
    after(second, first, by=world.chi)
    page = world.browser(world.eve).get(second.get_absolute_url()).text
    assert "The task starts after:" in page
    assert first.get_absolute_url() in page


def test_the_form_offers_what_follows_from_the_same_document(given, world):
    document = world.instructed()
    one, two = given.assigned(source=document), given.assigned(source=document, work="Viết đề án chuyển đổi số")
    client, address = world.browser(world.chi), f"{two.get_absolute_url()}arrange/"
    assert f'value="{one.pk}"' in client.get(address).text
    assert client.post(address, {"first": [one.pk]}).status_code == 302
    assert Task.objects.get(pk=two.pk).starts_after == [one.pk]


@pytest.mark.slow  # really committed
def test_two_who_close_a_circle_at_once_are_not_both_heard(committed_world):
    given, chi = TaskWorld(committed_world), committed_world.chi
    one, two = given.assigned(), given.assigned(work="Viết đề án chuyển đổi số")

    def done(pair):
        try:
            return splitting.arrange(pair[0].pk, first=[pair[1]], by=chi)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        answers = list(people.map(done, [(one, two), (two, one)]))
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
