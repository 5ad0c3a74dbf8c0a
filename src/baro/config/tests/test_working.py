"""The worker outlives its database."""

import os
import signal
import time

import psycopg
import pytest

from baro.config.postgres import ensure_running, stop
from baro.config.tests.test_starting import baro, ended

pytestmark = pytest.mark.slow  # a database is made, killed and started again

WAITS = "SELECT count(*) FROM procrastinate_workers"
QUEUE = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'ui.tidy_work', '{}') RETURNING id"
)
DONE = "SELECT status <> 'todo' FROM procrastinate_jobs WHERE id = %s"


def answer(cluster, query, *values):
    with psycopg.connect(cluster.url()) as connection:
        return connection.execute(query, values).fetchone()[0]


def becomes_true(question, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if question():
                return True
        except psycopg.Error:
            pass
        time.sleep(0.2)
    return False


def test_a_worker_whose_database_was_killed_goes_on_with_its_jobs(tmp_path):
    place = tmp_path / "var"
    folder = place / "postgres"
    assert ended("migrate", place=place) == (0, "")
    cluster = ensure_running(folder)
    worker = baro("worker", place=place)
    try:
        assert becomes_true(lambda: answer(cluster, WAITS))
        os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        time.sleep(2)  # it is away for a while
        cluster.start()

        job = answer(cluster, QUEUE)
        assert becomes_true(lambda: answer(cluster, DONE, job)), "the worker does nothing any more"
        assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=30)
        assert worker.returncode == 0
    finally:
        worker.kill()
        worker.communicate()
        stop(folder)
