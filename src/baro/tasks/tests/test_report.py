"""Reporting progress with evidence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from baro.documents.actions.discarding import unused
from baro.documents.actions.recognising import recognise
from baro.documents.models import Attachment
from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import working
from baro.tasks.models import Evidence, Progress, Task
from baro.tasks.queries import with_words
from baro.trail.models import Event

# By its path, because tasks know no demo.
SCAN = Path(__file__).parents[2] / "demo" / "papers" / "10-cong-van-ubnd-khan-rung.png"


def test_a_report_moves_the_progress_and_stays_readable(given, world):
    task = working.report(given.underway().pk, percent=40, words="Xong phần số liệu", by=world.eve)
    kept = Progress.objects.get(task=task)
    assert (task.progress_percent, kept.percent, kept.words) == (40, 40, "Xong phần số liệu")
    assert kept.title.startswith("Eve Bí Thư Phường")
    assert Event.objects.about(task)[0].sentence.endswith("reported 40%: Xong phần số liệu")


def test_a_report_comes_with_its_evidence(given, world):
    task = given.underway()
    working.report(task.pk, percent=60, words="Có bản dự thảo", files=[world.paper("du-thao.pdf")], by=world.eve)
    paper = Evidence.objects.get(report__task=task).attachment
    assert (paper.name, paper.unit_id, paper.document_id) == ("du-thao.pdf", task.unit_id, None)


def test_evidence_is_never_left_loose(given, world):
    working.report(given.underway().pk, percent=60, words="Có file", files=[world.paper()], by=world.eve)
    assert unused(timezone.now() + timedelta(days=1000)) == set()


def test_the_words_of_a_scan_find_the_task_once_a_job_has_read_them(given, world):
    task, connector = given.underway(), InMemoryConnector()
    files = [SimpleUploadedFile("anh.png", SCAN.read_bytes()), world.paper("chu.pdf")]
    with app.replace_connector(connector):
        working.report(task.pk, percent=60, words="Có ảnh chụp", files=files, by=world.eve)
    jobs = list(connector.jobs.values())
    assert [job["task_name"] for job in jobs] == ["documents.recognise"] * 2
    assert not Task.objects.filter(with_words("chua chay rung")).exists()
    for job in jobs:
        recognise(job["args"]["attachment_id"])
    assert Task.objects.filter(with_words("bao cao ket qua thuc hien nhiem vu")).get() == task
    assert Task.objects.visible_to(world.chi).filter(with_words("chua chay rung")).get() == task
    assert not Task.objects.visible_to(world.dov).filter(with_words("chua chay rung")).exists()


def test_bad_evidence_keeps_nothing_of_the_report(given, world):
    task = given.underway()
    empty = SimpleUploadedFile("trong.pdf", b"", content_type="application/pdf")
    with pytest.raises(Refused):
        working.report(task.pk, percent=60, words="x", files=[world.paper(), empty], by=world.eve)
    task.refresh_from_db()
    assert (task.progress_percent, Progress.objects.count(), Attachment.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("percent", [-1, 101])
def test_progress_lies_between_nothing_and_everything(given, world, percent):
    with pytest.raises(Refused, match="is not between 0 and 100") as refusal:
        working.report(given.underway().pk, percent=percent, words="x", by=world.eve)
    assert set(refusal.value.fields) == {"percent"}


def test_only_the_owner_reports(given, world):
    with pytest.raises(NotPermitted):
        working.report(given.underway().pk, percent=10, words="x", by=world.gus)


def test_a_task_is_taken_on_before_anything_is_reported(given, world):
    with pytest.raises(Refused, match="“Report progress” is not possible while the state is “Assigned”"):
        working.report(given.assigned().pk, percent=10, words="x", by=world.eve)
