"""What the page of a document shows, and what is done to it there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.documents import queries
from baro.documents import verbs as v
from baro.documents.actions import bringing, correcting, handling, in_bulk, receiving
from baro.documents.flow import ENTERED, SENT, UNSIGNED, State
from baro.documents.models import Concern, Direction, Document, HandlingSlip, Role
from baro.documents.proposing import days_named
from baro.documents.web import forms, in_force, outgoing
from baro.documents.web.doubts import doubt_about
from baro.documents.web.drafts import DRAFTING
from baro.kernel.periods import moved_to_working_day
from baro.org.actors import Actor
from baro.org.models import Tenure
from baro.org.queries import holder_of, posts_with
from baro.ui.http import Request
from baro.ui.records import PANELS, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose
from baro.ui.words.cells import badge, code, moment, own, text


def _correct(pk: int, *, uploads: Sequence[Any] = (), by: Actor, **line: Any) -> Document:
    """Bring the files that were forgotten and correct the entry: both or neither."""
    with transaction.atomic():
        document = Document.objects.visible_to(by).select_related("unit").get(pk=pk)
        papers = [paper.pk for paper in bringing.bring_all(uploads, document.unit, by=by)]
        return correcting.correct(pk, papers=papers, by=by, **line)


def _as_entered(_request: Request, document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in (*correcting.PRINTED, *correcting.OURS)}


def _unit(_request: Request, document: Document) -> dict[str, Any]:
    return {"unit": document.unit}


def _named(_request: Request, document: Document) -> dict[str, Any]:
    """The days that the papers name, for the fields in which one of them may be meant."""
    return {"named": days_named(document.attachments.values_list("proposal", flat=True))}


def _papers(_request: Request, document: Document) -> dict[str, Any]:
    papers = list(document.attachments.defer("text"))
    named = days_named(paper.proposal for paper in papers)
    return {"papers": papers, "named": named, "slip": getattr(document, "slip", None)}


def _to_propose(_request: Request, document: Document) -> dict[str, Any]:
    """A document that was presented before begins with what was proposed then."""
    slip = getattr(document, "slip", None)
    if slip is None:
        return {"due_on": _due_day(document.reply_by)}
    return _roles_on(slip) | {"leader": slip.leader_post_id, "proposal": slip.proposal}


def _to_instruct(_request: Request, document: Document) -> dict[str, Any]:
    """What the office proposed, or what was instructed; the day of the answer where there is no other."""
    slip: HandlingSlip = document.slip
    roles = _roles_on(slip)
    return roles | {
        "instruction": slip.instruction or slip.proposal,
        "due_on": roles["due_on"] or _due_day(document.reply_by),
    }


def _roles_on(slip: HandlingSlip) -> dict[str, Any]:
    roles = handling.proposed_roles(slip)
    return {name: getattr(roles, name) for name in ("lead", "due_on", "coordinates", "informs")}


def _due_day(reply_by: date | None) -> date | None:
    """The day of an answer as a deadline: it moves to the next working day, and is none once it is past."""
    return moved_to_working_day(reply_by) if reply_by and reply_by >= timezone.localdate() else None


def _is(*states: State) -> Any:
    """On the pages of documents in some states."""
    return lambda document: document.state in states


def _has_a_lead(document: Document) -> bool:
    """Whether the office proposed who leads, so that there is something to agree to."""
    slip = getattr(document, "slip", None)
    return document.state == State.PRESENTED and slip is not None and slip.lead_id is not None


VERBS = (
    VerbPage(v.TAKE_IN, receiving.take_in, many=in_bulk.take_in_many),
    VerbPage(
        v.PRESENT,
        handling.present,
        forms.PresentForm,
        "documents/instruct.html",
        initial=_to_propose,
        beside=_papers,
        options=lambda request, document: _unit(request, document) | _named(request, document),
        many=in_bulk.present_many,
    ),
    VerbPage(v.AGREE, handling.agree, only=_has_a_lead, many=in_bulk.agree_many),
    VerbPage(
        v.INSTRUCT,
        handling.instruct,
        forms.InstructForm,
        "documents/instruct.html",
        initial=_to_instruct,
        beside=_papers,
        options=_named,
    ),
    VerbPage(
        v.AMEND,
        handling.amend,
        forms.InstructForm,
        "documents/instruct.html",
        initial=_to_instruct,
        beside=_papers,
        options=_named,
        only=_is(State.INSTRUCTED),
    ),
    VerbPage(v.HAND_BACK, handling.hand_back, forms.HandBackForm, only=_is(State.PRESENTED)),
    VerbPage(v.FILE, handling.file, many=in_bulk.file_many),
    VerbPage(v.TAKE_UP, handling.take_up, only=_is(State.FILED)),
    VerbPage(v.REOPEN, handling.reopen, forms.ReopenForm, only=_is(State.CARRIED_OUT)),
    VerbPage(
        v.CORRECT,
        _correct,
        forms.CorrectForm,
        initial=_as_entered,
        options=lambda _request, document: {"document": document},
        only=_is(*ENTERED),
    ),
    VerbPage(
        v.CANCEL_NUMBER,
        correcting.cancel_number,
        forms.CancelNumberForm,
        only=_is(State.REGISTERED, State.PRESENTED, State.FILED),
    ),
    VerbPage(
        v.CLASSIFY,
        correcting.classify,
        forms.ClassifyForm,
        initial=lambda _request, document: {"field": document.field},
        only=lambda document: not _is_incoming(document),
        many=in_bulk.classify_many,
    ),
    *outgoing.VERBS,
    *in_force.VERBS,
)


def _field(document: Document) -> str:
    return queries.field_names().get(document.field, document.field)


def _signed_by(document: Document) -> str:
    return " · ".join(filter(None, (document.signing_mark, document.signer_title)))


INCOMING = (
    Fact("issuer"),
    Fact("issued_on", always=True),
    Fact(_signed_by, _("Signed by")),
    Fact("pages"),
    Fact("arrival_number", always=True),
    Fact("arrived_on", always=True),
    Fact("unit", _("Register of")),
    Fact("reply_by"),
    Fact("addressee"),
    Fact(_field, _("Field of work")),
    Fact("kept_at"),
    Fact("replies_to", _("Answers"), linked=True),
)
OUTGOING = (
    Fact("issuer"),
    Fact("issued_on", always=True),
    Fact("drafter", _("Drafted by")),
    Fact(outgoing.number_held, _("Reserved number")),
    Fact(outgoing.approvers_of, _("Approval asked for")),
    Fact(lambda document: document.signatories, _("Waits for the signature of")),
    Fact(_signed_by, _("Signed by")),
    Fact("signed_at"),
    Fact(_field, _("Field of work")),
    Fact("replies_to", _("Answers"), linked=True),
    Fact("replaces", _("Replaces"), linked=True),
)


def _is_incoming(document: Document) -> bool:
    return document.direction == Direction.INCOMING


def _concerned(role: Role) -> Any:
    """The units that a document concerns in a role."""
    return lambda slip: "; ".join(str(one.unit) for one in slip.document.concerned if one.role == role)


def _when_instructed(slip: HandlingSlip) -> tuple[Fact, ...]:
    """What was instructed, or for whom it waits."""
    roles = (
        Fact("lead"),
        Fact("due_on", always=bool(slip.instruction)),
        Fact(_concerned(Role.COORDINATE), _("Coordinate")),
        Fact(_concerned(Role.INFORM), _("Are informed")),
    )
    if not slip.instruction:
        return (*((WAITS_FOR,) if slip.document.state == State.PRESENTED else ()), PROPOSAL, *roles)
    said = Fact("instruction", cell=as_prose, wide=True, note=_said_by("instructor_title", "instructed_at"))
    return (said, *roles) if slip.instruction == slip.proposal else (PROPOSAL, said, *roles)


def _waits_for_leader(slip: HandlingSlip) -> bool:
    """Whether the slip is what the page is opened for, and stands first."""
    return bool(slip.document.state == State.PRESENTED)


def _said_by(title: str, at: str) -> Any:
    """Who said it, and when."""
    return lambda slip: SafeString(f"{own(getattr(slip, title))} · {moment(getattr(slip, at))}")


def _leader(slip: HandlingSlip) -> str:
    """The leader for whom it waits, by name and post."""
    return ", ".join(filter(None, (holder_of(slip.leader_post, timezone.localdate()), str(slip.leader_post))))


WAITS_FOR = Fact(_leader, _("Waits for"))
PROPOSAL = Fact("proposal", cell=as_prose, wide=True, note=_said_by("proposer_title", "presented_at"))


def _read(request: Request, document: Document) -> None:
    """Reading a protected document is part of its record."""
    if document.restricted:
        handling.read(document.pk, by=request.actor)


def _beside(request: Request, document: Document) -> dict[str, Any]:
    """What the pieces show, fetched at once."""
    shown = Concern.objects.filter(document=document).select_related("unit")
    concerns = list(shown.only("role", "received_no", "received_on", "received_by", "unit__name"))
    papers = list(document.attachments.defer("text"))
    document.concerned = concerns  # type: ignore[attr-defined]
    document.signatories = _signatories(document)  # type: ignore[attr-defined]
    return {
        "doubt": doubt_about(document.unit, document.type) if document.state in UNSIGNED else "",
        "papers": papers,
        "named": days_named(paper.proposal for paper in papers),
        "recipients": (recipients := [one for one in concerns if one.role == Role.RECIPIENT]),
        "registered": sum(one.received_on is not None for one in recipients),
        **outgoing.of_draft_page(document),
        **in_force.of_page(request, document),
        "receipts": document.state in SENT and request.actor.holds("documents.see", document.unit),
    }


def _signatories(document: Document) -> str:
    """Who can sign a draft that was submitted, by name and post."""
    if document.state != State.SUBMITTED:
        return ""
    held = Tenure.objects.on(timezone.localdate()).filter(post__in=posts_with(v.SIGN.code, document.unit))
    others = held.exclude(person=document.drafter_id).select_related("person", "post__unit").order_by("post_id")
    return "; ".join(f"{one.person.name}, {one.post}" for one in others)


def _heading(document: Document) -> Any:
    """Its type with number and symbol."""
    names = queries.type_names(document.issued_on or document.entered_on)
    return SafeString(f"{text(names.get(document.type, document.type))} {code(document.symbol)}")


def _urgency(document: Document, _beside: dict[str, Any]) -> str:
    return badge(queries.urgency_names()[document.urgency], "bad") if document.urgency else ""


def _secrecy(document: Document, _beside: dict[str, Any]) -> str:
    return badge(queries.secrecy_names().get(document.secrecy), "bad") if document.secrecy else ""


def _restricted(document: Document, _beside: dict[str, Any]) -> str:
    return badge(_("Reading is recorded"), "accent") if document.restricted else ""


PAGE = RecordPage(
    crumbs=(lambda document: "documents.incoming" if _is_incoming(document) else "documents.outgoing",),
    heading=_heading,
    lead=lambda document: document.told,
    badges=(_urgency, _secrecy, _restricted),
    beside=_beside,
    read=_read,
    sections=(
        Piece("documents/recalled.html", only=lambda document: bool(document.recalled_for)),
        Piece("documents/doubt.html"),
        Facts(_("Handling"), _when_instructed, of="slip", only=_waits_for_leader, code="slip"),
        Facts(
            lambda document: _("In the register") if _is_incoming(document) else _("The document"),
            lambda document: INCOMING if _is_incoming(document) else OUTGOING,
        ),
        Facts(_("Handling"), _when_instructed, of="slip", only=lambda slip: not _waits_for_leader(slip), code="slip"),
        Piece("documents/relations.html"),
        Piece("documents/checks.html", only=lambda document: document.state in UNSIGNED),
        Piece("documents/approvals.html", only=lambda document: not _is_incoming(document)),
        Piece("documents/content.html", only=lambda document: not _is_incoming(document)),
        PANELS,
        Piece("documents/content.html", only=_is_incoming),
        Piece("documents/recipients.html"),
    ),
)
DOCUMENTS = RecordPages(
    Document,
    "documents",
    VERBS,
    begins=(DRAFTING,),
    page=PAGE,
    related=("unit", "slip__lead", "slip__leader_post__unit"),
)
