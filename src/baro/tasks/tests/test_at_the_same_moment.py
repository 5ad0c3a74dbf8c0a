"""What happens when two act at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection

from baro.documents.flow import State as DocumentState
from baro.kernel.errors import Refused
from baro.tasks.actions import approving, assigning, redirecting
from baro.tasks.flow import State
from baro.tasks.tests.conftest import TaskWorld


def together(*deeds):
    """Every deed in a connection of its own, at once; what each gave or why it was refused."""

    def done(deed):
        try:
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(done, deeds))


def meeting(step, meet, *, linger=0.0):
    """The step, done only when the other deed has come as far; who lingers lets the other go first if it can."""

    def after_meeting(*args, **options):
        meet.wait(timeout=10)
        sleep(linger)
        return step(*args, **options)

    return after_meeting


@pytest.mark.slow  # really committed
def test_of_two_last_approvals_one_carries_the_document_out(committed_world, monkeypatch):
    given, chi = TaskWorld(committed_world), committed_world.chi
    document = committed_world.instructed()
    first, second = given.handed_in(source=document), given.handed_in(source=document)
    monkeypatch.setattr(approving, "close_sources", meeting(approving.close_sources, Barrier(2)))
    together(lambda: approving.approve(first.pk, by=chi), lambda: approving.approve(second.pk, by=chi))
    document.refresh_from_db()
    assert document.state == DocumentState.CARRIED_OUT


@pytest.mark.slow  # really committed
def test_a_task_given_during_the_last_approval_keeps_the_document_open(committed_world, monkeypatch):
    given, chi = TaskWorld(committed_world), committed_world.chi
    document = committed_world.instructed()
    last, meet = given.handed_in(source=document), Barrier(2)
    asked = given.asked | {"source": document, "by": chi}
    monkeypatch.setattr(approving, "close_sources", meeting(approving.close_sources, meet))
    monkeypatch.setattr(assigning, "create", meeting(assigning.create, meet, linger=0.3))
    together(lambda: approving.approve(last.pk, by=chi), lambda: assigning.assign(**asked))
    document.refresh_from_db()
    assert document.state == DocumentState.INSTRUCTED
    assert document.tasks.filter(state=State.ASSIGNED).count() == 1


@pytest.mark.slow  # really committed
def test_of_approving_and_cancelling_at_once_one_is_refused(committed_world):
    given, chi = TaskWorld(committed_world), committed_world.chi
    task = given.handed_in()
    answers = together(
        lambda: approving.approve(task.pk, by=chi),
        lambda: redirecting.cancel(task.pk, reason="Giao nhầm", by=chi),
    )
    task.refresh_from_db()
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert task.state in (State.DONE, State.CANCELLED)
