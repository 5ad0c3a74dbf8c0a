"""The printed type of a document and its abstract: under the title, or under the number of a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from baro.documents.reading.folding import RULE, Line, folded, in_capitals, squeezed, unspaced
from baro.documents.reading.heads import BODIES, LONGEST_HEAD, MARKS_OF_SECRECY, MARKS_OF_URGENCY, Segment
from baro.documents.reading.proposals import Vocabulary
from baro.documents.reading.signatures import POSITION, TO

ALIKE_ENOUGH = 0.86
# Title and abstract may stand below a head whose every cell came out as a line of its own.
LOOKED_THROUGH = LONGEST_HEAD + 20
LONGEST_ABSTRACT = 8
LONGEST_TITLE, LONGEST_UNKNOWN = 60, 40
NAMED_ORGAN = re.compile(r"^CUA (?=[A-Z])")
ABOUT = re.compile(r"^(?:V\s?[/⁄|]?\s?V|VE)\b\s*[:.]?\s*")
IN_SHORT = re.compile(r"^V\s?[/⁄|]?\s?V\b\s*[:.]?\s*(?:VIEC\b\s*)?")
# Running text begins so even on the first line under a title; the weaker words only after the abstract has begun.
BODY = re.compile(
    r"^[-+•*]?\s*(?:CAN CU|KINH (?:GUI|TRINH)|DIEU \d|CHUONG [IVX\d]|PHAN (?:THU|[IVX\d])|[IVX]{1,4}[.)]\s|[1A][.)]\s"
    r"|NGAY \d|XET (?:DE NGHI|TO TRINH)|THEO DE NGHI)"
)
BODY_OF_LETTER = re.compile(BODY.pattern.replace(r"|NGAY \d", ""))  # a letter cites others by their days
LIKELY_BODY = re.compile(
    r"^[-+•*]?\s*(?:THUC HIEN|TRIEN KHAI|THEO|XET|DE|NHAM|TRONG|SAU|HIEN NAY|QUA|TIEP TUC|VUA QUA|THOI GIAN|NHUNG NAM"
    r"|BAN|CHINH PHU|UY BAN|DANG UY|TINH UY|THUONG TRUC|VAN PHONG|SO|CHU TICH|GIAM DOC|THUA)\b"
)
# A line that ends so goes on in the next one, whatever that begins with.
GOES_ON = re.compile(
    r"(?:\b(?:VA|CUA|VOI|GIUA|TAI|CHO|TRONG|THEO|VE|CAC|VIEC|TU|DEN|DO|BOI|O|LA|VE VIEC|CUNG|HOAC|NHU|KY|SO)|[,-])$"
)
PRINTED, BEGUN, AT_ODDS = 0.97, 0.85, 0.5
SAYS_ABOUT, SAYS_IT, IN_A_LETTER, TOO_LONG = 0.9, 0.75, 0.85, 0.5


@dataclass(frozen=True, slots=True)
class Title:
    """A type printed as a title (empty for one that nobody knows); ``rest`` is what follows it on the same line."""

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


def find_title(lines: list[Line], vocabulary: Vocabulary) -> Title | None:
    """The first line that is a type in capitals; None for a letter, which has no title."""
    names = {folded(name): type_id for name, type_id in vocabulary.types.items() if type_id != vocabulary.letter}
    spaceless = {unspaced(name): type_id for name, type_id in names.items()}
    for at, line in enumerate(lines[:LOOKED_THROUGH]):
        if TO.search(line.fold) or IN_SHORT.match(line.fold):
            return None
        title = _titled(at, line, spaceless) or _begun(at, line, names)
        if title is not None:
            return title
    return None


def find_unknown_title(parts: list[Segment]) -> Title | None:
    """A short line in capitals under the head that is no body and no mark: a kind of paper that the lists lack."""
    for part, following in pairwise(parts):
        line = part.line
        if IN_SHORT.match(line.fold) or not line.is_capital:
            return None
        if BODIES.match(line.fold) or line.bare in {*MARKS_OF_URGENCY, *MARKS_OF_SECRECY}:
            continue
        if 5 <= len(line.text) <= LONGEST_UNKNOWN and following.at > part.at:
            return Title(part.at, "", "", 0.0)
    return None


def _titled(at: int, line: Line, spaceless: Mapping[str, str]) -> Title | None:
    """A type alone on its line, perhaps with a letter or two misread."""
    if not line.is_capital or len(line.text) > LONGEST_TITLE:
        return None
    words = unspaced(line.fold).strip("*-.:")
    if words in spaceless:
        return Title(at, spaceless[words], "", PRINTED)
    near = [name for name in spaceless if abs(len(name) - len(words)) <= 2]
    best, name = max(((SequenceMatcher(None, words, name).ratio(), name) for name in near), default=(0.0, ""))
    return Title(at, spaceless[name], "", round(best * 0.9, 2)) if best >= ALIKE_ENOUGH else None


def _begun(at: int, line: Line, names: Mapping[str, str]) -> Title | None:
    """A type in capitals at the beginning of a line that goes on with the abstract, an organ or a mark."""
    for name in sorted(names, key=len, reverse=True):
        rest = line.text[len(name) :]
        if (
            line.fold.startswith(f"{name} ")
            and in_capitals(line.text[: len(name)])
            and len(line.text) < 2 * LONGEST_TITLE
        ):
            is_mark = folded(rest).strip() in MARKS_OF_URGENCY
            return Title(at, names[name], "" if is_mark else rest.strip(), BEGUN)
    return None


def abstract_under(lines: list[Line], title: Title) -> Abstract:
    """The lines under the title up to the rule ("-----") or the running text."""
    gathered: list[str] = []
    organ = ""
    under = lines[title.at + 1 : title.at + 1 + LONGEST_ABSTRACT]
    first = [Line.of(title.rest)] if title.rest else []
    ruled = _ruled(under)
    for at, line in enumerate([*first, *under]):
        if not gathered and RULE.match(line.text):
            continue
        if not gathered and not organ and NAMED_ORGAN.match(line.fold) and line.is_capital:
            organ = squeezed(line.text[4:])
        elif _is_over(gathered, line, [*first, *under][at + 1 : at + 2], ruled=bool(ruled) and at < ruled + len(first)):
            break
        else:
            gathered.append(line.text)
    text = squeezed(" ".join(gathered)).rstrip(" .;")
    told = SAYS_ABOUT if _says_about(gathered) else SAYS_IT
    return Abstract(text, organ, TOO_LONG if len(gathered) >= LONGEST_ABSTRACT else told)


def _ruled(lines: list[Line]) -> int:
    """How many lines stand above the rule that ends an abstract; 0 where running text comes before any rule."""
    for at, line in enumerate(lines):
        if RULE.match(line.text) and at > 0:
            return at
        if BODY.match(line.fold) or TO.search(line.fold):
            return 0
    return 0


def _is_over(gathered: list[str], line: Line, following: list[Line], *, ruled: bool) -> bool:
    """Whether the abstract ended before a line; ``ruled`` when a rule further down says where it ends."""
    if RULE.match(line.text) or BODY.match(line.fold) or TO.search(line.fold):
        return True
    if not gathered:
        return False
    if gathered[-1].endswith((".", ";", ":")) or line.text.endswith(":") or _is_authority(line, following):
        return True
    begins_it = bool(ABOUT.match(line.fold)) and not _says_about(gathered)
    return not (ruled or begins_it or GOES_ON.search(folded(gathered[-1]))) and _begins_anew(gathered, line)


def _begins_anew(gathered: list[str], line: Line) -> bool:
    """Whether a line looks like running text beside those of an abstract."""
    if in_capitals(gathered[-1]):
        if line.is_capital:
            return False
    elif line.is_capital or _begins_in_capitals(line):
        return True
    wider = len(line.text) > 1.2 * max(len(text) for text in gathered)
    return line.text[0].isupper() and (wider or bool(LIKELY_BODY.match(line.fold)))


def _says_about(gathered: list[str]) -> bool:
    return any(ABOUT.match(folded(text)) for text in gathered)


def _is_authority(line: Line, following: list[Line]) -> bool:
    """Whether a line in capitals names who decides: what the decision is based on follows."""
    named = line.is_capital and (BODIES.match(line.fold) or POSITION.match(line.fold))
    return bool(named) and any(BODY.match(after.fold) for after in following)


def _begins_in_capitals(line: Line) -> bool:
    words = line.text.split()[:3]
    return len(words) == 3 and all(len(word) > 1 and word.isalpha() and word.isupper() for word in words)


def abstract_of_letter(parts: list[Segment], *, after: int) -> Abstract:
    """The few lines under the number of a letter that begin with "V/v" or "về"; the abbreviation is written out."""
    gathered: list[str] = []
    for part in parts:
        if part.at < after or part.line.bare in {*MARKS_OF_URGENCY, *MARKS_OF_SECRECY} or part.line.bare.isdigit():
            continue
        if not gathered and not ABOUT.match(part.line.fold):
            continue
        if gathered and part.line.is_capital and len(part.line.text) > 5:
            continue
        if gathered and (len(gathered) >= LONGEST_ABSTRACT or BODY_OF_LETTER.match(part.line.fold)):
            break
        gathered.append(part.line.text)
    return (
        Abstract(_written_out(squeezed(" ".join(gathered))).rstrip(" ."), "", IN_A_LETTER) if gathered else Abstract()
    )


def _written_out(text: str) -> str:
    short = IN_SHORT.match(folded(text))
    return f"về việc {text[short.end() :]}" if short else text
