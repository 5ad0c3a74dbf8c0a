"""The matrix: every recipient in exactly one class, every number opens its tasks."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone

from baro.cascades.flow import Stand
from baro.cascades.matrix import cell, matrix_of
from baro.cascades.models import Recipient
from baro.cascades.standing import conditions, lines, stand_of
from baro.cascades.tests.test_send import cells
from baro.org.models import UnitKind
from baro.org.queries import actor_at
from baro.tasks.actions.approving import approve, return_
from baro.tasks.actions.redirecting import cancel
from baro.tasks.actions.working import accept, decline
from baro.tasks.flow import State
from baro.tasks.models import Task

TODAY = timezone.localdate()


@pytest.mark.parametrize(("state", "returned", "days"), list(product(State, (0, 2), (-3, 0, 3, None))))
def test_the_condition_and_the_word_say_the_same_of_every_task(given, state, returned, days):
    recipient = given.of(given.sent(), "QN-HL")
    due = None if days is None else TODAY + timedelta(days=days)
    handed_in = TODAY if state in (State.HANDED_IN, State.DONE) else None
    done = state == State.DONE
    Task.objects.filter(pk=recipient.task_id).update(
        state=state,
        returned_count=returned,
        due_on=due,
        no_deadline_reason="" if due else "thường xuyên",
        handed_in_on=handed_in,
        finished_on=handed_in if done else None,
        approved_at=timezone.now() if done else None,
    )
    recipient = Recipient.objects.get(pk=recipient.pk)
    met = [one for one, where in conditions(TODAY).items() if Recipient.objects.filter(where, pk=recipient.pk).exists()]
    assert met == [stand_of(recipient.task, TODAY)]


def test_the_sums_are_those_of_the_recipients_and_every_cell_opens_its_tasks(given, world):
    cells(world, 8)
    cascade = given.sent(kind=UnitKind.CELL, below=world.unit("QN"))
    tasks = list(Task.objects.filter(cascaded__cascade=cascade, unit__code__startswith="C").order_by("pk"))
    owners = {task.pk: owner(task) for task in tasks}
    accept(tasks[0].pk, by=owners[tasks[0].pk])
    decline(tasks[1].pk, reason="Không đúng", by=owners[tasks[1].pk])
    cancel(tasks[2].pk, reason="Thừa", by=world.chi)
    found = matrix_of(cascade, world.chi, TODAY)
    assert found.totals["all"] == Recipient.objects.count() == 9
    assert sum(found.totals[stand] for stand in Stand) == found.totals["all"]
    assert [(row.unit.code, row.counts["all"], row.deep) for row in found.rows] == [
        ("QN-CX", 8, True),
        ("QN-HL", 1, True),
    ]
    for line, row in product(lines(TODAY), found.rows):
        one = cell(cascade, line, row.branch)
        assert one.count_for(world.chi, TODAY) == row.counts[line.code]
        assert one.recipients_for(world.chi).count() == row.counts[line.code]


def test_a_branch_is_opened_down_to_its_units(given, world):
    cells(world, 3)
    cascade = given.sent(kind="", below=world.unit("QN"))
    branch = world.unit("QN-CX")
    rows = matrix_of(cascade, world.chi, TODAY, under=branch.path).rows
    seen = [(row.unit.code, row.branch.alone) for row in rows]
    assert seen == [("QN-CX", True), ("C0", False), ("C1", False), ("C2", False)]


def test_accepted_late_is_told_from_accepted(given, world):
    cascade = given.sent()
    late, good = (given.answered(cascade, code, number=Decimal(1)) for code in ("QN-HL", "QN-CX"))
    Task.objects.filter(pk=late.task_id).update(due_on=TODAY - timedelta(days=1))
    for one in (late, good):
        approve(one.task_id, by=world.chi)
    totals = matrix_of(cascade, world.chi, TODAY).totals
    assert (totals["accepted"], totals["accepted_late"]) == (1, 1)


def test_a_returned_answer_counts_no_more(given, world):
    cascade = given.sent()
    client = world.browser(world.chi)
    one = given.answered(cascade, number=Decimal(1000))
    assert "1,000" in client.get(cascade.get_absolute_url()).text
    return_(one.task_id, reason="Sai", by=world.chi)
    assert "1,000" not in client.get(cascade.get_absolute_url()).text


def owner(task):
    """Who holds the owner's post."""
    return actor_at(task.owner_post_id)
