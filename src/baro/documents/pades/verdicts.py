"""The verdict on the signatures of a file, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.documents.pades.authority import trusted
from baro.documents.reading.confined import confined
from baro.documents.reading.parsers.signed import judge
from baro.documents.uploads import limits
from baro.kernel.errors import Refused

MARK = b"/ByteRange"
LOOKED_AT = 64 * 1024 * 1024
GOOD, DOUBTFUL, BAD = "good", "warn", "bad"
VALID = gettext_lazy("Signature holds")
INVALID = gettext_lazy("Signature does not hold")
CHANGED = gettext_lazy("Changed after signing")
UNKNOWN = gettext_lazy("Not proved")
# The worst first: whether it is so, the tone, the word and the sentence.
FAULTS: tuple[tuple[Callable[[dict[str, Any]], bool], str, Any, Any], ...] = (
    (
        lambda one: not one.get("holds"),
        BAD,
        INVALID,
        gettext_lazy("The bytes that were signed were changed, or the signature is damaged."),
    ),
    (
        lambda one: not one.get("whole"),
        BAD,
        INVALID,
        gettext_lazy("It covers only a part of the file: the rest may come from anybody."),
    ),
    (
        lambda one: bool(one.get("changed")),
        BAD,
        CHANGED,
        gettext_lazy("After it was signed, the file was changed in a way that the signature does not allow."),
    ),
    (lambda one: bool(one.get("revoked")), BAD, INVALID, gettext_lazy("The certificate was revoked by its authority.")),
    (
        lambda one: bool(one.get("expired")),
        DOUBTFUL,
        UNKNOWN,
        gettext_lazy("The certificate had expired when it was checked."),
    ),
    (
        lambda one: not one.get("trusted"),
        DOUBTFUL,
        UNKNOWN,
        gettext_lazy("The bytes are those that were signed, but nobody here trusts the authority."),
    ),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One signature: its ``tone``, in a word, by whom and when, and the sentences that say why."""

    tone: str
    word: Any
    by: str
    at: datetime | None
    why: Sequence[str]
    authority: str = ""


def judged(file: BinaryIO, name: str) -> list[dict[str, Any]] | None:
    """What the signatures of a PDF say, as it is kept; None for a file without any, or that cannot be judged."""
    file.seek(0)
    if MARK not in file.read(LOOKED_AT):
        return None
    roots = [one.decode() for one in trusted()]
    try:
        said: list[dict[str, Any]] = confined("pdf.judge", file, limits(), name=name, trusted=roots)["signatures"]
    except Refused:
        return [{"field": "", "holds": False, "why": "unreadable"}]
    return said or None


def judged_here(pdf: bytes) -> list[dict[str, Any]]:
    """The same of a file that was made here: it needs no walls, and nobody waits for them."""
    found: list[dict[str, Any]] = judge(BytesIO(pdf), limits(), trusted=[one.decode() for one in trusted()])[
        "signatures"
    ]
    return found


def verdicts(kept: Sequence[dict[str, Any]] | None) -> list[Verdict]:
    """What was kept about the signatures of a file, for people."""
    return [_verdict(one) for one in kept or ()]


def _verdict(one: dict[str, Any]) -> Verdict:
    tone, word, why = _said(one)
    by = ", ".join(filter(None, (one.get("by", ""), one.get("organisation", "") if not _is_seal(one) else "")))
    at = datetime.fromisoformat(one["at"]) if one.get("at") else None
    return Verdict(tone, word, by, at, why, one.get("authority", ""))


def _is_seal(one: dict[str, Any]) -> bool:
    return bool(one.get("by") == one.get("organisation"))


def _said(one: dict[str, Any]) -> tuple[str, Any, list[str]]:
    """The worst that can be said, or that all is well."""
    for is_so, tone, word, sentence in FAULTS:
        if is_so(one):
            return tone, word, [str(sentence)]
    later = [] if one.get("last") else [_("What was added later is allowed: a further signature, or nothing seen.")]
    return GOOD, VALID, [_("It covers the whole file as it was signed, and nothing was changed after."), *later]
