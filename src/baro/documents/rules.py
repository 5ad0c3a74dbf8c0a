"""Pure rules about documents: what a signature covers, how lines of a register are named."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from baro.trail.models import canonical

LATER = ("bases", "clauses", "acts")  # parts that documents signed before did not have


@dataclass(frozen=True, slots=True)
class SignedContent:
    """Everything that a signature stands for; ``acts`` are what it does to which other documents since when."""

    type: str
    abstract: str
    body: str
    urgency: int
    recipients: Sequence[int]
    papers: Sequence[str]
    bases: str = ""
    clauses: str = ""
    acts: Sequence[Sequence[Any]] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical content, as 64 hexadecimal digits.

        Parts that a document does not have are left out: what was signed before there were any keeps its digest.
        """
        said = {name: value for name, value in asdict(self).items() if value or name not in LATER}
        return hashlib.sha256(canonical(said)).hexdigest()


def outgoing_series(scope: str, *, type_code: str, span: str) -> str:
    """The name of a counter's series: ``term:3/plan``, or ``congress:3/all`` when all types share one."""
    return f"{span}/{type_code if scope == 'per_type' else 'all'}"


def incoming_series(year: int) -> str:
    """The name of the series of incoming numbers in a calendar year."""
    return f"incoming/{year}"
