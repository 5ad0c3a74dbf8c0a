"""Twenty attacks on the trail, as the application, as owner and as superuser: each is refused or named by verifying.

Each runs on a fresh copy of a small log. The control shows what nobody would find if the log were not signed.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable

import psycopg
import pytest

from baro.trail.models import digest_of_facts
from baro.trail.sequencing import sequence
from baro.trail.tests.small_log import READINGS, Attacked

pytestmark = pytest.mark.slow  # each copies a database: a third of a second

OFF = "ALTER TABLE trail_event DISABLE TRIGGER event_is_never_changed"
ON = "ALTER TABLE trail_event ENABLE TRIGGER event_is_never_changed"
PAST_TRIGGERS = "SET session_replication_role = replica"
READ, PRESENT, REGISTER = (f"documents.document.{word}" for word in ("read", "present", "register"))
NEWEST = "SELECT id FROM trail_event ORDER BY id DESC LIMIT"


def test_the_small_log_holds(attacked):
    verdict = attacked.verdict()
    assert (verdict.broken, verdict.waiting) == ("", 0)
    assert verdict.checked == verdict.size > READINGS


# What the database refuses


@pytest.mark.parametrize(
    "statement",
    ["UPDATE trail_event SET verb_code = 'x'", "DELETE FROM trail_event", "TRUNCATE trail_event CASCADE"],
    ids=["1 update", "2 delete", "3 truncate"],
)
def test_the_application_and_the_owner_are_refused(attacked, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attacked.do(statement, role="baro")
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
        attacked.do(statement, role="baro_migrations")
    assert attacked.verdict().broken == ""


@pytest.mark.parametrize(
    "statement",
    [
        OFF,
        "DROP TRIGGER event_is_never_changed ON trail_event",
        "ALTER TABLE trail_event ADD COLUMN x int",
        "CREATE OR REPLACE FUNCTION trail_number(most integer) RETURNS bigint LANGUAGE sql AS 'SELECT 0'",
        "INSERT INTO trail_leaf VALUES (100000, 100000)",
        "DELETE FROM trail_pending",
        "SELECT trail_erase(max(id)) FROM trail_event",
        "SET ROLE baro_trail",
        "SET session_replication_role = replica",
        "CREATE TABLE mine ()",
    ],
)
def test_the_application_may_add_events_and_nothing_else(attacked, statement):
    if "trail_erase" in statement:
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):  # no act was told
            attacked.do(statement, role="baro")
    else:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attacked.do(statement, role="baro")


# What verifying names


def facts_changed(it: Attacked) -> str:
    pk = it.event(PRESENT)
    it.do(OFF, f"UPDATE trail_event SET facts = jsonb_set(facts, '{{proposal}}', '\"x\"') WHERE id = {pk}", ON)
    return f"Event {pk} does not match its digest."


def facts_and_digest_changed(it: Attacked) -> str:
    pk = it.event(PRESENT)
    with it.connect("postgres") as opened:
        facts, salt = opened.execute("SELECT facts, salt FROM trail_event WHERE id = %s", [pk]).fetchone()
        facts = facts | {"proposal": "x"}
        opened.execute(OFF)
        opened.execute(
            "UPDATE trail_event SET facts = %s, facts_digest = %s WHERE id = %s",
            [json.dumps(facts), digest_of_facts(salt, facts), pk],
        )
        opened.execute(ON)
    return f"Event {pk} is not what the log took in."


def head_changed(assignment: str) -> Callable[[Attacked], str]:
    def attack(it: Attacked) -> str:
        pk = it.event(READ) + 1
        it.do(OFF, f"UPDATE trail_event SET {assignment} WHERE id = {pk}", ON, role="baro_migrations")
        return f"Event {pk} is not what the log took in."

    return attack


def middle_deleted(it: Attacked) -> str:
    pk = it.event(READ) + 7
    it.do(OFF, f"DELETE FROM trail_event WHERE id = {pk}", ON, role="baro_migrations")
    return f"Event {pk} stands in the log and is gone from the database."


def newest_deleted_trigger_left_off(it: Attacked) -> str:
    it.do(OFF, f"DELETE FROM trail_event WHERE id IN ({NEWEST} 20)", role="baro_migrations")
    return "The trigger event_is_never_changed is missing or switched off."


def newest_deleted(it: Attacked) -> str:
    last = it.one("SELECT max(id) FROM trail_event")
    it.do(OFF, f"DELETE FROM trail_event WHERE id IN ({NEWEST} 20)", ON, role="baro_migrations")
    return f"Events {last - 19} to {last} stand in the log and are gone from the database."


def back_dated(it: Attacked) -> str:
    it.do(
        "INSERT INTO trail_event (at, verb_code, subjects, facts, salt, facts_digest)"
        f" SELECT at - interval '40 days', verb_code, subjects, facts, salt, facts_digest FROM trail_event"
        f" WHERE id = {it.event(READ)}",
        role="baro",
    )
    pk = it.one("SELECT max(id) FROM trail_event")
    with it.opened():
        sequence()
    return f"Event {pk} is dated long before events that were recorded earlier."


def ids_swapped(it: Attacked) -> str:
    one, other = it.event(READ) + 3, it.event(READ) + 9
    swap = f"CASE id WHEN {one} THEN {other} WHEN -1 THEN {one} ELSE -1 END"
    it.do(
        PAST_TRIGGERS + f"; UPDATE trail_event SET id = -1 WHERE id = {other}; UPDATE trail_event SET id = {swap}"
        f" WHERE id = {one}; UPDATE trail_event SET id = {one} WHERE id = -1"
    )
    return f"Event {one} is not what the log took in. Event {other} is not what the log took in."


def salt_changed(it: Attacked) -> str:
    pk = it.event(PRESENT)
    it.do(OFF, f"UPDATE trail_event SET salt = '\\x00' WHERE id = {pk}", ON, role="baro_migrations")
    return f"Event {pk} does not match its digest."


def facts_erased(it: Attacked) -> str:
    first = it.event(READ) + 10
    it.do(
        OFF,
        f"UPDATE trail_event SET facts = NULL, salt = NULL WHERE id BETWEEN {first} AND {first + 100}",
        ON,
        role="baro_migrations",
    )
    return f"The facts of events {first} to {first + 100} were erased without a told and reasoned act."


NO_OP = "CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN {}; END'"


def function_replaced(it: Attacked) -> str:
    pk = it.event(PRESENT)
    it.do(
        NO_OP.format("event_is_never_changed()", "NEW"),
        f"UPDATE trail_event SET person_id = 1 WHERE id = {pk}",
        NO_OP.format("event_is_never_changed()", "OLD"),
        f"DELETE FROM trail_event WHERE id = {it.event(READ)}",
        role="baro_migrations",
    )
    return f"The function event_is_never_changed was changed. Event {pk} is not what the log took in."


def trigger_that_never_acts(it: Attacked) -> str:
    it.do(
        "DROP TRIGGER event_is_never_changed ON trail_event",
        "CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON trail_event"
        " FOR EACH ROW WHEN (false) EXECUTE FUNCTION event_is_never_changed()",
        role="baro_migrations",
    )
    return "The trigger event_is_never_changed was changed."


def past_the_triggers(it: Attacked) -> str:
    pk = it.event(PRESENT)
    it.do(f"{PAST_TRIGGERS}; UPDATE trail_event SET post_id = 1 WHERE id = {pk}")
    return f"Event {pk} is not what the log took in."


def signed_document_changed(it: Attacked) -> str:
    pk = it.one("SELECT min(id) FROM documents_document WHERE signed_at IS NOT NULL")
    it.do(f"UPDATE documents_document SET body = 'x' WHERE id = {pk}", role="baro")
    return rf"Document {pk} \(.*\) is no longer what was signed."


def state_changed(it: Attacked) -> str:
    pk = it.one("SELECT max(id) FROM documents_document WHERE state = 'issued' AND origin_id IS NULL")
    it.do(f"UPDATE documents_document SET state = 'signed' WHERE id = {pk}", role="baro")
    return f"document {pk}: “State” is “signed”, and event [0-9]+ says “issued”."


def number_changed(it: Attacked) -> str:
    pk = it.one("SELECT min(id) FROM documents_document WHERE arrival_number IS NOT NULL")
    it.do(f"UPDATE documents_document SET arrival_number = 99 WHERE id = {pk}", role="baro")
    return f"document {pk}: “Incoming no.” is “99”, and event [0-9]+ says “1”."


def signer_changed(it: Attacked) -> str:
    pk = it.one("SELECT min(id) FROM documents_document WHERE signer_id IS NOT NULL AND origin_id IS NULL")
    it.do(f"UPDATE documents_document SET signer_id = (SELECT max(id) FROM org_person) WHERE id = {pk}", role="baro")
    return f"document {pk}: “signer” is “[0-9]+”, and event [0-9]+ says “[0-9]+”."


def tenure_changed(it: Attacked) -> str:
    pk = it.one("SELECT min(id) FROM org_tenure")
    it.do(f"UPDATE org_tenure SET person_id = (SELECT max(id) FROM org_person) WHERE id = {pk}", role="baro")
    return f"Tenure {pk} is not what event [0-9]+ tells."


def tenure_added(it: Attacked) -> str:
    it.do(
        "INSERT INTO org_tenure (person_id, post_id, kind, period, recorded_id)"
        " SELECT person_id, post_id, 'acting', period, recorded_id FROM org_tenure ORDER BY id LIMIT 1",
        role="baro",
    )
    return "Event [0-9]+ tells of one tenure, and there are 2 that come from it."


def digest_of_a_paper_changed(it: Attacked) -> str:
    pk = it.one("SELECT min(id) FROM documents_attachment")
    it.do(f"UPDATE documents_attachment SET digest = repeat('0', 64) WHERE id = {pk}", role="baro")
    return f"paper {pk}: “digest” is “0+”, and event [0-9]+ says “[0-9a-f]+”."


def an_old_copy(it: Attacked) -> str:
    count = it.one("SELECT count(*) FROM trail_event")
    it.do(
        f"{PAST_TRIGGERS}; DELETE FROM trail_leaf WHERE event_id IN ({NEWEST} 200);"
        f" DELETE FROM trail_event WHERE id IN ({NEWEST} 200)"
    )
    return f"The log holds {count} events and the database only the first {count - 200} of them"


def trigger_dropped(it: Attacked) -> str:
    it.do("DROP TRIGGER event_waits_for_the_log ON trail_event", role="baro_migrations")
    return "The trigger event_waits_for_the_log is missing or switched off."


def trigger_disabled(it: Attacked) -> str:
    it.do("ALTER TABLE trail_event DISABLE TRIGGER event_is_never_truncated", role="baro_migrations")
    return "The trigger event_is_never_truncated is missing or switched off."


def right_given(it: Attacked) -> str:
    it.do("GRANT UPDATE ON trail_event TO PUBLIC", role="baro_migrations")
    return "The application's role has the right UPDATE on trail_event."


def owner_changed(it: Attacked) -> str:
    it.do("ALTER TABLE trail_leaf OWNER TO baro_migrations", role="baro_migrations")
    return "The table trail_leaf does not belong to the trail's owner."


def trigger_added(it: Attacked) -> str:
    it.do(
        "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER quiet BEFORE INSERT ON trail_event FOR EACH ROW EXECUTE FUNCTION quiet()",
        role="baro_migrations",
    )
    return "The trigger quiet is none of Baro's."


def triggers_off_by_a_setting(it: Attacked) -> str:
    it.do(f'ALTER DATABASE "{it.database}" SET session_replication_role = replica')
    return "A setting of the database keeps its triggers from acting."


def rule_added(it: Attacked) -> str:
    it.do("CREATE RULE quiet AS ON INSERT TO trail_event DO INSTEAD NOTHING", role="baro_migrations")
    return "The table trail_event has rules that this version of Baro does not put up."


def file_replaced(it: Attacked) -> str:
    file = next(path for path in (it.folder / "files").glob("??/*") if path.is_file())
    file.write_bytes(b"x")
    return f"The file {file.parent.name}{file.name} was changed."


CONTENT = {
    "5 facts and digest changed": facts_and_digest_changed,
    "6 time changed": head_changed("at = at + interval '1 second'"),
    "6 person changed": head_changed("person_id = person_id + 1"),
    "6 post changed": head_changed("post_id = post_id + 1"),
    "6 verb changed": head_changed("verb_code = 'documents.document.revise'"),
    "6 subjects changed": head_changed("subjects = ARRAY['documents.document:99']"),
    "7 middle deleted": middle_deleted,
    "8b newest deleted": newest_deleted,
    "10 ids swapped": ids_swapped,
    "15 past the triggers": past_the_triggers,
    "17 an old copy": an_old_copy,
}


def powers_replaced(it: Attacked) -> str:
    it.do(
        "CREATE OR REPLACE FUNCTION"
        " baro_powers_held(session text, account bigint, person bigint, post bigint, day date) RETURNS jsonb"
        " LANGUAGE plpgsql AS $$BEGIN RETURN '{}'::jsonb; END$$",
        role="baro_migrations",
    )
    return "The function baro_powers_held was changed."


ATTACKS = CONTENT | {
    "powers replaced": powers_replaced,
    "4 facts changed": facts_changed,
    "8 newest deleted, trigger left off": newest_deleted_trigger_left_off,
    "9 back-dated": back_dated,
    "11 salt changed": salt_changed,
    "12 facts erased": facts_erased,
    "13 function replaced": function_replaced,
    "14 trigger that never acts": trigger_that_never_acts,
    "16 signed document changed": signed_document_changed,
    "16 state changed": state_changed,
    "16 number changed": number_changed,
    "16 signer changed": signer_changed,
    "16 tenure changed": tenure_changed,
    "16 tenure added": tenure_added,
    "16 digest of a paper changed": digest_of_a_paper_changed,
    "18 trigger dropped": trigger_dropped,
    "19 trigger disabled": trigger_disabled,
    "20 file replaced": file_replaced,
    "a right given": right_given,
    "owner changed": owner_changed,
    "trigger added": trigger_added,
    "triggers off by a setting": triggers_off_by_a_setting,
    "rule added": rule_added,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_is_named(attacked, name):
    named = ATTACKS[name](attacked)
    said = " ".join(str(finding) for finding in attacked.verdict().findings)
    assert re.search(named, said), said


@pytest.mark.parametrize("name", CONTENT)
def test_without_a_signature_nobody_finds_what_the_log_was_made_anew_over(attacked, name):
    CONTENT[name](attacked)
    attacked.do("TRUNCATE trail_leaf, trail_pending", "INSERT INTO trail_pending SELECT id FROM trail_event")
    shutil.rmtree(attacked.folder / "log")
    (attacked.folder / "key").rename(attacked.folder / "its key")
    (attacked.folder / "receipts").unlink()
    with attacked.opened():
        sequence()  # signed with a key of the attacker's
    findings = attacked.verdict(signed=False).findings
    assert [str(one) for one in findings if one.check != "replay"] == []  # replay may see that records tell otherwise
    (attacked.folder / "its key").rename(attacked.folder / "key")
    assert "is not signed by baro" in attacked.verdict().broken
