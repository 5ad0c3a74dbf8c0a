"""What recognition proposes for the register; the clerk corrects it, so that nothing here is ever certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NOT_SECRET, CONFIDENTIAL, SECRET, TOP_SECRET = "", "confidential", "secret", "top_secret"
ROUTINE, URGENT, VERY_URGENT, EXPRESS, EXPRESS_TIMED = range(5)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names and codes of document types as the rulebook has them.

    ``types``: printed name to id ("Kế hoạch": "plan"); ``codes``: code to ids ("QĐ": ("decision", "regulation")), and
    those of the state, which writes TT for another type than the Party; ``letter``: the id of the official letter,
    whose type is not printed and whose state form has no code.
    """

    types: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    letter: str
    state_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is asked for, the sentence that asks, and the number of its clause ("2", "Điều 3").

    ``answers`` is whether an answer or a report is what is asked for.
    """

    day: date
    sentence: str
    clause: str = ""
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The fields of a document as far as they were found; empty, zero or None where nothing was.

    ``symbol`` is the number and symbol as printed ("84-KH/TU"); ``issuer`` the whole name in small letters,
    ``issuer_name`` what is printed of it, ``issuer_above`` the body printed over that;
    ``issuer_organ`` the one in whose name it was issued ("BAN THƯỜNG VỤ"); ``urgency`` is 0-4;
    ``confidence`` gives each found field a value from 0 to 1.
    """

    number: int | None = None
    symbol: str = ""
    issued_on: date | None = None
    issuer: str = ""
    issuer_name: str = ""
    issuer_above: str = ""
    issuer_suffix: str = ""
    issuer_organ: str = ""
    type_id: str = ""
    abstract: str = ""
    urgency: int = ROUTINE
    secrecy: str = NOT_SECRET
    place: str = ""
    signer_name: str = ""
    signer_position: str = ""
    signing_mark: str = ""
    addressees: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
