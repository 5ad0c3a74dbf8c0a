"""The trail: only grows, keeps its canonical form, insists on being told."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from baro.documents.models import Document
from baro.documents.verbs import FILE, REGISTER, SIGN
from baro.trail.changes import change, change_many, tell_many
from baro.trail.models import Event
from baro.trail.receipts import promises
from baro.trail.sequencing import opened_log
from baro.trail.verifying import verify
from tests.roles import as_owner


@pytest.mark.parametrize(
    "statement", ["UPDATE trail_event SET verb_code = 'x'", "DELETE FROM trail_event", "TRUNCATE trail_event CASCADE"]
)
def test_the_database_refuses_to_change_what_happened(world, statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        cursor.execute(statement)
    with as_owner(connection) as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the town still owes would refuse TRUNCATE first
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    assert Event.objects.exists()


def test_the_trail_verifies(world):
    world.registered()
    verdict = verify()
    assert (verdict.broken, verdict.checked) == ("", Event.objects.count())


def test_a_fact_changed_behind_the_triggers_back_is_found(world):
    document = world.registered()
    event = Event.objects.about(document)[0]
    with as_owner(connection) as cursor:
        cursor.execute("ALTER TABLE trail_event DISABLE TRIGGER event_is_never_changed")
        cursor.execute("UPDATE trail_event SET facts = jsonb_set(facts, '{number}', '99') WHERE id = %s", [event.pk])
    assert "event_is_never_changed" in verify().broken
    with as_owner(connection) as cursor:
        cursor.execute("ALTER TABLE trail_event ENABLE TRIGGER event_is_never_changed")
    assert verify().broken == f"Event {event.pk} does not match its digest."


def test_the_canonical_form_survives_the_database_and_the_erasure_of_facts(world):
    document = world.registered()
    event = Event.objects.about(document)[0]
    before = event.canonical_form
    event.facts = event.salt = None
    assert event.canonical_form == before
    assert b"Clo" not in before
    assert "—" in event.sentence


def test_a_change_that_is_not_told_does_not_happen(world):
    document = world.registered()

    def change_in_silence():
        with change(Document, document.pk, FILE, by=world.chi) as (record, _tell):
            record.abstract = "changed"
            record.save(update_fields=["abstract"])

    with pytest.raises(AssertionError, match="without telling"):
        change_in_silence()
    document.refresh_from_db()
    assert document.abstract != "changed"


def test_many_are_changed_together_and_the_refused_are_named(world):
    open_one, filed = world.registered(), world.registered()
    Document.objects.filter(pk=filed.pk).update(state="filed")
    with change_many(Document, [open_one.pk, filed.pk], FILE, by=world.chi) as batch:
        for record in batch.records:
            batch.tell(record)
    assert [record.pk for record in batch.records] == [open_one.pk]
    assert [(r.pk, "not possible" in r.sentence) for r in batch.refused] == [(filed.pk, True)]
    assert Event.objects.about(open_one).done("documents.document.file").count() == 1


def test_weighty_deeds_that_are_told_together_get_their_receipts(world, django_capture_on_commit_callbacks):
    papers = [world.registered(), world.registered()]
    told = [(paper, {"symbol": "1-KL/TU"}) for paper in papers]
    with django_capture_on_commit_callbacks(execute=True):
        events = tell_many(SIGN, told, by=world.ada, facts={})
    promised, strange = promises(opened_log().signer.key)
    assert (promised, strange) == ({event.pk: event.entry for event in events}, [])


def test_a_fact_that_the_sentence_needs_cannot_be_forgotten(world):
    from baro.trail.changes import record_event

    with pytest.raises(AssertionError, match="told without number"):
        record_event(REGISTER, world.registered(), by=world.clo, facts={})


def test_a_day_in_a_sentence_is_written_as_the_reader_writes_it(world):
    from django.utils import translation

    from baro.trail.models import spoken

    with translation.override("vi"):
        assert spoken("2026-03-01") == "01/03/2026"
    with translation.override("ar"):
        assert spoken("84-KH/TU") == "\u206884-KH/TU\u2069"
