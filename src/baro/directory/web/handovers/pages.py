"""What the page of a handover shows, and the two signatures under it."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.directory.web.handovers.list import piles_of
from baro.directory.web.posts.forms import RemarkForm
from baro.org import verbs as v
from baro.org.flow import HandoverState
from baro.org.handovers.actions import handing_over
from baro.org.models import Handover, Post
from baro.ui.http import Request
from baro.ui.records import Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose
from baro.ui.words.cells import own


def _piles(request: Request, record: Handover) -> dict[str, Any]:
    return {"piles": piles_of(record, request.actor)}


def _to_sign(request: Request, record: Handover) -> dict[str, Any]:
    """What is signed for, and as whom."""
    signer, lead = handing_over.signing_in(record, request.actor), ""
    if record.state == HandoverState.DRAFT and record.from_person_id != request.actor.person_id:
        lead = _("You sign in place of %(giver)s, who holds no post today.") % {"giver": record.from_person}
    elif signer.post_id != request.actor.post_id:
        lead = _("You sign as %(signer)s, whichever post you act in now.") % {"signer": signer.title}
    return _piles(request, record) | {"lead": lead}


def _taker(record: Handover) -> Any:
    return record.to_person or _("nobody appointed yet")


def _answering(record: Handover) -> Post | None:
    """The post that answers for the permissions of a closed one."""
    return record.post.answering if record.post.closed_on else None


def _heading(record: Handover) -> SafeString:
    return SafeString(f"{own(record.from_person.name)} – {own(str(record.to_person or '…'))}")


FACTS = (
    Fact("post", linked=True),
    Fact("day"),
    Fact("from_person", linked=True),
    Fact(_taker, _("Takes over"), linked=True),
    Fact(_answering, _("Answers for its duties since"), linked=True),
    Fact("giver_remark", cell=as_prose, wide=True),
    Fact("taker_remark", cell=as_prose, wide=True),
)
SIGN = "directory/handover_sign.html"
HANDOVERS = RecordPages(
    Handover,
    "handovers",
    verbs=(
        VerbPage(v.HAND_OVER, handing_over.hand_over, RemarkForm, SIGN, beside=_to_sign),
        VerbPage(v.TAKE_OVER, handing_over.take_over, RemarkForm, SIGN, beside=_to_sign),
    ),
    page=RecordPage(
        crumbs=("org.handovers",),
        heading=_heading,
        beside=_piles,
        sections=(Facts("", FACTS), Piece("directory/piles.html")),
    ),
    related=("post__unit", "from_person", "to_person"),
)
