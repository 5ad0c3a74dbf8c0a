"""Pure rules of programmes: which clauses a plan has, and from which of them a task comes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from baro.trail.words import fold

LONGEST_LABEL = 30
# “Mục II.1.”, “3)”, “a)”, “Điều 4”: a word that names the step and a number, or a number with a sign behind it.
_STEP = r"(?i:phần|mục|điều|khoản|điểm|part|section|article|clause|item|القسم|المادة|البند)\s+"
_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}(?:\.\d{1,3}){0,4}|[a-zđ])"
_LABEL = re.compile(rf"\s*({_STEP}{_NUMBER}(?!\w)|{_NUMBER}(?=\s?[.)](?:\s|$)|\s[–-]\s))\s*[.):–-]*\s*")


class ClauseLine(NamedTuple):
    """A clause as it is typed: what it is numbered, and its words."""

    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}. {self.words}" if self.label else self.words


class Numbered(Protocol):
    """A clause, or what looks like one."""

    @property
    def label(self) -> str:
        """Its number."""
        ...

    @property
    def words(self) -> str:
        """What it says."""
        ...


def clause_line(line: str) -> ClauseLine:
    """A typed line as a clause: its number, and the words behind it; without a number all of it is words."""
    found = _LABEL.match(line)
    if not found or not (words := line[found.end() :].strip()):
        return ClauseLine("", line.strip())
    return ClauseLine(" ".join(found[1].split()), words)


def clauses_typed(text: str) -> list[ClauseLine]:
    """The clauses of a text in which each stands on a line of its own."""
    return [clause_line(line) for line in text.splitlines() if line.strip()]


def clauses_in(text: str, most: int) -> list[ClauseLine]:
    """The numbered paragraphs of a plan; lines without a number go on with the paragraph before them."""
    found: list[ClauseLine] = []
    for line in map(clause_line, filter(str.strip, text.splitlines())):
        if line.label:
            found.append(line)
        elif found:
            found[-1] = found[-1]._replace(words=f"{found[-1].words} {line.words}")
    return found[:most]


def rows_apart(clauses: Iterable[ClauseLine], work: Iterable[tuple[str, str]]) -> list[ClauseLine]:
    """The clauses, where several pieces of work stand under one number (the rows of a table) a line for each of them.

    ``work`` are numbers of clauses with the words of what is to be done.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for number, words in work:
        rows[_number(number)].append(words)
    found: list[ClauseLine] = []
    for clause in clauses:
        parts = rows.get(_number(clause.label), []) if clause.label else []
        found += [ClauseLine(clause.label, words) for words in parts] if len(parts) > 1 else [clause]
    return found


def _plain(words: str) -> str:
    """Folded words between spaces, so that whole words are found in them; empty for none."""
    found = re.sub(r"[^\w\s]", " ", fold(words)).split()
    return f" {' '.join(found)} " if found else ""


def under_headings(clauses: Sequence[Numbered]) -> dict[int, list[int]]:
    """The places of clauses under which others are numbered (“II” above “II.1”), with the places of these."""
    numbers = [_number(clause.label) for clause in clauses]
    found: dict[int, list[int]] = {}
    for at, number in enumerate(numbers):
        below = [other for other, deeper in enumerate(numbers) if number and deeper.startswith(f"{number}.")]
        if below:
            found[at] = below
    return found


def placed(texts: Iterable[str], clauses: Sequence[Numbered]) -> dict[str, int | None]:
    """Each text, as it stands in the field “Clause” of tasks, with the place of the clause that it comes from.

    A number that only one clause has is enough; else the words decide, of which one side holds the other. None where
    nothing fits.
    """
    numbered: dict[str, list[int]] = defaultdict(list)
    for at, clause in enumerate(clauses):
        if clause.label:
            numbered[_number(clause.label)].append(at)
    words = [_plain(clause.words) for clause in clauses]
    return {text: _place(clause_line(text), numbered, words) for text in texts}


def _number(label: str) -> str:
    """The number of a label, without the word that names the step."""
    return fold(label.rsplit(maxsplit=1)[-1]) if label.split() else ""


def _place(line: ClauseLine, numbered: dict[str, list[int]], words: list[str]) -> int | None:
    said = _plain(line.words)
    same = numbered.get(_number(line.label or line.words.rstrip(" .):")), [])
    if len(same) == 1:
        return same[0]
    among = same or range(len(words))
    fits = [at for at in among if said and words[at] and (said in words[at] or words[at] in said)]
    return max(fits, key=lambda at: (min(len(said), len(words[at])), -at), default=same[0] if same else None)
