"""Sending a cascade: a task for each recipient, all at once; urging those that are missing, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.cascades.actions.drafting import due_of
from baro.cascades.flow import Stand
from baro.cascades.matrix import recipients_seen, totals
from baro.cascades.models import Cascade, Recipient
from baro.cascades.recipients import Foreseen, foresee, recipients_of
from baro.cascades.standing import missing
from baro.cascades.verbs import CLOSE, REMIND, REOPEN, SEND, SEND_MORE
from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.actions.assigning import NO_DAY, assign_many
from baro.tasks.actions.urging import urge_many
from baro.trail.changes import change
from baro.trail.copying import copy_in

NAMED = 5  # units that are named in a sentence


def look(cascade: Cascade, *, by: Actor) -> Foreseen:
    """What sending would do now: of a draft to all, of a cascade that was sent to those that have not received it."""
    headless = _("The unit has no head today. Appoint a head first.")
    return foresee(cascade, timezone.localdate(), by=by, headless=headless, but=_received(cascade))


def send(cascade_id: int, *, seen: str, by: Actor) -> Cascade:
    """Give a task to the head of every unit that the rule gives today, as they were ``seen`` (the digest).

    Raises Refused when other units would receive it than were seen, and names them; when nobody would; and when the
    task itself is not clear.
    """
    today = timezone.localdate()
    with change(Cascade, cascade_id, SEND, by=by) as (cascade, tell):
        found = recipients_of(cascade, today)
        _refuse_unseen(cascade, found.units, found.digest, seen)
        Cascade.FLOW.move(cascade, SEND)
        cascade.due_on, cascade.sent_at = due_of(cascade, today), timezone.now()
        cascade.giver_post_id, cascade.giver_title = by.post_id or 0, by.title
        cascade.save(update_fields=["state", "due_on", "sent_at", "giver_post", "giver_title"])
        tell(**_given(cascade, found.units, by=by))
    return cascade


def send_more(cascade_id: int, *, seen: str, by: Actor) -> Cascade:
    """Give the task to units that the rule gives today and that have not received it.

    Raises Refused as sending does.
    """
    with change(Cascade, cascade_id, SEND_MORE, by=by) as (cascade, tell):
        found = recipients_of(cascade, timezone.localdate(), but=_received(cascade))
        if not found.units:
            raise Refused(_("All units of this cascade have received it."))
        _refuse_unseen(cascade, found.units, found.digest, seen)
        Cascade.FLOW.move(cascade, SEND_MORE)
        tell(**_given(cascade, found.units, by=by))
    return cascade


def remind(cascade_id: int, *, words: str, by: Actor) -> Cascade:
    """Urge every recipient whose answer is still to come, in a fixed number of statements.

    Raises Refused when nobody is missing, or none of them may be urged.
    """
    with change(Cascade, cascade_id, REMIND, by=by) as (cascade, tell):
        late = recipients_seen(cascade, by).filter(missing(timezone.localdate()))
        batch = urge_many(list(late.values_list("task_id", flat=True)), words=words, by=by)
        if not batch.records:
            why = next((refusal.sentence for refusal in batch.refused), _("No answer is missing."))
            raise Refused(why)
        tell(count=len(batch.records), words=words)
    return cascade


def close(cascade_id: int, *, words: str, by: Actor) -> Cascade:
    """Say that no more is waited for; tasks that are still open stay with their owners."""
    return _end(cascade_id, CLOSE, by=by, words=words)


def reopen(cascade_id: int, *, reason: str, by: Actor) -> Cascade:
    """Wait for more answers again."""
    return _end(cascade_id, REOPEN, by=by, reason=reason)


def _end(cascade_id: int, verb: Verb, *, by: Actor, **said: str) -> Cascade:
    with change(Cascade, cascade_id, verb, by=by) as (cascade, tell):
        counts = totals(Recipient.objects.filter(cascade=cascade).order_by(), timezone.localdate())
        Cascade.FLOW.move(cascade, verb)
        cascade.save(update_fields=["state"])
        tell(accepted=counts[Stand.ACCEPTED] + counts[Stand.ACCEPTED_LATE], count=counts["all"], **said)
    return cascade


def _received(cascade: Cascade) -> list[int]:
    """The units that received it; those that were closed since by the keys of who has their tasks as well."""
    if cascade.pk is None:
        return []
    rows = Recipient.objects.filter(cascade=cascade).values_list("unit_id", "task__unit_id")
    return sorted({key for row in rows for key in row})


def _refuse_unseen(cascade: Cascade, units: Sequence[Unit], digest: str, seen: str) -> None:
    """Raise Refused when somebody confirms other recipients than receive it now; those that changed are named."""
    if digest == seen:
        return
    expected, now = {*cascade.expected}, {unit.pk for unit in units}
    joined = [unit for unit in units if unit.pk not in expected]
    left = list(Unit.objects.filter(pk__in=expected - now).order_by("path")[: NAMED + 1])
    changed = [
        *([_("new: %(units)s") % {"units": _names(joined)}] if joined else []),
        *([_("no longer: %(units)s") % {"units": _names(left)}] if left else []),
    ]
    sentence = _("The recipients are not those you looked at%(changed)s. Look at them again before you send.")
    raise Refused(sentence % {"changed": f" ({'; '.join(changed)})" if changed else ""})


def _names(units: Sequence[Unit]) -> str:
    more = "…" if len(units) > NAMED else ""
    return ", ".join(str(unit) for unit in units[:NAMED]) + more


def _given(cascade: Cascade, units: Sequence[Unit], *, by: Actor) -> dict[str, Any]:
    """Give the tasks and keep who received them; returns what is told, with the task of each unit.

    Raises Refused when no unit gets one.
    """
    batch = assign_many(
        units,
        work=cascade.work,
        due_on=cascade.due_on,
        by=by,
        product=cascade.product,
        authority=cascade.authority,
        source=cascade.source,
        clause=cascade.clause,
    )
    if not batch.records:
        raise Refused(next((one.sentence for one in batch.refused), _("No unit receives this.")))
    copy_in(Recipient, (Recipient(cascade=cascade, unit_id=t.unit_id, task=t) for t in batch.records), keyed=False)
    return {
        "work": cascade,
        "due": _day(cascade.due_on),
        "count": len(batch.records),
        "left": len(batch.refused),
        "given": [[task.unit_id, task.pk] for task in batch.records],
    }


def _day(day: date | None) -> date | str:
    return day or NO_DAY
