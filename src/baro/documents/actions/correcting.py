"""Correcting what was entered into the register, and cancelling a number that was given by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from baro.documents import queries
from baro.documents.actions.handling import heads_of, in_charge_of
from baro.documents.actions.receiving import Line, refuse_contradictions
from baro.documents.models import Attachment, Concern, Document
from baro.documents.verbs import CANCEL_NUMBER, CLASSIFY, CORRECT
from baro.kernel.errors import Refused
from baro.kernel.wordings import coded, wording
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import change
from baro.trail.models import Event, Reason, notify

# What its issuer wrote into a document that came through Baro; only the issuer can say that it is otherwise.
PRINTED = ("symbol", "issued_on", "issuer", "type", "abstract", "urgency", "signer_title")
OURS = ("pages", "arrived_on", "reply_by", "addressee", "kept_at", "field")
FILES = "files"
CODED = {"type": "documents.type", "urgency": "documents.urgency", "field": "documents.work_field"}

wording("documents.type", lambda code: queries.type_names()[code])
wording("documents.urgency", lambda degree: queries.urgency_names()[int(degree)])
wording("documents.work_field", lambda code: queries.field_names().get(code, code))


def _field_name(name: str) -> Any:
    """What a field of the register is called."""
    field: Any = None if name == FILES else Document._meta.get_field(name)
    return field.verbose_name if field else _("files")


wording("documents.field", _field_name)


def correct(document_id: int, *, reason: str, by: Actor, papers: Sequence[int] = (), **line: Unpack[Line]) -> Document:
    """Let the entry say what the paper says, and add papers that were forgotten; the trail keeps what it said before.

    Whoever handles the document is told. Raises Refused when nothing changes, when dates contradict each other, when
    the number belongs to another year, and when a printed word of another unit's document would change.
    """
    refuse_unknown_field(line.get("field", ""))
    with change(Document, document_id, CORRECT, by=by) as (document, tell):
        Document.FLOW.move(document, CORRECT)
        added = list(queries.loose_papers(by, papers).select_for_update())
        former = {name: getattr(document, name) for name in (*PRINTED, *OURS)}
        _take(document, line)
        changed = [name for name in former if getattr(document, name) != former[name]]
        _refuse_unfit(document, former, changed, added)
        event = tell(
            fields=[coded("documents.field", name) for name in (*changed, *([FILES] if added else []))],
            now=[as_fact(name, getattr(document, name)) for name in changed] + [f"“{paper.name}”" for paper in added],
            former=[as_fact(name, former[name]) for name in changed] or "—",
            reason=reason.strip(),
        )
        _add(document, added)
        document.save(update_fields=[*changed, "entered_on"])
        _notify_handlers(event, document)
    return document


def classify(document_id: int, *, field: str, by: Actor) -> Document:
    """Say what field of work an outgoing document is about; nothing when it is to be open.

    Raises Refused for a field that the rulebook does not know, and when nothing changes.
    """
    refuse_unknown_field(field)
    with change(Document, document_id, CLASSIFY, by=by) as (document, tell):
        Document.FLOW.move(document, CLASSIFY)
        if document.field == field:
            raise Refused(_("This is the field of work already. Choose another one."))
        former, document.field = document.field, field
        document.save(update_fields=["field"])
        tell(now=as_fact("field", field), former=as_fact("field", former))
    return document


def refuse_unknown_field(field: str) -> None:
    """Raise Refused, beside the field, for a field of work that the rulebook does not know today."""
    if field and field not in queries.field_names():
        sentence = _("There is no field of work “%(field)s”; choose one that is offered.") % {"field": field}
        raise Refused(sentence, fields={"field": sentence})


def _take(document: Document, line: Line) -> None:
    """The values of the form, without the spaces around words."""
    for name, value in line.items():
        setattr(document, name, value.strip() if isinstance(value, str) else value)
    if document.arrived_on:
        document.entered_on = document.arrived_on


def _refuse_unfit(
    document: Document, former: dict[str, Any], changed: Sequence[str], added: Sequence[Attachment]
) -> None:
    """Raise Refused for a correction that changes nothing, or what it may not."""
    if not changed and not added:
        raise Refused(_("Nothing changes. Correct a field or add a file."))
    if document.origin_id and (printed := [name for name in changed if name in PRINTED]):
        sentence = _("The issuer sent this document here. Ask the issuer to correct what is printed on it.")
        raise Refused(sentence, fields=dict.fromkeys(printed, sentence))
    refuse_contradictions(document, [paper.pk for paper in added])
    if document.arrived_on and document.arrived_on.year != former["arrived_on"].year:
        sentence = _("Incoming no. %(number)s belongs to %(year)s. Cancel the number and register the document again.")
        said = sentence % {"number": document.arrival_number, "year": former["arrived_on"].year}
        raise Refused(said, fields={"arrived_on": said})


def _add(document: Document, papers: Sequence[Attachment]) -> None:
    """Make loose papers part of the document, which is found by their words too."""
    Attachment.objects.filter(pk__in=[paper.pk for paper in papers]).update(document=document)
    if text := "".join(f"\n{paper.text}" for paper in papers if paper.text):
        Document.objects.filter(pk=document.pk).update(text=Concat("text", Value(text)))


def as_fact(name: str, value: Any) -> Any:
    """A value as the trail keeps it: codes by their names in each language, words in quotes."""
    if value in (None, ""):
        return "—"
    if name in CODED:
        return coded(CODED[name], str(value))
    return value if isinstance(value, date | int) else f"“{value}”"


def _notify_handlers(event: Event, document: Document) -> None:
    """Tell whoever sees to the document, and the heads of the units that it concerns by now."""
    concerned = Unit.objects.filter(pk__in=Concern.objects.in_force().filter(document=document).values("unit"))
    notify(event, document, Reason.INFORMED, {*in_charge_of(document), *heads_of(concerned)})


def cancel_number(document_id: int, *, reason: str, by: Actor) -> Document:
    """Take a document out that was entered by mistake; its number stays in the register with the reason.

    Whoever was to handle it is told.
    """
    with change(Document, document_id, CANCEL_NUMBER, by=by) as (document, tell):
        Document.FLOW.move(document, CANCEL_NUMBER)
        document.save(update_fields=["state"])
        event = tell(number=document.arrival_number, reason=reason.strip())
        notify(event, document, Reason.INFORMED, in_charge_of(document))
    return document
