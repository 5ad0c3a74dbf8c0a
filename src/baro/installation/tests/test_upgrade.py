"""What the first version of this part left behind goes on in this one."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from baro.installation.models import ONLY, Installation
from baro.installation.tests.filling import installation
from baro.installation.verbs import SET_UP
from baro.org.actors import Actor
from baro.trail.changes import change
from baro.trail.replaying import strange_records
from tests.roles import as_owner

SYSTEM = Actor.system("installation.set_up")


def set_up_by_the_first_version(world):
    """Its set-up changed the row that held the code, and so told what it filled in and nothing of what stayed empty."""
    Installation.objects.create(pk=ONLY)
    with change(Installation, ONLY, SET_UP, by=SYSTEM) as (record, tell):
        record.name, record.language, record.set_up_at = "Quảng Ninh", "vi", timezone.now()
        record.organisation = world.unit("QN")
        record.save()
        tell(name=record.name, organisation="Tỉnh ủy", person="Mai", units=1, posts=1)


@pytest.mark.django_db
def test_a_sender_that_was_empty_and_never_told_is_no_finding_and_one_that_was_typed_in_the_database_is(world):
    set_up_by_the_first_version(world)
    assert not [one for one in strange_records() if "installation" in str(one)]
    Installation.objects.update(mail_from="mallory@example.org")
    assert any("Sender" in str(one) for one in strange_records())


@pytest.mark.django_db
def test_the_column_that_the_first_migration_did_not_have_is_added_and_nothing_where_it_stands(world):
    (add,) = import_module("baro.installation.migrations.0002_first_working_day").Migration.operations
    with as_owner(connection) as cursor:
        cursor.execute(add.sql)
        cursor.execute("ALTER TABLE installation_installation DROP COLUMN began_at")
        cursor.execute(add.sql)
    record = installation(world)
    record.began_at = timezone.now()
    record.save()
    assert Installation.objects.get(pk=ONLY).began_at
