"""No path issues a document whose text is another one than was approved last: every walk of the flow is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from baro.documents import queries
from baro.documents.actions import approving, drafting, issuing, signing
from baro.documents.flow import State
from baro.documents.models import Document
from baro.kernel.errors import Refused
from tests.world import World

Deed = Callable[[World, Document], object]
DEEDS: dict[str, Deed] = {
    "ask": lambda world, one: approving.ask(one.pk, by=world.clo),
    "clear": lambda world, one: approving.clear(one.pk, digest=one.digest, by=world.chi),
    "approve": lambda world, one: approving.approve(one.pk, digest=one.digest, by=world.chi),
    "submit": lambda world, one: drafting.submit(one.pk, by=world.clo),
    "withdraw": lambda world, one: drafting.withdraw(one.pk, by=world.clo),
    "revise": lambda world, one: _revise(world, one),  # noqa: PLW0108 - it stands below
    "sign": lambda world, one: signing.sign(one.pk, digest=one.digest, by=world.ada),
    "issue": lambda world, one: issuing.issue(one.pk, by=world.clo),
}
LONGEST = 7  # deeds: ask, clear, withdraw, revise, ask, clear, sign


def _revise(world: World, document: Document) -> Document:
    """Another text, which no version had before."""
    return drafting.revise(
        document.pk,
        type=document.type,
        abstract=document.abstract,
        body=f"{document.body} Thêm.",
        recipients=[world.unit("QN-HL")],
        by=world.clo,
    )


def _walks(state: State, walk: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way through the flow that ends with issuing, as long as the states let it."""
    if len(walk) > LONGEST:
        return
    for word in DEEDS:
        move = next(move for verb, move in Document.FLOW.items() if verb.word == word)
        if state not in move.sources or walk[-1:] == (word,):
            continue
        if word == "issue":
            yield (*walk, word)
        else:
            yield from _walks(State(move.target or state), (*walk, word))


WALKS = sorted(set(_walks(State.DRAFT)))


def test_there_are_many_ways_to_issue():
    assert len(WALKS) > 20
    assert ("ask", "clear", "sign", "issue") in WALKS
    assert ("submit", "sign", "issue") in WALKS


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_what_is_issued_is_what_was_approved_last(world, walk):
    document = world.drafted(unit=world.unit("QN"), type="official_letter")
    for word in walk:
        document = Document.objects.get(pk=document.pk)
        try:
            DEEDS[word](world, document)
        except Refused:
            continue
    document = Document.objects.get(pk=document.pk)
    if document.state != State.ISSUED:
        return
    last = document.approvals.last()
    assert last is not None, "it was issued without an approval"
    assert queries.signed_content(document).digest == last.digest == document.digest


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SIGNED])
def test_a_text_that_changed_behind_the_actions_is_neither_signed_nor_issued(world, state):
    facts = {"unit": world.unit("QN"), "type": "official_letter"}
    document = world.signed(**facts) if state == State.SIGNED else world.submitted(**facts)
    Document.objects.filter(pk=document.pk).update(clauses="Một điều mới")
    deed = DEEDS["issue"] if state == State.SIGNED else DEEDS["sign"]
    with pytest.raises(Refused, match="no longer"):
        deed(world, document)


def test_a_digest_that_nobody_approved_is_not_issued(world):
    document = world.signed(unit=world.unit("QN"), type="official_letter")
    Document.objects.filter(pk=document.pk).update(body="Câu khác")
    document.refresh_from_db()
    Document.objects.filter(pk=document.pk).update(digest=queries.signed_content(document).digest)
    with pytest.raises(Refused, match="not what was approved last"):
        DEEDS["issue"](world, document)
