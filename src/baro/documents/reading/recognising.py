"""Proposes the register's fields from the text of a Party or state document, by the layout both are printed in.

Components and their places: Regulation 399-QĐ/TW and Guideline 05-HD/VPTW (before them 66-QĐ/TW and 36-HD/VPTW) for
the Party, Decree 30/2020/NĐ-CP for the state.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from baro.documents.reading import heads, titles
from baro.documents.reading.dates import Dated, find_date
from baro.documents.reading.deadlines import find_deadlines
from baro.documents.reading.folding import Line, folded, lines_of, plain
from baro.documents.reading.heads import Segment
from baro.documents.reading.issuers import issuer_of
from baro.documents.reading.numbers import Number, find_number
from baro.documents.reading.proposals import NOT_SECRET, ROUTINE, Deadline, Proposal, Vocabulary
from baro.documents.reading.signatures import TO, find_addressees, find_signature
from baro.documents.reading.titles import Title

__all__ = ["Deadline", "Proposal", "Vocabulary", "recognise"]

# More than a thousand pages; what follows cannot be a head, a signature or a first deadline.
LONGEST_TEXT = 3_000_000
# How sure the foot of a document and the sentences of its body are told by their form.
BY_FORM, BY_PLACE = 0.7, 0.8
IN_DOUBT = 0.5
BY_CODE, BY_SHARED_CODE, BY_FORM_OF_NUMBER = 0.9, 0.4, 0.8


@dataclass(frozen=True, slots=True)
class _Head:
    """The elements of a head as they were found."""

    number: Number | None
    dated: Dated | None
    title: Title | None
    parts: list[Segment]


def recognise(text: str, vocabulary: Vocabulary, unsure: Collection[str] = ()) -> Proposal:
    """What the text says about its document; partial where it says little, and never raises, whatever the text.

    ``unsure`` are words with digits that were hard to read in a scan.
    """
    body = plain(text[:LONGEST_TEXT])
    lines = lines_of(body)
    head = _doubted(_head(lines, vocabulary), lines, set(unsure))
    issued_on = head.dated.day if head.dated else None
    found: dict[str, tuple[Any, float]] = {
        **_numbered(head, vocabulary),
        **_issued(head),
        **_about(head, lines),
        **_marked(head, lines),
        **_signed(lines),
        "addressees": (find_addressees(lines), BY_PLACE),
        "deadlines": (find_deadlines(body, issued_on), BY_FORM),
    }
    found["issuer_organ"] = max(found["issuer_organ"], found.pop("named_organ"), key=lambda organ: organ[1])
    found["issuer"] = _issuer(found, body)
    kept = {name: pair for name, pair in found.items() if pair[0] not in (None, "", ()) and pair[1] > 0}
    return Proposal(
        **{name: value for name, (value, _certain) in kept.items()},
        confidence={name: certain for name, (_value, certain) in kept.items()},
    )


def _issuer(found: Mapping[str, tuple[Any, float]], text: str) -> tuple[str, float]:
    name, certain = found["issuer_name"]
    return issuer_of(name, found["issuer_above"][0], found["issuer_organ"][0], text) if name else "", certain


def _head(lines: list[Line], vocabulary: Vocabulary) -> _Head:
    title = titles.find_title(lines, vocabulary)
    end = title.at if title else _end_of_head(lines)
    # A head whose columns came out behind its title is looked through as well, but not before it.
    searched = lines[:end] if _bears_a_number(lines[:end]) else lines[: heads.LONGEST_HEAD]
    number = find_number(searched)
    dated = find_date(lines[:end]) or (find_date(searched) if title and searched != lines[:end] else None)
    parts = heads.segments(lines[:end], number, dated)
    if title is None:
        below = max((element.at for element in (number, dated) if element is not None), default=-1)
        title = titles.find_unknown_title([part for part in parts if part.at > below]) if below >= 0 else None
        parts = [part for part in parts if title is None or part.at < title.at]
    return _Head(number, dated, title, parts)


def _doubted(head: _Head, lines: list[Line], unsure: set[str]) -> _Head:
    """The head with its number and date in doubt where a word of them was hard to read."""

    def sure(known: Number | Dated | None) -> bool:
        return known is None or not unsure & set(lines[known.at].text[known.start : known.end].split())

    number, dated = head.number, head.dated
    return replace(
        head,
        number=number if number is None or sure(number) else replace(number, certain=min(number.certain, IN_DOUBT)),
        dated=dated if dated is None or sure(dated) else replace(dated, certain=min(dated.certain, IN_DOUBT)),
    )


def _bears_a_number(lines: list[Line]) -> bool:
    return find_number(lines) is not None


def _end_of_head(lines: list[Line]) -> int:
    """The line with the addressees; of a paper without any, where running text begins at the latest."""
    for at, line in enumerate(lines[: heads.LONGEST_HEAD]):
        if TO.search(line.fold) or (at and titles.BODY_OF_LETTER.match(line.fold)):
            return at
    return heads.LONGEST_HEAD // 2


def _numbered(head: _Head, vocabulary: Vocabulary) -> dict[str, tuple[Any, float]]:
    """Number, symbol and suffix, and the type: the printed title decides, because types share codes."""
    number = head.number
    code = _known_code(number, vocabulary) if number else ""
    fields: dict[str, tuple[Any, float]] = {"type_id": _type(head, code, vocabulary)}
    if number:
        symbol = number.symbol.replace(number.code, code, 1) if code else number.symbol
        suffix = number.suffix if code else number.code if number.is_state and number.code else number.suffix
        fields |= {
            "number": (number.number, number.certain),
            "symbol": (symbol, number.certain),
            "issuer_suffix": (suffix, 0.9),
        }
    return fields


def _codes(number: Number, vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """The codes of whoever writes numbers so; offices of the Party write as the state does now and then."""
    if number.is_state and vocabulary.state_codes:
        return {**vocabulary.codes, **vocabulary.state_codes}
    return vocabulary.codes


def _known_code(number: Number, vocabulary: Vocabulary) -> str:
    """The code as the rulebook writes it ("QĐ" for a "QD" that lost its stroke); empty for an unknown one."""
    codes = _codes(number, vocabulary)
    if number.code in codes:
        return number.code
    written = {folded(known): known for known in codes}
    return written.get(folded(number.code), "")


def _type(head: _Head, code: str, vocabulary: Vocabulary) -> tuple[str, float]:
    coded = _codes(head.number, vocabulary).get(code, ()) if head.number else ()
    if head.title and head.title.type_id:
        agrees = not coded or head.title.type_id in coded
        return head.title.type_id, head.title.certain if agrees else titles.AT_ODDS
    if coded:
        return coded[0], BY_CODE if len(coded) == 1 and not head.title else BY_SHARED_CODE
    is_letter = head.number is not None and head.number.is_state and head.title is None
    return (vocabulary.letter, BY_FORM_OF_NUMBER) if is_letter else ("", 0.0)


def _issued(head: _Head) -> dict[str, tuple[Any, float]]:
    dated = head.dated
    before = head.number.at if head.number else dated.at if dated else heads.LONGEST_HEAD
    bodies = heads.issuing_bodies(head.parts, before=before)
    return {
        "issued_on": (dated.day if dated else None, _sure_of_day(head)),
        "place": (dated.place if dated else "", 0.9),
        "issuer_name": (bodies[-1] if bodies else "", heads.sure_of(bodies[-1]) if bodies else 0),
        "issuer_above": (", ".join(bodies[:-1]), BY_FORM),
    }


def _sure_of_day(head: _Head) -> float:
    """How sure the date is; less where the number names another year."""
    dated, year = head.dated, re.search(r"/((?:19|20)\d\d)/", head.number.symbol if head.number else "")
    if dated is None:
        return 0.0
    at_odds = year is not None and dated.day is not None and int(year[1]) != dated.day.year
    return min(dated.certain, titles.AT_ODDS) if at_odds else dated.certain


def _about(head: _Head, lines: list[Line]) -> dict[str, tuple[Any, float]]:
    if head.title:
        abstract = titles.abstract_under(lines, head.title)
    else:
        abstract = titles.abstract_of_letter(head.parts, after=head.number.at if head.number else 0)
    return {
        "abstract": (abstract.text, abstract.certain),
        "named_organ": (abstract.organ, 0.9 if abstract.organ else 0),
    }


def _marked(head: _Head, lines: list[Line]) -> dict[str, tuple[Any, float]]:
    # A stamp may come out far from its place, and a secret that is missed is worse than one too many.
    anywhere = [Segment(at, line) for at, line in enumerate(lines) if line.bare in heads.MARKS_OF_SECRECY]
    return {
        "urgency": heads.urgency_of(head.parts, lines) or (ROUTINE, 0.0),
        "secrecy": heads.mark_on([*head.parts, *anywhere], heads.MARKS_OF_SECRECY) or (NOT_SECRET, 0.0),
    }


def _signed(lines: list[Line]) -> dict[str, tuple[Any, float]]:
    signature = find_signature(lines)
    return {
        "signing_mark": (signature.mark, 0.8),
        "issuer_organ": (signature.organ, BY_FORM if signature.organ else 0),
        "signer_position": (signature.position, BY_FORM),
        "signer_name": (signature.name, BY_PLACE if signature.position else BY_FORM),
    }
