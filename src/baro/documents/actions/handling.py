"""What is done with an incoming document: presented, instructed, filed, carried out; and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Concern, Document, HandlingSlip, Role
from baro.documents.verbs import (
    AGREE,
    AMEND,
    CARRY_OUT,
    FILE,
    HAND_BACK,
    INSTRUCT,
    PRESENT,
    READ,
    REOPEN,
    RESUME,
    TAKE_UP,
)
from baro.kernel.errors import Refused
from baro.kernel.periods import wrong_deadline
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Mandate, Post, PostRank, Unit
from baro.org.queries import holder_of, posts_with
from baro.trail.changes import change
from baro.trail.models import Event, Reason, notify

# Who turns pages for so long reads them in one sitting.
ONE_READING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is to do what with a document, and until when: as the office proposes it, and as the leader decides it."""

    lead: Unit | None = None
    due_on: date | None = None
    coordinates: Sequence[Unit] = ()
    informs: Sequence[Unit] = ()

    def refuse_unfit(self) -> None:
        """Raise Refused for a day that is past or not worked, and for a unit that is named twice."""
        if sentence := wrong_deadline(self.due_on, timezone.localdate()):
            raise Refused(sentence, fields={"due_on": sentence})
        seen: set[int] = set()
        for unit in filter(None, (self.lead, *self.coordinates, *self.informs)):
            if unit.pk in seen:
                raise Refused(_("%(unit)s is named twice; a unit leads, coordinates or is informed.") % {"unit": unit})
            seen.add(unit.pk)

    def keep(self, document: Document) -> None:
        """Let exactly these units have a part in the document."""
        Concern.objects.filter(document=document).exclude(role=Role.RECIPIENT).delete()
        Concern.objects.bulk_create(self.rows_for(document))

    def rows_for(self, document: Document) -> list[Concern]:
        """A row for each unit in its role, not saved yet."""
        named = [(self.lead, Role.LEAD)] if self.lead else []
        named += [*((u, Role.COORDINATE) for u in self.coordinates), *((u, Role.INFORM) for u in self.informs)]
        return [Concern(document=document, unit=unit, role=role) for unit, role in named]


def present(
    document_id: int,
    *,
    leader: Post,
    proposal: str,
    by: Actor,
    lead: Unit | None = None,
    due_on: date | None = None,
    coordinates: Sequence[Unit] = (),
    informs: Sequence[Unit] = (),
) -> Document:
    """Lay a registered document before a leader, with what the office proposes: the work, who leads, until when.

    Raises Refused when the leader's post is vacant or may not instruct here, when the day is past or not a working day,
    and when a unit is named twice.
    """
    roles = Roles(lead, due_on, coordinates, informs)
    roles.refuse_unfit()
    now = timezone.localtime()
    with change(Document, document_id, PRESENT, by=by) as (document, tell):
        holder = holder_in_office(leader)
        if leader.pk not in posts_with(INSTRUCT.code, document.unit):
            raise Refused(not_a_leader_here(leader))
        Document.FLOW.move(document, PRESENT)
        document.save(update_fields=["state"])
        slip = {"proposal": proposal, "proposer_title": by.title, "leader_post": leader, "presented_at": now}
        HandlingSlip.objects.update_or_create(document=document, defaults=slip | {"lead": lead, "due_on": due_on})
        roles.keep(document)
        led = {"lead": [lead.name, *([due_on] if due_on else [])]} if lead else {}
        event = tell(leader=f"{holder}, {leader.name}", proposal=proposal, **led)
        notify(event, document, Reason.DECIDE, [leader.pk])
    return document


def holder_in_office(leader: Post) -> str:
    """The name of who holds the leader's post today.

    Raises Refused when nobody does.
    """
    if holder := holder_of(leader, timezone.localdate()):
        return holder
    raise Refused(
        _("Nobody holds the post “%(post)s” today; choose another leader.") % {"post": leader},
        fields={"leader": _("Nobody holds this post today.")},
    )


def not_a_leader_here(leader: Post) -> str:
    """Why a document of a register is not presented to a post."""
    return _("“%(post)s” writes no instructions for this register; choose a leader who does.") % {"post": leader}


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
    roles = Roles(lead, due_on, coordinates, informs)
    return _decide(INSTRUCT, document_id, instruction, lambda _slip: roles, by=by)


def amend(
    document_id: int,
    *,
    instruction: str,
    lead: Unit,
    due_on: date | None,
    by: Actor,
    coordinates: Sequence[Unit] = (),
    informs: Sequence[Unit] = (),
) -> Document:
    """Put another instruction in the place of the one that was written; the trail keeps that one.

    Raises Refused as `instruct` does.
    """
    roles = Roles(lead, due_on, coordinates, informs)
    return _decide(AMEND, document_id, instruction, lambda _slip: roles, by=by)


