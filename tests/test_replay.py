"""What somebody writes past all deeds, with the rights of the application, is named by replaying."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from baro.org.accounts.actions import keeping
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Person
from baro.org.staffing.actions.quotas import give_quota
from baro.trail.changes import change
from baro.trail.models import Notice
from baro.trail.replaying import strange_records
from tests import waiting

SYSTEM = Actor.system("world")


@pytest.fixture
def town(world):
    """The town with something of every kind that waits, an account, a member and a quota."""
    for code, fill in waiting.fillers().items():
        if not code.startswith("tasks.") or code == "tasks.to_accept":  # others let time pass by writing past all deeds
            fill(world)
    world.brought()
    keeping.add("eve", Person.objects.get(pk=world.eve.person_id), "một câu dài khó đoán 7", by=SYSTEM)
    role = "member"
    ben = Person.objects.get(pk=world.ben.person_id)
    elect(world.unit("QN").pk, [Member(role, ben)], since=date(2024, 1, 1), by=world.kim)
    give_quota([world.unit("QN-HL").pk], kind="cadre", number=5, since=date(2025, 1, 1), decision="1-QĐ", by=world.kim)
    return world


def said() -> list[str]:
    return [str(finding) for finding in strange_records()]


def attack(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount, f"nothing was attacked: {statement}"


def test_a_town_in_which_everything_was_told_replays_clean(town):
    assert said() == []


ONE = "WHERE id = (SELECT max(id) FROM {})"
ATTACKS = {
    "a mandate for everything": (
        (
            "INSERT INTO org_mandate (post_id, unit_id, includes_below, permissions, limited_to)"
            " SELECT min(id), min(unit_id), true, '{*}', '{}' FROM org_post"
        ),
        "Mandate .* is none that a deed gave",
    ),
    "a mandate reaches below": ("UPDATE org_mandate SET includes_below = NOT includes_below", "none that a deed gave"),
    "a mandate without its limit": ('UPDATE org_mandate SET limited_to = \'{"types": ["cv"]}\'', "none that a deed"),
    "a mandate taken": ("DELETE FROM org_mandate", "and does not have it"),
    "a delegation redirected": (
        (
            "UPDATE org_delegation SET delegate_id = (SELECT min(id) FROM org_post WHERE id NOT IN"
            " (SELECT delegate_id FROM org_delegation UNION SELECT delegator_id FROM org_delegation))"
        ),
        "grant .*“Granted to”",
    ),
    "a delegation lasts": (
        "UPDATE org_delegation SET period = daterange(lower(period), '2099-01-01')",
        "grant .*“Period”",
    ),
    "a delegation goes on": ("UPDATE org_delegation SET revoked_id = NULL, permissions = '{*}'", "grant .*“Powers”"),
    "an account of somebody else": (
        (
            "UPDATE org_account SET person_id = (SELECT min(id) FROM org_person WHERE id NOT IN"
            " (SELECT person_id FROM org_account WHERE person_id IS NOT NULL))"
        ),
        "account .*“person”",
    ),
    "a password": ("UPDATE org_account SET password = 'pbkdf2_sha256$1$a$b'", "account .*“password”"),
    "an account opened": ("UPDATE org_account SET is_active = NOT is_active", "account .*“may sign in”"),
    "an account added": (
        (
            "INSERT INTO org_account (username, email, password, is_active, language, theme)"
            " VALUES ('mallory', '', '', true, '', '')"
        ),
        "account .*no deed tells how it came about",
    ),
    "progress": ("UPDATE tasks_task SET progress_percent = 99", "task .*“Progress” is “99”"),
    "a deadline": ("UPDATE tasks_task SET due_on = '2099-01-01' WHERE due_on IS NOT NULL", "task .*“Deadline”"),
    "an owner": (
        (
            "UPDATE tasks_task SET owner_post_id = (SELECT max(id) FROM org_post WHERE id NOT IN"
            " (SELECT owner_post_id FROM tasks_task))"
        ),
        "task .*“Owner”",
    ),
    "a state": ("UPDATE tasks_task SET state = 'underway' WHERE state = 'assigned'", "task .*“State”"),
    "a proposal": ("UPDATE org_proposal SET asked = '{\"unit\": 1}'", "proposal .*“What is asked”"),
    "a proposal approved": ("UPDATE org_proposal SET state = 'approved'", "proposal .*“State” is “approved”"),
    "a handover signed": ("UPDATE org_handover SET state = 'taken'", "handover .*“State” is “taken”"),
    "a member": (
        f"UPDATE org_membership SET person_id = (SELECT min(id) FROM org_person) {ONE.format('org_membership')}",
        "membership .* is not what event .* tells",
    ),
    "a quota": ("UPDATE org_quota SET number = 99", "quota .* is not what event .* tells"),
    "the name of a unit": (
        "UPDATE org_unit SET name = 'Sở Tài chính' WHERE code = 'QN-CX'",
        "Unit .* is not what its facts of today say",
    ),
    "the name of a unit and of its facts": (
        "UPDATE org_unitfacts SET name = 'Sở Tài chính' WHERE code = 'QN-CX'",
        "facts of a unit .* is not what event .* tells",
    ),
    "the place of a unit": (
        "UPDATE org_unit SET path = '1/2/3/' WHERE code = 'QN-CX'",
        "Unit .* does not stand below the unit",
    ),
    "a post": ("UPDATE org_postfacts SET rank = 'head' WHERE rank = 'staff'", "facts of a post .* is not what event"),
    "a plan": ("UPDATE org_reorganisation SET title = 'Khác'", "reorganisation .*“Title”"),
    "secrecy": ("UPDATE documents_document SET secrecy = 'mat', abstract = '', body = '', text = ''", "“Secrecy”"),
    "the name of a paper": ("UPDATE documents_attachment SET name = 'khac.pdf'", "paper .*“file” is “khac.pdf”"),
    "a paper gone": ("DELETE FROM documents_attachment WHERE document_id IS NULL", "paper .* is gone, and no deed"),
    "a trip": ("UPDATE trips_trip SET destination = 'Hawaii'", "trip .*“Destination” is “Hawaii”"),
    "a person merged": (
        (
            "UPDATE org_person SET merged_into_id = (SELECT min(id) FROM org_person)"
            " WHERE id = (SELECT max(id) FROM org_person)"
        ),
        "Person .* is marked as a duplicate",
    ),
    "a post closed": (
        "UPDATE org_post SET closed_on = '2025-01-01' WHERE id = (SELECT max(id) FROM org_post)",
        "Post .* is closed, or answered for by another",
    ),
}


def test_what_no_deed_brought_about_is_named(town):
    unnamed = {}
    for name, (statement, named) in ATTACKS.items():
        with transaction.atomic():
            attack(statement)
            if not any(re.search(named, sentence) for sentence in said()):
                unnamed[name] = said()
            transaction.set_rollback(True)
    assert not unnamed


def test_a_notice_is_neither_changed_nor_removed(town):
    for statement in ("DELETE FROM trail_notice", "UPDATE trail_notice SET title = 'x'"):
        with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            cursor.execute(statement)
    assert Notice.objects.update(read_at=timezone.now())


def test_a_deed_that_changes_its_record_after_telling_is_refused(town):
    from baro.tasks.models import Task
    from baro.tasks.verbs import URGE

    task = Task.objects.filter(state="assigned").first()

    def tell_first():
        with change(Task, task.pk, URGE, by=town.ada) as (record, tell):
            tell(words="x")
            record.due_on = task.due_on + timedelta(days=1)
            record.save(update_fields=["due_on"])

    with pytest.raises(AssertionError, match="due_on"):
        tell_first()
