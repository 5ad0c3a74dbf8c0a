"""From the leader's minute to the task: nothing is typed twice, and what was instructed waits before somebody."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from baro.documents.actions import handling
from baro.documents.flow import State
from baro.tasks.actions.redirecting import cancel
from baro.tasks.models import Task
from baro.trail.models import Event
from baro.ui.counts.waiting import counts_of

WORK = "Báo cáo kết quả chuyển đổi số quý IV"
ASSIGN = reverse("tasks.task.assign")


def proposed(world):
    leader, lead = world.post("QN", "Bí thư"), world.unit("QN-HL")
    facts = {"leader": leader, "proposal": WORK, "lead": lead, "due_on": world.working_day, "by": world.chi}
    return handling.present(world.registered().pk, **facts)


def waits_for(actor):
    (counts,) = counts_of([actor], timezone.localdate())
    return counts["tasks.to_give"]


def test_the_task_begins_with_the_words_of_the_instruction(world):
    document = handling.agree(proposed(world).pk, by=world.ada)
    form = world.browser(world.chi).get(ASSIGN, {"source": document.pk}).context["form"]
    assert (form.initial["work"], form.initial["unit"]) == (WORK, world.unit("QN-HL"))
    assert form.initial["due_on"] == world.working_day
    assert form.initial["authority"] == str(world.post("QN", "Bí thư"))


def test_the_leader_instructs_and_assigns_in_one_step(world):
    document = proposed(world)
    client = world.browser(world.ada)
    assert f"{ASSIGN}?source={document.pk}" in client.get(document.get_absolute_url()).content.decode()
    page = client.get(ASSIGN, {"source": document.pk})
    assert page.context["title"] == "Instruct and assign"
    typed = {"work": WORK, "product": "Báo cáo", "authority": "Bí thư Tỉnh ủy", "unit": "QN-HL"}
    head = world.post("QN-HL", "Bí thư").pk
    typed |= {
        "owner_post_code": head,
        "accountable_post_code": head,
        "due_on": world.working_day,
        "source": document.pk,
    }
    answer = client.post(ASSIGN, typed, follow=True)
    task = Task.objects.get()
    document.refresh_from_db()
    assert (document.state, document.slip.instruction, document.slip.lead) == (State.INSTRUCTED, WORK, task.unit)
    assert [e.verb.word for e in Event.objects.about(document)][:2] == ["assign", "instruct"]
    assert "Assigned to Eve Bí Thư Phường" in answer.content.decode()


def test_a_task_that_is_refused_leaves_no_instruction(world):
    document = proposed(world)
    typed = {"work": WORK, "unit": "QN-HL", "due_on": world.working_day, "source": document.pk}
    assert world.browser(world.ada).post(ASSIGN, typed).status_code == 422
    document.refresh_from_db()
    assert (document.state, Task.objects.count()) == (State.PRESENTED, 0)


def test_what_was_instructed_waits_for_the_office_and_the_head_of_the_lead_until_it_is_given(world, given):
    document = world.instructed()
    assert [waits_for(one) for one in (world.chi, world.eve, world.clo, world.dov)] == [1, 1, 0, 0]
    for one in (world.chi, world.eve):
        listed = world.browser(one).get(reverse("documents.incoming"), {"mine": "to_give"}).context["list"]
        assert [row.pk for row in listed.records] == [document.pk]
    task = given.assigned(source=document)
    assert [waits_for(one) for one in (world.chi, world.eve)] == [0, 0]
    cancel(task.pk, reason="giao nhầm", by=world.chi)
    assert [waits_for(one) for one in (world.chi, world.eve)] == [1, 1], "a cancelled task is no work"


def test_the_next_step_stands_at_the_head_of_the_page(world, given):
    document = world.instructed()
    client, way = world.browser(world.chi), f"{ASSIGN}?source={document.pk}"
    head, _below = client.get(document.get_absolute_url()).content.decode().split('id="tasks"')
    assert way in head
    given.assigned(source=document)
    head, below = client.get(document.get_absolute_url()).content.decode().split('id="tasks"')
    assert way not in head
    assert way in below
