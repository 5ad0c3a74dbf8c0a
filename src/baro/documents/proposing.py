"""What was recognised in papers: kept with them when they are read, and the first values of the register's form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from baro.documents.reading.folding import folded, in_capitals
from baro.documents.reading.proposals import Deadline, Proposal, Vocabulary
from baro.documents.reading.recognising import recognise
from baro.documents.reading.text import Reading
from baro.documents.rulebook import StateTypes
from baro.kernel import rulebook
from baro.org.rulebook import DocumentType, DocumentTypes

SURE = 0.75
SURE_OF_ANSWER, SURE_OF_DAY, SURE_OF_KNOWN = 0.85, 0.6, 0.95
PROPOSALS = TypeAdapter(Proposal)
BESIDES = ("signer_name", "signer_position", "signing_mark", "place", "addressees")
# The paper that says most of these is the letter; the others belong to it. Each alone is worth proposing.
OF_A_HEAD = ("number", "type_id", "issued_on", "issuer_name", "abstract")


@dataclass(frozen=True, slots=True)
class Found:
    """First values of the form, how sure each is (0 to 1), and the deadlines that the text names."""

    initial: dict[str, Any] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()

    @property
    def doubtful(self) -> list[str]:
        """The fields of the form to look at twice."""
        return [name for name, sure in self.confidence.items() if sure < SURE and name not in BESIDES]

    def with_issuer(self, name: str) -> Found:
        """The same with the issuer under another name, by which it is known."""
        sure = {**self.confidence, "issuer": SURE_OF_KNOWN}
        return replace(self, initial={**self.initial, "issuer": name}, confidence=sure)


def vocabulary() -> Vocabulary:
    """The words by which recognition knows the types that the rulebook has today, the Party's and the state's."""
    party, state = rulebook.today(DocumentTypes).types, rulebook.today(StateTypes).types
    types = {row.names.vi: row.id for row in (*party, *state)}
    return Vocabulary(types, _by_code(party), "official_letter", _by_code(state))


def _by_code(types: Iterable[DocumentType]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for row in types:
        if row.code:
            codes[row.code] = (*codes.get(row.code, ()), row.id)
    return codes


def as_kept(reading: Reading) -> dict[str, Any]:
    """What the text of a paper says, as a row keeps it."""
    kept: dict[str, Any] = PROPOSALS.dump_python(recognise(reading.text, vocabulary(), reading.unsure), mode="json")
    return kept


def propose(kept: Sequence[dict[str, Any] | None]) -> Found:
    """What the papers say, in the fields of the form: each field by itself, all from the paper that says most."""
    proposals = [PROPOSALS.validate_python(one) for one in kept if one]
    return found_in(max(proposals, key=_told, default=Proposal()))


def days_named(kept: Iterable[dict[str, Any] | None]) -> list[Deadline]:
    """The days by which papers ask for something, the earliest first; ``kept`` is what their rows keep of them."""
    found = [one for proposal in kept if proposal for one in PROPOSALS.validate_python(proposal).deadlines]
    days = {(one.day, one.sentence): one for one in found}
    return sorted(days.values(), key=lambda one: one.day)


def _told(proposal: Proposal) -> int:
    return sum(getattr(proposal, name) not in (None, "") for name in OF_A_HEAD)


def found_in(proposal: Proposal) -> Found:
    """The proposal under the names of the form's fields, and what the form does not ask for under its own."""
    reply_by, sure_of_reply = _reply_by(proposal)
    sure = proposal.confidence
    values: dict[str, tuple[Any, float]] = {
        "symbol": (proposal.symbol if proposal.number is not None else "", sure.get("symbol", 0)),
        "issuer": (proposal.issuer, sure.get("issuer", 0)),
        "type": (proposal.type_id, sure.get("type_id", 0)),
        "abstract": ("" if proposal.secrecy else proposal.abstract, sure.get("abstract", 0)),
        "reply_by": (reply_by, sure_of_reply),
        "signer_title": (_signer(proposal), sure.get("signer_name", 0)),
        "addressee": (_addressee(proposal), sure.get("addressees", 0)),
    }
    for name in ("issued_on", "urgency", "secrecy", *BESIDES):
        values[name] = (getattr(proposal, name), sure.get(name, 0))
    read = {name: pair for name, pair in values.items() if pair[0] not in (None, "", 0, ())}
    return Found(
        {name: value for name, (value, _sure) in read.items()},
        {name: certain for name, (_value, certain) in read.items()},
        proposal.deadlines,
    )


def _signer(proposal: Proposal) -> str:
    """Who signed and in which position, as a line of the register names them."""
    position = proposal.signer_position
    shown = position[:1] + position[1:].lower() if in_capitals(position) else position
    return ", ".join(filter(None, [proposal.signer_name, shown])) if proposal.signer_name else ""


def _addressee(proposal: Proposal) -> str:
    """Whom alone a paper is meant for; empty where it goes to several."""
    alone = proposal.addressees[0] if len(proposal.addressees) == 1 else ""
    return "" if {"CAC", "NHU"} & set(folded(alone).split()) else alone


def _reply_by(proposal: Proposal) -> tuple[date | None, float]:
    """The one day by which an answer is asked for, else the one day that is named at all."""
    answers = {deadline.day for deadline in proposal.deadlines if deadline.answers}
    days = {deadline.day for deadline in proposal.deadlines}
    if len(answers) == 1:
        return answers.pop(), SURE_OF_ANSWER if len(days) == 1 else SURE_OF_DAY
    return (days.pop(), SURE_OF_DAY) if len(days) == 1 else (None, 0.0)
