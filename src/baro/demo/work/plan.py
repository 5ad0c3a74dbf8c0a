"""The work as it stands in work.toml: what arrives, what goes out, what is given to whom, and when."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "work.toml"

# A date, or a number of working days before (-) or after today.
Day = date | int

Outcome = Literal[
    "on_time",
    "at_once",
    "late",
    "returned",
    "returned_open",
    "waiting",
    "waiting_late",
    "underway",
    "behind",
    "silent",
    "declined",
    "asks",
    "extended",
    "cancelled",
]


class Row(BaseModel):
    """A table of the file; a name that is not expected is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Words(Row):
    """What owners and assigners say, in turn."""

    reports: list[str]
    results: list[str]
    returns: list[str]
    declines: list[str]
    urges: list[str]
    extensions: list[str]
    cancels: list[str]


class Made(Row):
    """A letter that is written when the demo is loaded, because it must be new."""

    symbol: str
    issued: Day
    type: str
    abstract: str = ""
    heading: str = ""
    organ: str = ""
    position: str = ""
    signer: str = ""
    body: list[str] = []


class Incoming(Row):
    """A document that arrives and what happens to it: from outside with a paper, or from a unit here (``origin``)."""

    unit: str
    arrived: Day
    issuer: str = ""
    key: str = ""
    origin: str = ""
    paper: str = ""
    made: Made | None = None
    urgency: int | None = None
    secrecy: str = ""
    presented: Day | None = None
    proposal: str = ""
    instructed: Day | None = None
    instruction: str = ""
    lead: str = ""
    coordinates: list[str] = []
    informs: list[str] = []
    due: Day | None = None
    filed: Day | None = None


class Entered(Row):
    """A document of the committee's own that was issued on paper: entered with it, and seen by ``recipients``."""

    key: str
    unit: str
    paper: str
    entered: Day
    recipients: list[str]


class Outgoing(Row):
    """A document that is drafted and how far it comes."""

    unit: str
    drafter: str
    type: str
    abstract: str
    body: str
    recipients: str | list[str]
    drafted: Day
    key: str = ""
    bases: str = ""
    clauses: str = ""
    approved: bool = True
    submitted: Day | None = None
    returned: Day | None = None
    reason: str = ""
    signer: str = ""
    submitted_again: Day | None = None
    signed: Day | None = None
    issued: Day | None = None
    taken_in: dict[str, Day] = {}


class Given(Row):
    """Work that is given to one post, or to the heads of many units."""

    by: str
    to: str | list[str]
    work: str
    product: str
    authority: str
    assigned: Day
    due: Day
    outcomes: list[Outcome]
    source: str = ""
    clause: str = ""
    accountable: str = ""
    most: int | None = None
    first: str = ""
    evidence: bool = False


class Plan(Row):
    """The whole file."""

    words: Words
    incoming: list[Incoming]
    entered: list[Entered]
    outgoing: list[Outgoing]
    given: list[Given]


@cache
def plan() -> Plan:
    """The file, checked."""
    return Plan.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
