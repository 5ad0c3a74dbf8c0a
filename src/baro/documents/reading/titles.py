"""The printed type of a document and its abstract: under the title, or under the number of a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from baro.documents.reading.folding import Line, folded, in_capitals, squeezed, unspaced
from baro.documents.reading.heads import LONGEST_HEAD, MARKS_OF_SECRECY, MARKS_OF_URGENCY, Segment
from baro.documents.reading.proposals import Vocabulary
from baro.documents.reading.signatures import TO

ALIKE_ENOUGH = 0.86
# Title and abstract may stand below a head whose every cell came out as a line of its own.
LOOKED_THROUGH = LONGEST_HEAD + 20
LONGEST_ABSTRACT = 8
LONGEST_TITLE = 60
NAMED_ORGAN = re.compile(r"^CUA (?=[A-Z])")
ABOUT = re.compile(r"^(?:V\s?/\s?V|VE)\b\s*[:.]?\s*")
IN_SHORT = re.compile(r"^V\s?/\s?V\b\s*[:.]?\s*(?:VIEC\b\s*)?")
# Running text begins so even on the first line under a title; the weaker words only after the abstract has begun.
BODY = re.compile(r"^(?:CAN CU|KINH (?:GUI|TRINH)|DIEU \d|CHUONG [IVX]|[IVX]{1,4}[.)]\s|[1A][.)]\s|NGAY \d)")
LIKELY_BODY = re.compile(
    r"^(?:THUC HIEN|TRIEN KHAI|THEO|XET|DE|NHAM|TRONG|SAU|HIEN NAY|QUA|TIEP TUC|VUA QUA|THOI GIAN|NHUNG NAM|BAN)\b"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A type printed as a title; ``rest`` is what follows it on the same line."""

    at: int
    type_id: str
    rest: str
    certain: float


@dataclass(frozen=True, slots=True)
class Abstract:
    """What a document is about, as printed; ``organ`` is the body named between title and abstract."""

    text: str = ""
    organ: str = ""
    certain: float = 0.0


def find_title(lines: list[Line], vocabulary: Vocabulary, *, after: int) -> Title | None:
    """The first line that is a type in capitals, from the line ``after`` on; None for a letter, which has no title."""
    names = {folded(name): type_id for name, type_id in vocabulary.types.items()}
    spaceless = {unspaced(name): type_id for name, type_id in names.items()}
    for at, line in enumerate(lines[:LOOKED_THROUGH]):
        if TO.search(line.fold):
            return None
        title = (_titled(at, line, spaceless) or _begun(at, line, names)) if at >= after else None
        if title is not None:
            return title
    return None


def _titled(at: int, line: Line, spaceless: Mapping[str, str]) -> Title | None:
    """A type alone on its line, perhaps with a letter or two misread."""
    if not line.is_capital or len(line.text) > LONGEST_TITLE:
        return None
    words = unspaced(line.fold).strip("*-.:")
    if words in spaceless:
        return Title(at, spaceless[words], "", 0.97)
    near = [name for name in spaceless if abs(len(name) - len(words)) <= 2]
    best, name = max(((SequenceMatcher(None, words, name).ratio(), name) for name in near), default=(0.0, ""))
    return Title(at, spaceless[name], "", round(best * 0.9, 2)) if best >= ALIKE_ENOUGH else None


def _begun(at: int, line: Line, names: Mapping[str, str]) -> Title | None:
    """A type in capitals at the beginning of a line that goes on in small letters with the abstract."""
    for name in sorted(names, key=len, reverse=True):
        rest = line.text[len(name) :]
        if line.fold.startswith(f"{name} ") and in_capitals(line.text[: len(name)]) and not in_capitals(rest):
            return Title(at, names[name], rest.strip(), 0.85)
    return None


def abstract_under(lines: list[Line], title: Title) -> Abstract:
    """The lines under the title up to the rule ("-----") or the running text."""
    gathered = [title.rest] if title.rest else []
    organ = ""
    for line in lines[title.at + 1 : title.at + 1 + LONGEST_ABSTRACT]:
        if not gathered and not organ and NAMED_ORGAN.match(line.fold) and line.is_capital:
            organ = squeezed(line.text[4:])
        elif _is_over(gathered, line):
            break
        else:
            gathered.append(line.text)
    text = squeezed(" ".join(gathered)).rstrip(" .")
    return Abstract(text, organ, 0.9 if ABOUT.match(folded(text)) else 0.7)


def _is_over(gathered: list[str], line: Line) -> bool:
    if not any(sign.isalnum() for sign in line.text) or BODY.match(line.fold) or TO.search(line.fold):
        return True
    if not gathered:
        return False
    if gathered[-1].endswith((".", ";", ":")) or (line.is_capital and not in_capitals(gathered[-1])):
        return True
    begins_anew = line.text[0].isupper()
    wider = len(line.text) > 1.2 * max(len(text) for text in gathered)
    return begins_anew and (wider or bool(LIKELY_BODY.match(line.fold)))


def abstract_of_letter(parts: list[Segment], *, after: int) -> Abstract:
    """The few lines under the number of a letter that begin with "V/v" or "về"; the abbreviation is written out."""
    gathered: list[str] = []
    for part in parts:
        if part.at < after or part.line.bare in {*MARKS_OF_URGENCY, *MARKS_OF_SECRECY}:
            continue
        if not gathered and not ABOUT.match(part.line.fold):
            continue
        if gathered and part.line.is_capital and len(part.line.text) > 5:
            continue
        gathered.append(part.line.text)
    return Abstract(_written_out(squeezed(" ".join(gathered))).rstrip(" ."), "", 0.85) if gathered else Abstract()


def _written_out(text: str) -> str:
    short = IN_SHORT.match(folded(text))
    return f"về việc {text[short.end() :]}" if short else text
