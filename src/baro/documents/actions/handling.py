"""What is done with an incoming document: presented, instructed, filed, carried out, reopened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Concern, Document, HandlingSlip, Role
from baro.documents.verbs import CARRY_OUT, FILE, INSTRUCT, PRESENT, READ, REOPEN, RESUME
from baro.kernel.errors import Refused
from baro.kernel.periods import wrong_deadline
from baro.org.actors import Actor
from baro.org.models import Mandate, Post, PostRank, Unit
from baro.org.queries import holder_of, posts_with
from baro.trail.changes import change
from baro.trail.models import Event, Reason, notify

# Who turns pages for so long reads them in one sitting.
ONE_READING = timedelta(minutes=10)


def present(document_id: int, *, leader: Post, proposal: str, by: Actor) -> Document:
    """Lay a registered document before a leader, with what the office proposes.

    Raises Refused when the leader's post is vacant or may not instruct here.
    """
    now = timezone.localtime()
    with change(Document, document_id, PRESENT, by=by) as (document, tell):
        holder = holder_of(leader, now.date())
        if not holder:
            raise Refused(
                _("Nobody holds the post “%(post)s” today; choose another leader.") % {"post": leader},
                fields={"leader": _("Nobody holds this post today.")},
            )
        if leader.pk not in posts_with(INSTRUCT.code, document.unit):
            raise Refused(
                _("“%(post)s” writes no instructions for this register; choose a leader who does.") % {"post": leader}
            )
        Document.FLOW.move(document, PRESENT)
        document.save(update_fields=["state"])
        HandlingSlip.objects.create(
            document=document, proposal=proposal, proposer_title=by.title, leader_post=leader, presented_at=now
        )
        event = tell(leader=f"{holder}, {leader.name}", proposal=proposal)
        notify(event, document, Reason.DECIDE, [leader.pk])
    return document


def instruct(
    document_id: int,
    *,
    instruction: str,
    lead: Unit,
    due_on: date | None,
    by: Actor,
    coordinates: Sequence[Unit] = (),
    informs: Sequence[Unit] = (),
) -> Document:
    """Write the leader's instruction: exactly one unit leads, others coordinate or are informed, until when.

    Raises Refused when the day is past or not a working day, and when a unit is named twice.
    """
    _refuse_wrong_day(due_on)
    _refuse_twice_named(lead, coordinates, informs)
    now = timezone.localtime()
    with change(Document, document_id, INSTRUCT, by=by) as (document, tell):
        Document.FLOW.move(document, INSTRUCT)
        document.save(update_fields=["state"])
        slip = HandlingSlip.objects.select_for_update().get(document=document)
        slip.instruction, slip.instructor_title, slip.instructed_at = instruction, by.title, now
        slip.lead, slip.due_on = lead, due_on
        slip.save(update_fields=["instruction", "instructor_title", "instructed_at", "lead", "due_on"])
        roles = [(lead, Role.LEAD), *((u, Role.COORDINATE) for u in coordinates), *((u, Role.INFORM) for u in informs)]
        Concern.objects.bulk_create(Concern(document=document, unit=unit, role=role) for unit, role in roles)
        event = tell(instruction=instruction, lead=lead.name)
        notify(event, document, Reason.ASSIGNED, heads_of([lead, *coordinates]))
        notify(event, document, Reason.INFORMED, {*heads_of(informs), *posts_with(PRESENT.code, document.unit)})
    return document


def _refuse_wrong_day(day: date | None) -> None:
    """A deadline lies ahead and on a working day."""
    if sentence := wrong_deadline(day, timezone.localdate()):
        raise Refused(sentence, fields={"due_on": sentence})


def _refuse_twice_named(lead: Unit, coordinates: Iterable[Unit], informs: Iterable[Unit]) -> None:
    """A unit leads, coordinates or is informed: one of the three."""
    seen: set[int] = set()
    for unit in (lead, *coordinates, *informs):
        if unit.pk in seen:
            raise Refused(_("%(unit)s is named twice; a unit leads, coordinates or is informed.") % {"unit": unit})
        seen.add(unit.pk)


def heads_of(units: Iterable[Unit]) -> set[int]:
    """The posts at the head of the units."""
    return set(Post.objects.filter(unit__in=list(units), rank=PostRank.HEAD).values_list("pk", flat=True))


def clerks_of(units: Iterable[int]) -> dict[int, list[int]]:
    """Unit id to the posts that keep its register, in one query."""
    found: dict[int, list[int]] = {}
    rows = Mandate.objects.filter(unit_id__in=list(units), permissions__contains=["documents.document.register"])
    for unit_id, post_id in rows.values_list("unit_id", "post_id"):
        found.setdefault(unit_id, []).append(post_id)
    return found


def file(document_id: int, *, by: Actor) -> Document:
    """Say that a document is for information and nothing follows from it."""
    with change(Document, document_id, FILE, by=by) as (document, tell):
        Document.FLOW.move(document, FILE)
        document.save(update_fields=["state"])
        tell()
    return document


def carry_out(document_id: int) -> Document:
    """Close a document whose last task was accepted; nothing happens when it is not being carried out."""
    by = Actor.system("documents.document.carry_out")
    document: Document = Document.objects.get(pk=document_id)
    if not Document.FLOW.open(document, CARRY_OUT):
        return document
    with change(Document, document_id, CARRY_OUT, by=by) as (document, tell):
        Document.FLOW.move(document, CARRY_OUT)
        document.save(update_fields=["state"])
        notify(tell(), document, Reason.FINISHED, _in_charge_of(document))
    return document


def resume(document_id: int) -> Document:
    """Take up again a document one of whose tasks is open again; nothing happens when it is not carried out."""
    by = Actor.system("documents.document.resume")
    document: Document = Document.objects.get(pk=document_id)
    if not Document.FLOW.open(document, RESUME):
        return document
    with change(Document, document_id, RESUME, by=by) as (document, tell):
        Document.FLOW.move(document, RESUME)
        document.save(update_fields=["state"])
        notify(tell(), document, Reason.INFORMED, _in_charge_of(document))
    return document


def reopen(document_id: int, *, reason: str, by: Actor) -> Document:
    """Take a document that was carried out up again, so that further tasks can follow from it.

    With the last of them it is carried out again.
    """
    with change(Document, document_id, REOPEN, by=by) as (document, tell):
        Document.FLOW.move(document, REOPEN)
        document.save(update_fields=["state"])
        notify(tell(reason=reason), document, Reason.INFORMED, _in_charge_of(document))
    return document


def _in_charge_of(document: Document) -> list[int]:
    """The posts that see to a document: the leader it was presented to, and the office."""
    leaders = HandlingSlip.objects.filter(document=document).values_list("leader_post_id", flat=True)
    return [*leaders, *posts_with(PRESENT.code, document.unit)]


def read(document_id: int, *, on: bool = False, by: Actor) -> Document | None:
    """Tell that a protected document was read; what is not protected is read untold.

    Whoever reads ``on``, page after page, is told once.
    """
    document: Document | None = Document.objects.visible_to(by).filter(pk=document_id, restricted=True).first()
    if document is None:
        return None
    if on:
        told = Event.objects.about(document).done(READ.code).filter(person_id=by.person_id, post_id=by.post_id)
        if told.filter(at__gt=timezone.now() - ONE_READING).exists():
            return document
    with change(Document, document_id, READ, by=by) as (document, tell):
        tell()
    return document
