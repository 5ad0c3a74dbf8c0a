"""What was recognised in papers: kept with them when they are read, and the first values of the register's form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from baro.documents.queries import types_on
from baro.documents.reading.proposals import Deadline, Proposal, Vocabulary
from baro.documents.reading.recognising import recognise
from baro.org.rulebook import DocumentTypes

SURE = 0.75
PROPOSALS = TypeAdapter(Proposal)


@dataclass(frozen=True, slots=True)
class Found:
    """First values of the form, how sure each is (0 to 1), and the deadlines that the text names."""

    initial: dict[str, Any] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()

    @property
    def doubtful(self) -> list[str]:
        """The fields to look at twice."""
        return [name for name, sure in self.confidence.items() if sure < SURE]


def vocabulary(types: DocumentTypes) -> Vocabulary:
    """The words by which recognition knows the types of the rulebook."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in types.types:
        if row.code:
            codes[row.code] = (*codes.get(row.code, ()), row.id)
    return Vocabulary({row.names.vi: row.id for row in types.types}, codes, "official_letter")


def as_kept(text: str) -> dict[str, Any]:
    """What the text of a paper says, as a row keeps it."""
    kept: dict[str, Any] = PROPOSALS.dump_python(recognise(text, vocabulary(types_on())), mode="json")
    return kept


def propose(kept: Sequence[dict[str, Any] | None]) -> Found:
    """What the first paper with a head says, in the fields of the form."""
    for proposal in (PROPOSALS.validate_python(one) for one in kept if one):
        if proposal.symbol or proposal.type_id:
            return _in_fields(proposal)
    return Found()


def days_named(kept: Iterable[dict[str, Any] | None]) -> list[Deadline]:
    """The days by which papers ask for something, the earliest first; ``kept`` is what their rows keep of them."""
    found = [one for proposal in kept if proposal for one in PROPOSALS.validate_python(proposal).deadlines]
    days = {(one.day, one.sentence): one for one in found}
    return sorted(days.values(), key=lambda one: one.day)


def _in_fields(proposal: Proposal) -> Found:
    """The proposal under the names of the form's fields."""
    values = {
        "symbol": proposal.symbol,
        "issued_on": proposal.issued_on,
        "issuer": proposal.issuer_name,
        "type": proposal.type_id,
        "abstract": "" if proposal.secrecy else proposal.abstract,
        "urgency": proposal.urgency,
        "secrecy": proposal.secrecy,
        "signer_title": ", ".join(filter(None, (proposal.signer_name, proposal.signer_position))),
        "reply_by": proposal.deadlines[0].day if len(proposal.deadlines) == 1 else None,
    }
    names = {"issuer": "issuer_name", "type": "type_id"}
    found = {name: value for name, value in values.items() if value not in (None, "", 0)}
    sure = {n: proposal.confidence[names.get(n, n)] for n in found if names.get(n, n) in proposal.confidence}
    return Found(found, sure, proposal.deadlines)
