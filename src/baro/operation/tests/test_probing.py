"""Programs ask whether Baro lives and can serve; its numbers are for this machine, or for who has the token."""

import pytest
from django.test import Client

from baro.operation import unfinished
from baro.operation.web import probing

pytestmark = pytest.mark.django_db


def test_a_server_lives_without_a_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/health/live").content == b"ok\n"


def test_it_is_ready_when_its_tables_are_of_this_version(installation, monkeypatch):
    assert Client().get("/health/ready").status_code == 200

    monkeypatch.setattr(probing, "pending", lambda: ["org.0002_later"])
    assert Client().get("/health/ready").status_code == 503


def test_it_is_not_ready_while_a_restore_is_broken_off(installation, tmp_path):
    unfinished.begin("restore", tmp_path)
    assert Client().get("/health/ready").status_code == 503


def test_numbers_are_for_programs_of_this_machine(installation, settings):
    here = Client().get("/metrics")
    assert here.status_code == 200
    assert b"baro_backup_age_seconds +Inf" in here.content

    assert Client(REMOTE_ADDR="10.0.0.9").get("/metrics").status_code == 404
    through_a_proxy = Client(headers={"X-Forwarded-Proto": "https"})
    assert through_a_proxy.get("/metrics").status_code == 404
    guess = Client(REMOTE_ADDR="10.0.0.9", headers={"Authorization": "Bearer "})
    assert guess.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a long token"
    far = Client(REMOTE_ADDR="10.0.0.9", headers={"Authorization": "Bearer a long token"})
    assert far.get("/metrics").status_code == 200


def test_behind_tls_a_program_of_this_machine_is_not_sent_elsewhere(installation, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/health/live").status_code == 200
