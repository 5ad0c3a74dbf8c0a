"""Entering documents that come from outside, or from another unit, into a register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents import queries
from baro.documents.counters import Counter
from baro.documents.flow import State
from baro.documents.likeness import key_of_symbol
from baro.documents.models import Concern, Direction, Document, Role
from baro.documents.rules import incoming_series
from baro.documents.verbs import PRESENT, REGISTER, TAKE_IN
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day, why_too_far, why_too_old
from baro.kernel.texts import tidied
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


class Line(TypedDict):
    """What the clerk enters into the register about a document that came from outside."""

    type: str
    issuer: str
    symbol: str
    issued_on: date
    abstract: str
    arrived_on: date
    urgency: NotRequired[int]
    secrecy: NotRequired[str]
    restricted: NotRequired[bool]
    reply_by: NotRequired[date | None]
    signer_title: NotRequired[str]
    pages: NotRequired[int | None]
    addressee: NotRequired[str]
    kept_at: NotRequired[str]
    field: NotRequired[str]


def register(
    *,
    unit: Unit,
    by: Actor,
    papers: Sequence[int] = (),
    also_if_known: bool = False,
    without_files: bool = False,
    **line: Unpack[Line],
) -> Document:
    """Enter a document that came from outside, with the next incoming number of the year.

    Raises Refused when it is in the register already (unless ``also_if_known``), when its dates contradict each other,
    and when a secret document is given papers (unless it is entered ``without_files``).
    """
    papers = () if without_files else papers
    document = Document(unit=unit, direction=Direction.INCOMING, state=State.REGISTERED, **line)
    document.entered_on = line["arrived_on"]
    for name in ("issuer", "symbol", "abstract"):
        setattr(document, name, tidied(getattr(document, name)).strip())
    refuse_contradictions(document, papers)
    with transaction.atomic():
        if not also_if_known:
            _wait_for_twins(document)
            _refuse_known(document, papers)
        document.text = _text_of(papers, by)
        document.arrival_number = Counter.next(unit.pk, incoming_series(line["arrived_on"].year))
        document, event = create(document, REGISTER, by=by, number=document.arrival_number)
        queries.loose_papers(by, papers).update(document=document)
        notify(event, document, Reason.DECIDE, posts_with(PRESENT.code, unit))
    return document


def _absurd_dates(document: Document) -> dict[str, str]:
    """The sentence for each date that is too long ago or too far ahead."""
    today = timezone.localdate()
    found = {
        "issued_on": why_too_old(document.issued_on or today, today),
        "arrived_on": why_too_old(document.arrived_on or today, today),
        "reply_by": why_too_far(document.reply_by or today, today),
    }
    return {name: why for name, why in found.items() if why}


def refuse_contradictions(document: Document, papers: Sequence[int]) -> None:
    """Raise Refused for dates that nobody means or in an order that cannot be, and papers that may not be here."""
    wrong = _absurd_dates(document)
    if document.arrived_on and document.arrived_on > timezone.localdate():
        wrong["arrived_on"] = _("The document cannot arrive on %(day)s, which is still to come.") % {
            "day": spoken_day(document.arrived_on)
        }
    elif document.issued_on and document.arrived_on and document.issued_on > document.arrived_on:
        wrong["issued_on"] = _("A document of %(issued)s cannot arrive on %(arrived)s; check both dates.") % {
            "issued": spoken_day(document.issued_on),
            "arrived": spoken_day(document.arrived_on),
        }
    if document.reply_by and document.issued_on and document.reply_by < document.issued_on:
        wrong["reply_by"] = _("The answer cannot be due on %(day)s, before the document was issued.") % {
            "day": spoken_day(document.reply_by)
        }
    if document.is_secret and document.abstract:
        wrong["abstract"] = _("A document marked secret is registered by number only; leave the abstract empty.")
    elif not document.is_secret and not document.abstract:
        wrong["abstract"] = _("Say what the document is about, as it is printed.")
    if document.is_secret and papers:
        wrong["without_files"] = _(
            "A document marked secret is registered by number only. Tick “Register it without its files” to go on."
        )
    if wrong:
        raise Refused(next(iter(wrong.values())), fields=wrong)


def _wait_for_twins(document: Document) -> None:
    """Let one letter be entered once: whoever enters it at the same moment waits for the other's transaction."""
    same = (document.unit_id, key_of_symbol(document.symbol), document.issued_on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [repr(same)])


def _refuse_known(document: Document, papers: Sequence[int]) -> None:
    """Point at the document that is in the register already, or that came with the same file."""
    twin: Document | None = queries.twins(
        document.unit_id, issuer=document.issuer, symbol=document.symbol, issued_on=document.issued_on
    ).first()
    of_file = None if twin else queries.with_same_file(document.unit_id, papers)
    if known := twin or of_file:
        sentence = _told_as_known(known, same_file=twin is None)
        raise Refused(sentence, fields={"also_if_known": sentence}, about=known)


def _told_as_known(known: Document, *, same_file: bool) -> str:
    words = {
        "symbol": known.symbol,
        "issuer": known.issuer,
        "number": known.arrival_number or "—",
        "day": spoken_day(known.entered_on),
    }
    if same_file:
        sentence = _(
            "This file is in the register already, with %(symbol)s as no. %(number)s of %(day)s. Open that document, or"
            " tick “Register it all the same”."
        )
    else:
        sentence = _(
            "%(symbol)s of %(issuer)s is in the register already, as no. %(number)s of %(day)s. Open that document, or"
            " tick “Register it all the same”."
        )
    return sentence % words


def _text_of(papers: Sequence[int], by: Actor) -> str:
    """The text of the papers, for search.

    Raises Refused when a paper is gone or was brought by somebody else.
    """
    found = list(queries.loose_papers(by, papers).select_for_update())
    if len(found) != len(set(papers)):
        raise Refused(_("A file that was brought is no longer here; bring it again."))
    return "\n".join(paper.text for paper in found)


def take_in(document_id: int, *, by: Actor) -> Document:
    """Give a document that arrived from another unit the next incoming number of this register."""
    today = timezone.localdate()
    with change(Document, document_id, TAKE_IN, by=by) as (document, tell):
        Document.FLOW.move(document, TAKE_IN)
        document.arrived_on = document.entered_on = today
        document.arrival_number = Counter.next(document.unit_id, incoming_series(today.year))
        document.save(update_fields=["state", "arrived_on", "entered_on", "arrival_number"])
        send_receipts([document], by)
        event = tell(number=document.arrival_number)
        notify(event, document, Reason.DECIDE, posts_with(PRESENT.code, document.unit))
    return document


def send_receipts(documents: Sequence[Document], by: Actor) -> None:
    """Let the issuers read when their documents were registered here, under which numbers and by whom."""
    entered = {(one.origin_id, one.unit_id): one for one in documents}
    sent = Concern.objects.filter(role=Role.RECIPIENT, document__in=[origin for origin, _unit in entered])
    rows = [row for row in sent if (row.document_id, row.unit_id) in entered]
    for row in rows:
        one = entered[row.document_id, row.unit_id]
        row.received_no, row.received_on, row.received_by = one.arrival_number, one.arrived_on, by.title
    Concern.objects.bulk_update(rows, ["received_no", "received_on", "received_by"], batch_size=1000)
