"""What is done to many documents of a register at once, in a number of statements that does not grow with them."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.correcting import as_fact, refuse_unknown_field
from baro.documents.actions.handling import (
    MINUTE,
    Roles,
    heads_by_unit,
    holder_in_office,
    nobody_leads,
    not_a_leader_here,
    roles_of,
    write_minute,
)
from baro.documents.actions.receiving import send_receipts
from baro.documents.counters import Counter
from baro.documents.models import Concern, Document, HandlingSlip, Role
from baro.documents.rules import incoming_series
from baro.documents.verbs import AGREE, CLASSIFY, FILE, INSTRUCT, PRESENT, TAKE_IN
from baro.kernel.periods import wrong_deadline
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.org.queries import posts_with
from baro.trail.changes import Batch, change_many
from baro.trail.models import Reason, notify_many


def present_many(
    document_ids: Iterable[int],
    *,
    leader: Post,
    proposal: str,
    by: Actor,
    lead: Unit | None = None,
    due_on: date | None = None,
    coordinates: Sequence[Unit] = (),
    informs: Sequence[Unit] = (),
) -> Batch[Document]:
    """Lay registered documents before one leader with the same proposal; those of another register are left out.

    Raises Refused when the leader's post is vacant, when the day is past or not a working day, and when a unit is
    named twice.
    """
    roles = Roles(lead, due_on, coordinates, informs)
    roles.refuse_unfit()
    holder = holder_in_office(leader)
    led = {"lead": [lead.name, *([due_on] if due_on else [])]} if lead else {}
    with transaction.atomic():
        with change_many(Document, document_ids, PRESENT, by=by) as batch:
            _leave_out_other_registers(batch, leader)
            for document in batch.records:
                Document.FLOW.move(document, PRESENT)
                batch.tell(document, leader=f"{holder}, {leader.name}", proposal=proposal, **led)
            _write_slips(batch.records, roles, leader, proposal, by)
            Document.objects.bulk_update(batch.records, ["state"], batch_size=1000)
        told = zip(batch.events, batch.records, strict=True)
        notify_many([(event, document, [leader.pk]) for event, document in told], Reason.DECIDE)
    return batch


def _leave_out_other_registers(batch: Batch[Document], leader: Post) -> None:
    """Refuse the documents for which the leader writes no instructions."""
    units = {document.unit_id: document.unit for document in batch.records}
    own = {pk for pk, unit in units.items() if leader.pk in posts_with(INSTRUCT.code, unit)}
    for document in [one for one in batch.records if one.unit_id not in own]:
        batch.refuse(document, not_a_leader_here(leader))


def _write_slips(documents: Sequence[Document], roles: Roles, leader: Post, proposal: str, by: Actor) -> None:
    """A slip for each document, in the place of one from before, and who is to have a part in it."""
    said = {"proposal": proposal, "proposer_title": by.title, "leader_post": leader, "presented_at": timezone.now()}
    said |= {"lead": roles.lead, "due_on": roles.due_on}
    HandlingSlip.objects.bulk_create(
        [HandlingSlip(document=document, **said) for document in documents],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=list(said),
    )
    Concern.objects.filter(document__in=documents).exclude(role=Role.RECIPIENT).delete()
    Concern.objects.bulk_create(row for document in documents for row in roles.rows_for(document))


def agree_many(document_ids: Iterable[int], *, by: Actor) -> Batch[Document]:
    """Instruct exactly what the office proposed for each of many documents; what cannot be agreed to is left out."""
    with transaction.atomic():
        with change_many(Document, document_ids, AGREE, by=by) as batch:
            roles = _proposed(batch, by)
            for document in batch.records:
                Document.FLOW.move(document, AGREE)
                lead = roles[document.pk].lead
                batch.tell(document, instruction=document.slip.instruction, lead=lead.name if lead else "—")
            HandlingSlip.objects.bulk_update([one.slip for one in batch.records], MINUTE, batch_size=1000)
            Document.objects.bulk_update(batch.records, ["state"], batch_size=1000)
        _tell_those_instructed(batch, roles)
    return batch


def _proposed(batch: Batch[Document], by: Actor) -> dict[int, Roles]:
    """Who is to do what by each slip, with the minute written on it; refuse where nobody leads or the day is past."""
    pks = [document.pk for document in batch.records]
    slips = {s.document_id: s for s in HandlingSlip.objects.filter(document__in=pks).select_related("lead")}
    concerns: dict[int, list[Concern]] = {pk: [] for pk in pks}
    for one in Concern.objects.filter(document__in=pks).select_related("unit"):
        concerns[one.document_id].append(one)
    found = {pk: roles_of(slips[pk], concerns[pk]) for pk in pks}
    for document in list(batch.records):
        document.slip = slip = slips[document.pk]
        write_minute(slip, slip.proposal, found[document.pk], by)
        if found[document.pk].lead is None:
            batch.refuse(document, nobody_leads())
        elif why := wrong_deadline(slip.due_on, timezone.localdate()):
            batch.refuse(document, why)
    return found


def _tell_those_instructed(batch: Batch[Document], roles: dict[int, Roles]) -> None:
    """Bring the instructions to the heads of the units and to the offices of the registers."""
    named = {unit.pk: unit for one in roles.values() for unit in (one.lead, *one.coordinates, *one.informs) if unit}
    heads = heads_by_unit(named.values())
    units = {one.unit_id: one.unit for one in batch.records}
    offices = {pk: posts_with(PRESENT.code, unit) for pk, unit in units.items()}
    working, informed = [], []
    for event, document in zip(batch.events, batch.records, strict=True):
        own = roles[document.pk]
        leads = {post for unit in (own.lead, *own.coordinates) if unit for post in heads.get(unit.pk, ())}
        others = {post for unit in own.informs for post in heads.get(unit.pk, ())}
        working.append((event, document, {*leads, *offices[document.unit_id]}))
        informed.append((event, document, others - leads))
    notify_many(working, Reason.ASSIGNED)
    notify_many(informed, Reason.INFORMED)


def file_many(document_ids: Iterable[int], *, by: Actor) -> Batch[Document]:
    """Say of many documents that they are for information and nothing follows from them."""
    with change_many(Document, document_ids, FILE, by=by) as batch:
        for document in batch.records:
            Document.FLOW.move(document, FILE)
            batch.tell(document)
        Document.objects.bulk_update(batch.records, ["state"], batch_size=1000)
    return batch


def classify_many(document_ids: Iterable[int], *, field: str, by: Actor) -> Batch[Document]:
    """Say of many outgoing documents what field of work they are about; those of which it is known are left out.

    Raises Refused for a field that the rulebook does not know.
    """
    refuse_unknown_field(field)
    with change_many(Document, document_ids, CLASSIFY, by=by) as batch:
        for document in [one for one in batch.records if one.field == field]:
            batch.refuse(document, _("This is the field of work already. Choose another one."))
        for document in batch.records:
            Document.FLOW.move(document, CLASSIFY)
            former, document.field = document.field, field
            batch.tell(document, now=as_fact("field", field), former=as_fact("field", former))
        Document.objects.bulk_update(batch.records, ["field"], batch_size=1000)
    return batch


def take_in_many(document_ids: Iterable[int], *, by: Actor) -> Batch[Document]:
    """Give many documents that arrived from other units the next incoming numbers, in the order of their arrival."""
    today = timezone.localdate()
    with transaction.atomic():
        with change_many(Document, document_ids, TAKE_IN, by=by) as batch:
            last = {
                unit: Counter.next(unit, incoming_series(today.year), step=number)
                for unit, number in sorted(Counted(one.unit_id for one in batch.records).items())
            }
            for document in reversed(batch.records):
                Document.FLOW.move(document, TAKE_IN)
                document.arrived_on = document.entered_on = today
                document.arrival_number = last[document.unit_id]
                last[document.unit_id] -= 1
                batch.tell(document, number=document.arrival_number)
            fields = ["state", "arrived_on", "entered_on", "arrival_number"]
            Document.objects.bulk_update(batch.records, fields, batch_size=1000)
            send_receipts(batch.records, by)
        units = {one.unit_id: one.unit for one in batch.records}
        offices = {pk: posts_with(PRESENT.code, unit) for pk, unit in units.items()}
        told = zip(batch.events, batch.records, strict=True)
        notify_many([(event, one, offices[one.unit_id]) for event, one in told], Reason.DECIDE)
    return batch
