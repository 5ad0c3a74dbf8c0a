"""The small log, and fresh copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from baro.trail.sequencing import sequence
from baro.trail.tests.small_log import Attacked, copy_of, fill


@pytest.fixture(scope="module")
def small_log(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Attacked]:
    """The small log, made once for a file of tests."""
    with django_db_blocker.unblock():
        tested = connection.settings_dict["NAME"]
        connection.close()
        with copy_of(tested, f"{tested}_small") as name:
            made = Attacked(name, tmp_path_factory.mktemp("trail"))
            with made.opened():
                fill()
                sequence()
            yield made


@pytest.fixture
def attacked(small_log: Attacked, db: None, tmp_path: Path) -> Iterator[Attacked]:
    """A fresh copy of it."""
    folder = shutil.copytree(small_log.folder, tmp_path / "attacked")
    with copy_of(small_log.database, f"{small_log.database}_copy") as name:
        yield Attacked(name, folder)
