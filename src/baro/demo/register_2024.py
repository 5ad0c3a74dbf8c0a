"""The register of 2024: as many documents of each type as the article reports, made from the sentences of a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from operator import itemgetter
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

from baro.demo.units import STANDING
from baro.documents.actions.entering import Issued
from baro.documents.rulebook import Numbering
from baro.kernel import rulebook
from baro.kernel.periods import is_working_day, moved_to_working_day
from baro.org.rulebook import DocumentTypes

FILE = Path(__file__).parent / "documents_2024.toml"
YEAR = 2024
SUFFIX = "TU"  # the committee and its standing committee write the same one


@dataclass(frozen=True, slots=True)
class Sentence:
    """An abstract with the days between which its document can be dated; ``number`` is given when it is known."""

    text: str
    issuer: str = STANDING
    first: date = date(YEAR, 1, 2)
    last: date = date(YEAR, 12, 31)
    number: int | None = None
    field: str = ""


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def figures() -> dict[str, int]:
    """How many documents of each kind the article reports."""
    return {kind: count for kind, count in _file()["figures"].items() if kind != "source"}


def source() -> str:
    """Where the figures come from."""
    return str(_file()["figures"]["source"])


def signing_posts() -> dict[str, str]:
    """Type to the name of the post that signs it."""
    return {issued["type"]: issued.get("signed_by", "Phó Bí thư Thường trực") for issued in _file()["issued"]}


def issued_by() -> dict[str, list[Issued]]:
    """Unit code to the documents that it issued in 2024, in the order of their days; the same each time."""
    found: dict[str, list[Issued]] = {}
    for issued in _file()["issued"]:
        for issuer, line in _numbered(issued):
            found.setdefault(issuer, []).append(line)
    return {issuer: sorted(lines, key=lambda line: line.issued_on) for issuer, lines in sorted(found.items())}


def _numbered(issued: dict[str, Any]) -> Iterator[tuple[str, Issued]]:
    """The documents of one type: dated, then numbered in the order of their days."""
    draw = Random(issued["type"])  # noqa: S311 - invented days are no secret
    undated = list(_sentences(issued, draw))
    dated = sorted(((_day(sentence, draw), sentence) for sentence in undated), key=itemgetter(0))
    first = issued.get("first") or _first_for(known=[sentence.number for _day, sentence in dated])
    for number, (day, sentence) in enumerate(dated, start=first):
        symbol = _symbol(issued["type"], number, day)
        yield sentence.issuer, Issued(issued["type"], number, symbol, day, sentence.text, field=sentence.field)


def _first_for(known: Sequence[int | None]) -> int:
    """The first number that lets the one known number stand where its day puts it."""
    place, number = next((place, number) for place, number in enumerate(known) if number is not None)
    return number - place


def _symbol(type_id: str, number: int, day: date) -> str:
    """The number as printed."""
    code = rulebook.in_force(DocumentTypes, on=day).body.of(type_id).code
    return rulebook.in_force(Numbering, on=day).body.written(number, code=code, suffix=SUFFIX)


def _sentences(issued: dict[str, Any], draw: Random) -> Iterator[Sentence]:
    """What was issued: the lines as they stand, and so many of each pattern as it says."""
    for line in issued.get("lines", ()):
        yield _sentence(line["text"], line, on=line.get("on"))
    for pattern in issued.get("patterns", ()):
        made = list(_made_of(pattern))
        yield from draw.sample(made, pattern.get("take", len(made)))


def _made_of(pattern: dict[str, Any]) -> Iterator[Sentence]:
    """Every sentence that a pattern gives with all its words."""
    slots = [slot for _text, slot, _form, _conversion in Formatter().parse(pattern["text"]) if slot]
    for words in product(*(_words(slot) for slot in slots)):
        text = pattern["text"].format(**{slot: word["text"] for slot, word in zip(slots, words, strict=True)})
        timed: dict[str, Any] = next((word for word in words if "between" in word), {})
        yield _sentence(text, pattern | {name: timed[name] for name in timed if name == "between"})


def _words(slot: str) -> list[dict[str, Any]]:
    """The words for a slot, those without days as those with."""
    return [word if isinstance(word, dict) else {"text": word} for word in _file()["words"][slot]]


def _sentence(text: str, row: dict[str, Any], *, on: date | None = None) -> Sentence:
    first, last = row.get("between", ("01-08", "12-31"))
    return Sentence(
        text=text,
        issuer=row.get("issuer", STANDING),
        first=on or date.fromisoformat(f"{YEAR}-{first}"),
        last=on or date.fromisoformat(f"{YEAR}-{last}"),
        number=row.get("number"),
        field=row.get("field", ""),
    )


def _day(sentence: Sentence, draw: Random) -> date:
    """A working day between the two of a sentence, or the next one after them when there is none."""
    span = (sentence.last - sentence.first).days
    days = [day for day in (sentence.first + timedelta(days=n) for n in range(span + 1)) if is_working_day(day)]
    return draw.choice(days) if days else moved_to_working_day(sentence.last)
