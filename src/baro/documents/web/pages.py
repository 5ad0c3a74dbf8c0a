"""What the page of a document shows, and what is done to it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.documents import queries
from baro.documents import verbs as v
from baro.documents.actions import bringing, drafting, handling, issuing, receiving, signing
from baro.documents.flow import UNSIGNED
from baro.documents.models import Concern, Direction, Document, HandlingSlip, Role
from baro.documents.web import forms
from baro.documents.web.doubts import doubt_about
from baro.documents.web.drafts import DRAFTING
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.ui.http import Request
from baro.ui.records import PANELS, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_code, as_prose
from baro.ui.words.cells import badge, code, moment, own, text


def _revise(pk: int, *, uploads: Sequence[Any], by: Actor, **facts: Any) -> Document:
    """Bring the files and change the draft with them: both or neither."""
    with transaction.atomic():
        document = Document.objects.visible_to(by).select_related("unit").get(pk=pk)
        papers = [paper.pk for paper in bringing.bring_all(uploads, document.unit, by=by)]
        return drafting.revise(pk, papers=papers, by=by, **facts)


def _recipients(document: Document) -> list[Unit]:
    """The units that receive a document."""
    rows = Concern.objects.filter(document=document, role=Role.RECIPIENT).select_related("unit")
    return [concern.unit for concern in rows]


def _unit(_request: Request, document: Document) -> dict[str, Any]:
    return {"unit": document.unit}


def _papers(_request: Request, document: Document) -> dict[str, Any]:
    return {"papers": list(document.attachments.defer("text", "proposal")), "slip": getattr(document, "slip", None)}


def _as_drafted(_request: Request, document: Document) -> dict[str, Any]:
    own = {name: getattr(document, name) for name in ("type", "abstract", "urgency", "body")}
    return own | {"recipients": _recipients(document), "seen": queries.signed_content(document).digest}


def _to_read(_request: Request, document: Document) -> dict[str, Any]:
    return {
        "doubt": doubt_about(document.unit, document.type),
        "type_name": queries.type_names().get(document.type, document.type),
        "papers": list(document.attachments.all()),
        "recipients": _recipients(document),
    }


VERBS = (
    VerbPage(v.TAKE_IN, receiving.take_in),
    VerbPage(v.PRESENT, handling.present, forms.PresentForm, "documents/instruct.html", beside=_papers, options=_unit),
    VerbPage(
        v.INSTRUCT,
        handling.instruct,
        forms.InstructForm,
        "documents/instruct.html",
        initial=lambda _request, document: {"due_on": document.reply_by},
        beside=_papers,
    ),
    VerbPage(v.FILE, handling.file),
    VerbPage(v.REOPEN, handling.reopen, forms.ReopenForm),
    VerbPage(v.SUBMIT, drafting.submit),
    VerbPage(
        v.REVISE,
        _revise,
        forms.ReviseForm,
        "documents/draft.html",
        initial=_as_drafted,
        beside=lambda request, document: {
            "doubt": doubt_about(document.unit, request.POST.get("type") or document.type)
        },
        options=_unit,
    ),
    VerbPage(
        v.SIGN,
        signing.sign,
        forms.SignForm,
        "documents/sign.html",
        initial=lambda _request, document: {"digest": document.digest},
        beside=_to_read,
    ),
    VerbPage(v.SEND_BACK, drafting.send_back, forms.SendBackForm),
    VerbPage(v.ISSUE, issuing.issue),
)


def _signed_by(document: Document) -> str:
    return " · ".join(filter(None, (document.signing_mark, document.signer_title)))


INCOMING = (
    Fact("issuer"),
    Fact("issued_on", always=True),
    Fact("arrival_number", always=True),
    Fact("arrived_on", always=True),
    Fact("unit", _("Register of")),
    Fact("reply_by"),
    Fact("replies_to", _("Answers"), linked=True),
)
OUTGOING = (
    Fact("issuer"),
    Fact("issued_on", always=True),
    Fact("drafter"),
    Fact(_signed_by, _("Signed by")),
    Fact("signed_at"),
    Fact("digest", _("Fingerprint of what was submitted"), cell=as_code, wide=True),
    Fact("replies_to", _("Answers"), linked=True),
)


def _is_incoming(document: Document) -> bool:
    return document.direction == Direction.INCOMING


def _concerned(role: Role) -> Any:
    """The units that a document concerns in a role."""
    return lambda slip: "; ".join(str(one.unit) for one in slip.document.concerned if one.role == role)


def _when_instructed(slip: HandlingSlip) -> tuple[Fact, ...]:
    """What was instructed, or for whom it waits."""
    if not slip.instruction:
        return (PROPOSAL, Fact("leader_post", _("Waits for")))
    return (
        PROPOSAL,
        Fact("instruction", cell=as_prose, wide=True, note=_said_by("instructor_title", "instructed_at")),
        Fact("lead"),
        Fact("due_on", always=True),
        Fact(_concerned(Role.COORDINATE), _("Coordinate")),
        Fact(_concerned(Role.INFORM), _("Are informed")),
    )


def _said_by(title: str, at: str) -> Any:
    """Who said it, and when."""
    return lambda slip: SafeString(f"{own(getattr(slip, title))} · {moment(getattr(slip, at))}")


PROPOSAL = Fact("proposal", cell=as_prose, wide=True, note=_said_by("proposer_title", "presented_at"))


def _read(request: Request, document: Document) -> None:
    """Reading a protected document is part of its record."""
    if document.restricted:
        handling.read(document.pk, by=request.actor)


def _beside(_request: Request, document: Document) -> dict[str, Any]:
    """What the pieces show, fetched at once."""
    concerns = Concern.objects.filter(document=document).select_related("unit").only("role", "unit__name")
    document.concerned = list(concerns)  # type: ignore[attr-defined]
    return {
        "doubt": doubt_about(document.unit, document.type) if document.state in UNSIGNED else "",
        "papers": list(document.attachments.defer("text", "proposal")),
        "recipients": [one.unit for one in document.concerned if one.role == Role.RECIPIENT],  # type: ignore[attr-defined]
    }


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
        Piece("documents/doubt.html"),
        Facts(
            lambda document: _("In the register") if _is_incoming(document) else _("The document"),
            lambda document: INCOMING if _is_incoming(document) else OUTGOING,
        ),
        Facts(_("Handling"), _when_instructed, of="slip", code="slip"),
        PANELS,
        Piece("documents/content.html"),
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
