"""The province of the benchmark loads as the models are today."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import connection

from baro.documents.models import Document
from baro.tasks.models import Task
from baro.trail.models import Event
from bench import loading
from tests.roles import as_owner

pytestmark = [pytest.mark.django_db, pytest.mark.province]
SIZE = 500


def test_so_many_documents_and_tasks_stand_with_what_was_told_of_them(monkeypatch):
    monkeypatch.setattr(loading, "_indexed_afterwards", nullcontext)  # no index is made while its rows are checked
    with as_owner(connection):  # who may set the counters of tables
        loading.load(SIZE)
    assert Document.objects.count() == Task.objects.count() == SIZE
    assert Event.objects.filter(verb_code="documents.document.register").exists()
    assert Event.objects.filter(verb_code="tasks.task.assign").exists()
