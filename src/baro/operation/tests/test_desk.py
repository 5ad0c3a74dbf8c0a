"""The desk shows how Baro runs to whoever holds the permission, and has failed jobs done again."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baro.documents.storing import place_of
from baro.kernel.errors import NotPermitted, Refused
from baro.operation import papers
from baro.operation.actions.retrying import retry
from baro.operation.questions import Prerequisite, answers
from baro.operation.tests.failing import failed_job
from baro.org.accounts.visits import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(world, installation):
    return world.browser(world.kim)


def test_it_says_what_is_not_in_order_with_the_remedy(kim):
    begun(timedelta(days=9))
    page = kim.get("/administration/").content.decode()

    assert "Run baro backup, and keep the worker running" in page
    assert "How Baro runs" in page


def test_it_costs_the_same_number_of_queries_with_one_failed_job_and_with_twenty(
    kim, django_assert_max_num_queries, monkeypatch
):
    from baro.operation.web import desk

    monkeypatch.setattr(desk, "answers", list)
    for _ in range(20):
        failed_job()
    kim.get("/administration/")
    with django_assert_max_num_queries(25):
        assert kim.get("/administration/").content.count(b"/retry/") == 20


def test_a_stranger_finds_nothing(world, installation):
    assert world.browser(world.ben).get("/administration/").status_code == 404
    assert world.browser(world.ben).post(f"/administration/jobs/{failed_job()}/retry/").status_code == 404


def test_a_failed_job_is_done_again_once(world, kim, caplog):
    number = failed_job()

    with caplog.at_level("INFO", logger="baro.security"):
        assert kim.post(f"/administration/jobs/{number}/retry/").status_code == 302

    assert ProcrastinateJob.objects.get(pk=number).status == "todo"
    assert json.loads(caplog.messages[-1])["event"] == "job_retried"
    with pytest.raises(Refused, match="did not fail"):
        retry(number, Visit(), by=world.kim)
    with pytest.raises(NotPermitted):
        retry(failed_job(), Visit(), by=world.ben)


def test_work_that_waits_already_is_not_queued_twice(world, kim):
    first = failed_job()
    ProcrastinateJob.objects.get(pk=first)
    second = failed_job(lock="operation.look_at_papers")
    from baro.operation.jobs import look_at_papers

    look_at_papers.configure(queueing_lock="operation.look_at_papers").defer(timestamp=0)

    with pytest.raises(Refused, match="waits to be done already"):
        retry(second, Visit(), by=world.kim)


def test_a_paper_that_changed_on_disk_is_named(world, kim):
    paper = world.brought()
    assert papers.look(timezone.now()).changed == ()
    place_of(paper.digest).write_bytes(b"another")

    assert papers.look(timezone.now()).changed == (paper.digest,)
    assert paper.digest in kim.get("/administration/").content.decode()


def test_what_hurts_most_stands_first(monkeypatch):
    from baro.operation import questions

    wanted = [
        Prerequisite("fine", lambda: "yes", "."),
        Prerequisite("little", lambda: "", "."),
        Prerequisite("much", lambda: "", ".", essential=True),
        Prerequisite("tests", lambda: "", ".", running=False),
    ]
    monkeypatch.setattr(questions, "_questions", wanted)

    assert [one.question.name for one in answers()] == ["much", "little", "fine"]


def test_a_clock_that_was_a_day_ahead_is_named(world, installation):
    from baro.operation import in_order
    from baro.operation.backups import kept

    begun(timedelta(days=9))
    assert in_order._clock() == "agrees with the database"
    folder = settings.BACKUPS / f"baro-{timezone.now() + timedelta(days=1):{kept.MOMENT}}"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")

    assert in_order._clock() == ""
    assert in_order._backup() == ""


NIGHTLY = ("backup", "verifying of backups", "verifying of the trail", "papers")


def begun(ago):
    """The installation began so long ago."""
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.update(applied=timezone.now() - ago)


def nightly():
    return {str(one.question.name): one for one in answers() if str(one.question.name) in NIGHTLY}


def test_before_the_first_night_it_says_when_things_are_done_first(world, installation):
    begun(timedelta(0))
    found = nightly()
    assert {one.tone for one in found.values()} == {"good"}
    assert all("for the first time on" in one.said for one in found.values())
    assert found["backup"].said.endswith(" 03:00, when the worker runs")


def test_what_the_first_night_should_have_done_and_did_not_is_a_warning(world, installation):
    begun(timedelta(days=9))
    assert {one.tone for one in nightly().values()} == {"warn"}


def test_a_backup_that_is_too_old_is_a_warning_even_in_a_new_database(world, installation):
    from baro.operation.backups import kept

    begun(timedelta(0))
    folder = settings.BACKUPS / f"baro-{timezone.now() - timedelta(days=9):{kept.MOMENT}}"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    assert nightly()["backup"].tone == "warn"
