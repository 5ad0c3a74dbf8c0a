"""Outgoing documents: drafted, submitted, sent back, signed, issued, and entered where they arrive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.demo.work.plan import Outgoing
from baro.documents.actions import approving, drafting, issuing, receiving, signing
from baro.documents.queries import signed_content
from baro.documents.steps import next_step, posts_of, steps_of


def deeds_of(row: int, outgoing: Outgoing, days: Days) -> Iterator[Deed]:
    """How one document comes as far as it comes."""
    key = outgoing.key or f"outgoing {row}"
    steps = (
        (outgoing.drafted, 8, partial(_draft, key, outgoing, days)),
        (outgoing.submitted, 11, partial(_submit, key, outgoing)),
        (outgoing.returned, 13, partial(_send_back, key, outgoing)),
        (outgoing.submitted_again, 14, partial(_submit, key, outgoing)),
        (outgoing.signed, 15, partial(_sign, key, outgoing)),
        (outgoing.issued, 16, partial(_issue, key, outgoing)),
    )
    yield from (Deed(days.hour(day, hour, row), do) for day, hour, do in steps if day is not None)
    for code, day in outgoing.taken_in.items():
        yield Deed(days.hour(day, 9), partial(_take_in, key, code))


def _draft(key: str, outgoing: Outgoing, days: Days, desk: Desk) -> None:
    document = drafting.draft(
        unit=desk.unit(outgoing.unit),
        type=outgoing.type,
        abstract=days.words(outgoing.abstract),
        bases=days.words(outgoing.bases),
        body=days.words(outgoing.body),
        clauses=days.words(outgoing.clauses),
        recipients=desk.units(outgoing.recipients),
        by=desk.actor(outgoing.drafter),
    )
    desk.documents[key] = document.pk


def _submit(key: str, outgoing: Outgoing, desk: Desk) -> None:
    """Submit it; where the rulebook wants approvals, those who give them do so at once, unless it waits for them."""
    document, by = desk.document(key), desk.actor(outgoing.drafter)
    if not steps_of(document) or not next_step(document, signed_content(document).digest):
        drafting.submit(document.pk, by=by)
        return
    asked = approving.ask(document.pk, by=by)
    while outgoing.approved and asked.step:
        is_last = steps_of(asked)[-1] == asked.step
        approver = desk.holder(posts_of(asked.step, asked)[0])
        act = approving.clear if is_last else approving.approve
        asked = act(asked.pk, digest=asked.digest, by=approver)


def _send_back(key: str, outgoing: Outgoing, desk: Desk) -> None:
    drafting.send_back(desk.documents[key], reason=outgoing.reason, by=desk.actor(outgoing.signer))


def _sign(key: str, outgoing: Outgoing, desk: Desk) -> None:
    signing.sign(desk.documents[key], digest=desk.document(key).digest, by=desk.actor(outgoing.signer))


def _issue(key: str, outgoing: Outgoing, desk: Desk) -> None:
    issuing.issue(desk.documents[key], by=desk.clerk(outgoing.unit))


def _take_in(key: str, code: str, desk: Desk) -> None:
    receiving.take_in(desk.copy(key, code).pk, by=desk.clerk(code))
