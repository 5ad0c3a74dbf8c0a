"""Proposes the register's fields from the text of a Party or state document, by the layout both are printed in.

Components and their places: Regulation 399-QĐ/TW and Guideline 05-HD/VPTW (before them 66-QĐ/TW and 36-HD/VPTW) for
the Party, Decree 30/2020/NĐ-CP for the state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from baro.documents.reading import heads, titles
from baro.documents.reading.deadlines import find_deadlines
from baro.documents.reading.folding import Line, folded, lines_of, plain
from baro.documents.reading.heads import Dated, Number, Segment
from baro.documents.reading.proposals import NOT_SECRET, ROUTINE, Deadline, Proposal, Vocabulary
from baro.documents.reading.signatures import TO, find_addressees, find_signature
from baro.documents.reading.titles import Abstract, Title

__all__ = ["Deadline", "Proposal", "Vocabulary", "recognise"]

# More than a thousand pages; what follows cannot be a head, a signature or a first deadline.
LONGEST_TEXT = 3_000_000
# How sure the foot of a document and the sentences of its body are told by their form.
BY_FORM = 0.7


@dataclass(frozen=True, slots=True)
class _Head:
    """The elements of a head as they were found."""

    number: Number | None
    dated: Dated | None
    title: Title | None
    parts: list[Segment]


def recognise(text: str, vocabulary: Vocabulary) -> Proposal:
    """What the text says about its document; partial where it says little, and never raises, whatever the text."""
    body = plain(text[:LONGEST_TEXT])
    lines = lines_of(body)
    head = _head(lines, vocabulary)
    issued_on = head.dated.day if head.dated else None
    found: dict[str, tuple[Any, float]] = {
        **_numbered(head, vocabulary),
        **_issued(head),
        **_about(lines, head),
        **_marked(lines, head),
        **_signed(lines),
        "addressees": (find_addressees(lines), BY_FORM),
        "deadlines": (find_deadlines(body, issued_on), BY_FORM),
    }
    found["issuer_organ"] = max(found["issuer_organ"], found.pop("named_organ"), key=lambda organ: organ[1])
    kept = {name: pair for name, pair in found.items() if pair[0] not in (None, "", ()) and pair[1] > 0}
    return Proposal(
        **{name: value for name, (value, _certain) in kept.items()},
        confidence={name: certain for name, (_value, certain) in kept.items()},
    )


def _head(lines: list[Line], vocabulary: Vocabulary) -> _Head:
    number, dated = heads.find_number(lines), heads.find_date(lines)
    places = [element.at for element in (number, dated) if element is not None]
    title = titles.find_title(lines, vocabulary, after=min(places, default=0))
    end = title.at if title else _line_of_addressees(lines)
    return _Head(number, dated, title, heads.segments(lines[:end], number, dated))


def _line_of_addressees(lines: list[Line]) -> int:
    found = (at for at, line in enumerate(lines[: heads.LONGEST_HEAD]) if TO.search(line.fold))
    return next(found, heads.LONGEST_HEAD // 2)


def _numbered(head: _Head, vocabulary: Vocabulary) -> dict[str, tuple[Any, float]]:
    """Number, symbol and suffix, and the type: the printed title decides, because types share codes."""
    number = head.number
    code = _known_code(number.code, vocabulary) if number else ""
    fields: dict[str, tuple[Any, float]] = {"type_id": _type(head, code, vocabulary)}
    if number:
        symbol = number.symbol.replace(number.code, code, 1) if code else number.symbol
        suffix = number.suffix if code else number.code if number.is_state else number.suffix
        fields |= {
            "number": (number.number, number.certain),
            "symbol": (symbol, number.certain),
            "issuer_suffix": (suffix, 0.9),
        }
    return fields


def _known_code(code: str, vocabulary: Vocabulary) -> str:
    """The code as the rulebook writes it ("QĐ" for a "QD" that lost its stroke); empty for an unknown one."""
    written = {folded(known): known for known in vocabulary.codes}
    return written.get(folded(code), "")


def _type(head: _Head, code: str, vocabulary: Vocabulary) -> tuple[str, float]:
    coded = vocabulary.codes.get(code, ())
    if head.title:
        agrees = not coded or head.title.type_id in coded
        return head.title.type_id, head.title.certain if agrees else 0.5
    if coded:
        return coded[0], 0.9 if len(coded) == 1 else 0.4
    return (vocabulary.letter, 0.7) if head.number and head.number.is_state else ("", 0.0)


def _issued(head: _Head) -> dict[str, tuple[Any, float]]:
    dated = head.dated
    before = head.number.at if head.number else dated.at if dated else heads.LONGEST_HEAD
    bodies = heads.issuing_bodies(head.parts, before=before)
    day: date | None = dated.day if dated else None
    return {
        "issued_on": (day, 0.95),
        "place": (dated.place if dated else "", 0.9),
        "issuer_name": (bodies[-1] if bodies else "", 0.8),
        "issuer_above": (", ".join(bodies[:-1]), 0.7),
    }


def _about(lines: list[Line], head: _Head) -> dict[str, tuple[Any, float]]:
    if head.title:
        abstract = titles.abstract_under(lines, head.title)
    elif head.parts:
        after = head.number.at if head.number else 0
        abstract = titles.abstract_of_letter(head.parts, after=after)
    else:
        abstract = Abstract()
    return {
        "abstract": (abstract.text, abstract.certain),
        "named_organ": (abstract.organ, 0.9 if abstract.organ else 0),
    }


def _marked(lines: list[Line], head: _Head) -> dict[str, tuple[Any, float]]:
    urgency, sure_of_urgency = heads.mark_on(head.parts, heads.MARKS_OF_URGENCY) or (ROUTINE, 0.0)
    # A stamp may come out far from its place, and a secret that is missed is worse than one too many.
    anywhere = [Segment(at, line) for at, line in enumerate(lines) if line.bare in heads.MARKS_OF_SECRECY]
    secrecy, sure_of_secrecy = heads.mark_on([*head.parts, *anywhere], heads.MARKS_OF_SECRECY) or (NOT_SECRET, 0.0)
    return {"urgency": (urgency, sure_of_urgency), "secrecy": (secrecy, sure_of_secrecy)}


def _signed(lines: list[Line]) -> dict[str, tuple[Any, float]]:
    signature = find_signature(lines)
    return {
        "signing_mark": (signature.mark, 0.8),
        "issuer_organ": (signature.organ, BY_FORM if signature.organ else 0),
        "signer_position": (signature.position, BY_FORM),
        "signer_name": (signature.name, BY_FORM),
    }
