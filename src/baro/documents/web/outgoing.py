"""Drafts and what becomes of them: their forms, what stands beside them, and what is done to them on pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from baro.documents import checking, queries, steps
from baro.documents import verbs as v
from baro.documents.actions import approving, bringing, drafting, filing, issuing, numbering, recalling, signing
from baro.documents.differing import Difference, differences
from baro.documents.drafted import Approval
from baro.documents.flow import UNSIGNED, State
from baro.documents.models import Concern, Direction, Document, Role
from baro.documents.rulebook import Approving
from baro.documents.web import draft_forms as forms
from baro.documents.web.doubts import doubt_about
from baro.documents.web.drafts import SAVE_DRAFT
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.ui.http import Request
from baro.ui.records import VerbPage


def _revise(pk: int, *, uploads: Sequence[Any], by: Actor, **facts: Any) -> Document:
    """Bring the files and change the draft with them: both or neither."""
    with transaction.atomic():
        document = Document.objects.visible_to(by).select_related("unit").get(pk=pk)
        papers = [paper.pk for paper in bringing.bring_all(uploads, document.unit, by=by)]
        return drafting.revise(pk, papers=papers, by=by, **facts)


def recipients_of(document: Document) -> list[Unit]:
    """The units that receive a document."""
    rows = Concern.objects.filter(document=document, role=Role.RECIPIENT).select_related("unit")
    return [concern.unit for concern in rows]


def _unit(_request: Request, document: Document) -> dict[str, Any]:
    return {"unit": document.unit}


def _of_draft(_request: Request, document: Document) -> dict[str, Any]:
    return {"doubt": doubt_about(document.unit, _request.POST.get("type") or document.type), "submit": SAVE_DRAFT}


def _as_drafted(_request: Request, document: Document) -> dict[str, Any]:
    own = {name: getattr(document, name) for name in ("type", "abstract", "urgency", "bases", "body", "clauses")}
    return own | {"recipients": recipients_of(document), "seen": queries.signed_content(document).digest}


def parts_of(document: Document) -> dict[str, Any]:
    """Bases and clauses line by line."""
    return {"bases": checking.lines_of(document.bases), "clauses": checking.lines_of(document.clauses)}


def to_read(_request: Request, document: Document) -> dict[str, Any]:
    """All that whoever approves or signs is to read."""
    return {
        "doubt": doubt_about(document.unit, document.type),
        "type_name": queries.type_names().get(document.type, document.type),
        "papers": list(document.attachments.all()),
        "recipients": recipients_of(document),
        "remarks": checking.remarks_on(document),
        "approvals": approvals_of(document),
        **parts_of(document),
    }


@dataclass(frozen=True, slots=True)
class ShownApproval:
    """An approval as it is shown; one that stands for another text says in which words."""

    step: str
    approval: Approval
    is_stale: bool
    differences: Sequence[Difference] = ()


def approvals_of(document: Document) -> list[ShownApproval]:
    """The approvals of a document in their order, held against what it says now."""
    rule, now = rulebook.today(Approving), queries.signed_content(document)
    versions = {one.digest: one.content for one in document.versions.all()}
    return [
        ShownApproval(
            rule.called(one.step),
            one,
            one.digest != now.digest,
            differences(versions[one.digest], now) if one.digest != now.digest and one.digest in versions else (),
        )
        for one in document.approvals.all()
    ]


def of_draft_page(document: Document) -> dict[str, Any]:
    """What the page of an outgoing document shows beside its facts."""
    if document.direction != Direction.OUTGOING:
        return {**parts_of(document), **NOTHING_DRAFTED}
    return {
        **parts_of(document),
        "approvals": approvals_of(document),
        "remarks": checking.remarks_on(document) if document.state in UNSIGNED else [],
        "versions": list(document.versions.order_by("-pk").only("document", "made_by", "made_at")[:VERSIONS]),
        "is_printed": bool(document.body or document.clauses),
    }


VERSIONS = 20
NOTHING_DRAFTED = {"approvals": (), "remarks": (), "versions": (), "is_printed": False}


def approvers_of(document: Document) -> str:
    """Which step of approving is asked for."""
    return rulebook.today(Approving).called(document.step) if document.step else ""


def _open_remarks(_request: Request, document: Document) -> dict[str, Any]:
    return {"remarks": [one for one in checking.remarks_on(document) if not one.excuse]}


def _may_be_answered(document: Document) -> bool:
    """Whether the draft check says something that nobody answered."""
    return document.state == State.DRAFT and any(not one.excuse for one in checking.remarks_on(document))


def _asks_approval(document: Document) -> bool:
    """Whether a step of approving is open for the draft as it is."""
    if document.state != State.DRAFT or not steps.steps_of(document):
        return False
    return bool(steps.next_step(document, queries.signed_content(document).digest))


def _has_further_step(document: Document) -> bool:
    """Whether another step follows the one that is asked for."""
    return document.state == State.APPROVING and steps.steps_of(document)[-1:] != [document.step]


def number_held(document: Document) -> str:
    """The number that is held for a draft."""
    held = numbering.held_for(document) if document.state in UNSIGNED else None
    return held.symbol if held else ""


def _digest(_request: Request, document: Document) -> dict[str, Any]:
    """What is read is what is approved or signed."""
    return {"digest": document.digest}


def _is(*states: State) -> Any:
    return lambda document: document.state in states


VERBS = (
    VerbPage(v.ASK, approving.ask, only=_asks_approval),
    VerbPage(v.SUBMIT, drafting.submit, only=lambda document: not _asks_approval(document)),
    VerbPage(v.WITHDRAW, drafting.withdraw, only=_is(State.APPROVING, State.SUBMITTED)),
    VerbPage(
        v.REVISE,
        _revise,
        forms.ReviseForm,
        "documents/draft.html",
        initial=_as_drafted,
        beside=_of_draft,
        options=_unit,
    ),
    VerbPage(
        v.EXCUSE,
        approving.excuse,
        forms.ExcuseForm,
        options=_open_remarks,
        only=_may_be_answered,
    ),
    VerbPage(
        v.APPROVE,
        approving.approve,
        forms.SignForm,
        "documents/approve.html",
        only=_has_further_step,
        initial=_digest,
        beside=to_read,
    ),
    VerbPage(
        v.CLEAR,
        approving.clear,
        forms.SignForm,
        "documents/approve.html",
        only=lambda document: not _has_further_step(document),
        initial=_digest,
        beside=to_read,
    ),
    VerbPage(v.SIGN, signing.sign, forms.SignForm, "documents/sign.html", initial=_digest, beside=to_read),
    VerbPage(v.SEND_BACK, drafting.send_back, forms.SendBackForm),
    VerbPage(
        v.RESERVE, numbering.reserve, forms.ReserveForm, only=lambda one: one.state in UNSIGNED and not number_held(one)
    ),
    VerbPage(v.GIVE_BACK, numbering.give_back, forms.GiveBackForm, only=lambda one: bool(number_held(one))),
    VerbPage(v.SCAN, filing.add_scan, forms.ScanForm, only=_is(State.SIGNED)),
    VerbPage(v.ISSUE, issuing.issue),
    VerbPage(v.RECALL, recalling.recall, forms.RecallForm, only=_is(State.ISSUED)),
    VerbPage(v.REPLACE, recalling.replace, only=_is(State.ISSUED, State.RECALLED)),
    VerbPage(v.RETURN, recalling.return_, forms.ReturnForm, only=_is(State.ARRIVED)),
)
