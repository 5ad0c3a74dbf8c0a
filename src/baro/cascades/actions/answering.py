"""Answering: typed values of each field, handed in with the task; or filled in for units by who asked them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.cascades.answers import told_of, wrong_value
from baro.cascades.fields import Field, FieldKind
from baro.cascades.models import Answer, Cascade, Recipient
from baro.cascades.verbs import ANSWER, ENTER, FILL_IN
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.tasks.actions.working import accept, hand_in
from baro.tasks.flow import State as TaskState
from baro.tasks.models import Evidence
from baro.trail.changes import change, change_many

Values = Mapping[str, Any]  # the code of a field to what was answered
COLUMNS = {
    FieldKind.NUMBER: "number",
    FieldKind.TEXT: "text",
    FieldKind.CHOICE: "text",
    FieldKind.DATE: "day",
    FieldKind.YES_NO: "yes",
    FieldKind.FILE: "proof",
}
LONGEST_RESULT, LONGEST_TOLD = 2000, 300


def answer(recipient_id: int, *, values: Values, words: str = "", by: Actor) -> Recipient:
    """Answer every field and hand the task in; one that was not taken on yet is taken on with it.

    Raises Refused, beside each field (`field_CODE`), for what is missing or cannot stand there; then nothing is kept.
    """
    with change(Recipient, recipient_id, ANSWER, by=by) as (recipient, tell):
        fields, task = recipient.cascade.fields, recipient.task
        _refuse_wrong(fields, values, words)
        said = _in_words(fields, values)
        if task.state == TaskState.ASSIGNED:
            accept(task.pk, by=by)
        files = [file for field in fields if field.kind == FieldKind.FILE and (file := values.get(field.code))]
        why = "" if files else _("The answer is complete without a file.")
        result = (words.strip() or said)[:LONGEST_RESULT]
        _sign([recipient], by=by)  # before the result is handed in, which waits for the answer
        hand_in(task.pk, result=result, by=by, files=files, no_evidence=why)
        kept = _with_proofs(fields, values, task.pk)
        _write([(recipient, kept)], fields)
        tell(task, answer=(said or result)[:LONGEST_TOLD], answers=told_of(kept))
    return recipient


def enter(cascade_id: int, *, rows: Mapping[int, Values], file: str, by: Actor) -> Cascade:
    """Fill in the answers of many recipients (by key), all or none, in a fixed number of statements.

    What is not named stays; the tasks stay with their owners, who find the values in their form and hand them in, and
    only then do they count. Raises Refused for a
    recipient that cannot be filled in any more, and names it.
    """
    with transaction.atomic(), change(Cascade, cascade_id, ENTER, by=by) as (cascade, tell):
        fields, before = cascade.fields, _standing(rows)
        with change_many(Recipient, rows, FILL_IN, by=by) as batch:
            if batch.refused or len(batch.records) < len(rows):
                raise Refused(_why_refused(batch.refused))
            written = []
            for recipient in batch.records:
                whole = before[recipient.pk] | dict(rows[recipient.pk])
                written.append((recipient, whole))
                said = _in_words(fields, whole)[:LONGEST_TOLD] or "—"
                batch.tell(recipient, recipient.task, answer=said, answers=told_of(whole))
            _write(written, fields)
        tell(count=len(rows), file=file)
    return cascade


def _why_refused(refused: Sequence[Any]) -> str:
    first = next((f"{one.title}: {one.sentence}" for one in refused), _("You cannot see all of these recipients."))
    return _("Nothing was saved. %(first)s") % {"first": first}


def _refuse_wrong(fields: Iterable[Field], values: Values, words: str) -> None:
    """Raise Refused with everything that is wrong with an answer."""
    found = {f"field_{field.code}": why for field in fields if (why := wrong_value(field, values.get(field.code)))}
    if not fields and not words.strip():
        found["words"] = _("Write what was done.")
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def _in_words(fields: Iterable[Field], values: Values) -> str:
    """The answer in one line."""
    said = ((field.heading, field.said(values.get(field.code))) for field in fields)
    return "; ".join(f"{name}: {value}" for name, value in said if value)


def _with_proofs(fields: Iterable[Field], values: Values, task_id: int) -> dict[str, Any]:
    """The values, each file as the evidence that it became, in the order in which they were handed in."""
    listed = [field.code for field in fields if field.kind == FieldKind.FILE and values.get(field.code)]
    proofs = list(Evidence.objects.filter(report__task=task_id).order_by("-pk")[: len(listed)])[::-1]
    given = {field.code: values[field.code] for field in fields if values.get(field.code) not in (None, "")}
    return given | dict(zip(listed, proofs, strict=True))


def _standing(recipients: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What recipients answered until now: one query."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in Answer.objects.filter(recipient__in=list(recipients)).select_related("proof__attachment").order_by("pk"):
        found[one.recipient_id][one.code] = one.value
    return found


def _write(answers: Sequence[tuple[Recipient, Values]], fields: Iterable[Field]) -> None:
    """Let the rows hold exactly these answers: two statements, however many there are."""
    kinds = {field.code: COLUMNS[field.kind] for field in fields}
    Answer.objects.filter(recipient__in=[recipient.pk for recipient, _values in answers]).delete()
    Answer.objects.bulk_create(
        (
            Answer(recipient=recipient, code=code, **{kinds[code]: value})
            for recipient, values in answers
            for code, value in values.items()
        ),
        batch_size=2000,
    )


def _sign(recipients: Sequence[Recipient], *, by: Actor) -> None:
    """Say when the answers were given, and by whom."""
    at, title = timezone.now(), by.title
    for recipient in recipients:
        recipient.answered_at, recipient.answered_by = at, title
    Recipient.objects.filter(pk__in=[one.pk for one in recipients]).update(answered_at=at, answered_by=title)