def agree(document_id: int, *, by: Actor) -> Document:
    """Instruct exactly what the office proposed.

    Raises Refused when no unit was proposed to lead, and when the day proposed is past by now.
    """
    return _decide(AGREE, document_id, "", proposed_roles, by=by)


def proposed_roles(slip: HandlingSlip) -> Roles:
    """The units and the day that stand on a slip."""
    return roles_of(slip, Concern.objects.filter(document=slip.document_id).select_related("unit"))


def roles_of(slip: HandlingSlip, concerns: Iterable[Concern]) -> Roles:
    """The same, where the units concerned are known."""
    named = list(concerns)
    coordinates = [one.unit for one in named if one.role == Role.COORDINATE]
    return Roles(slip.lead, slip.due_on, coordinates, [one.unit for one in named if one.role == Role.INFORM])


def _decide(
    verb: Verb, document_id: int, instruction: str, decided: Callable[[HandlingSlip], Roles], *, by: Actor
) -> Document:
    """Write an instruction onto the slip, in the words of the proposal when it has none of its own."""
    with change(Document, document_id, verb, by=by) as (document, tell):
        slip = HandlingSlip.objects.select_for_update(of=("self",)).select_related("lead").get(document=document)
        roles = decided(slip)
        if roles.lead is None:
            raise Refused(nobody_leads())
        roles.refuse_unfit()
        Document.FLOW.move(document, verb)
        document.save(update_fields=["state"])
        write_minute(slip, instruction or slip.proposal, roles, by)
        slip.save(update_fields=MINUTE)
        roles.keep(document)
        event = tell(instruction=slip.instruction, lead=roles.lead.name)
        working = {*heads_of([roles.lead, *roles.coordinates]), *posts_with(PRESENT.code, document.unit)}
        notify(event, document, Reason.ASSIGNED, working)
        notify(event, document, Reason.INFORMED, heads_of(roles.informs) - working)
    return document


# The columns of a slip that an instruction fills.
MINUTE = ("instruction", "instructor_title", "instructed_at", "lead", "due_on")


def write_minute(slip: HandlingSlip, instruction: str, roles: Roles, by: Actor) -> None:
    """Put an instruction onto a slip, which is not saved yet."""
    slip.instruction, slip.instructor_title, slip.instructed_at = instruction, by.title, timezone.localtime()
    slip.lead, slip.due_on = roles.lead, roles.due_on


def nobody_leads() -> str:
    """Why nobody can agree to a proposal."""
    return _("The proposal does not say who leads. Write the instruction and choose the unit.")


def hand_back(document_id: int, *, reason: str, by: Actor) -> Document:
    """Give a document that was presented back to the office, which can present it again or file it."""
    with change(Document, document_id, HAND_BACK, by=by) as (document, tell):
        Document.FLOW.move(document, HAND_BACK)
        document.save(update_fields=["state"])
        notify(tell(reason=reason.strip()), document, Reason.RETURNED, in_charge_of(document))
    return document


def heads_of(units: Iterable[Unit]) -> set[int]:
    """The posts at the head of the units."""
    return {post for posts in heads_by_unit(units).values() for post in posts}


def heads_by_unit(units: Iterable[Unit]) -> dict[int, set[int]]:
    """Unit id to the posts at its head, in one query."""
    found: dict[int, set[int]] = {}
    rows = Post.objects.filter(unit__in=list(units), rank=PostRank.HEAD)
    for unit_id, post_id in rows.values_list("unit_id", "pk"):
        found.setdefault(unit_id, set()).add(post_id)
    return found


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


def take_up(document_id: int, *, by: Actor) -> Document:
    """Take a document that was filed up again: it waits to be presented once more."""
    with change(Document, document_id, TAKE_UP, by=by) as (document, tell):
        Document.FLOW.move(document, TAKE_UP)
        document.save(update_fields=["state"])
        notify(tell(), document, Reason.DECIDE, posts_with(PRESENT.code, document.unit))
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
        notify(tell(), document, Reason.FINISHED, in_charge_of(document))
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
        notify(tell(), document, Reason.INFORMED, in_charge_of(document))
    return document


def reopen(document_id: int, *, reason: str, by: Actor) -> Document:
    """Take a document that was carried out up again, so that further tasks can follow from it.

    With the last of them it is carried out again.
    """
    with change(Document, document_id, REOPEN, by=by) as (document, tell):
        Document.FLOW.move(document, REOPEN)
        document.save(update_fields=["state"])
        notify(tell(reason=reason), document, Reason.INFORMED, in_charge_of(document))
    return document


def in_charge_of(document: Document) -> list[int]:
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
