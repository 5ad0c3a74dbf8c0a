"""The chapters, clauses and points of a paper: which stands below which, and by which number each is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from baro.documents.reading.blocks import Block, Table

# From the highest to the lowest, each with how its number is written; how deep "1.2.3" lies, its dots say.
MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"(?P<number>(?:Phần|PHẦN)\s+(?:thứ\s+\w+|[IVX]+|\d+))\b[.:]?\s*")),
    (1, re.compile(r"(?P<number>(?:Chương|CHƯƠNG)\s+[IVX\d]+)\b[.:]?\s*")),
    (2, re.compile(r"(?P<number>[A-H])\s*[.)-]\s+(?=\S)")),
    (3, re.compile(r"(?P<number>[IVX]{1,5})\s*[.)/-]+\s*(?=[^\W\d]{2})")),
    (4, re.compile(r"(?P<number>(?:Mục|MỤC)\s+[IVX\d]+)\b[.:]?\s*")),
    (5, re.compile(r"(?P<number>(?:Điều|ĐIỀU)\s+\d+[a-z]?)\b[.:]?\s*")),
    (6, re.compile(r"(?:Khoản\s+)?(?P<number>\d{1,2})\s*(?:[.)/:]-?|-)\s+(?=\S)|(?P<tight>\d{1,2})\.(?=[^\W\d])")),
    (7, re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\)?\s*(?=[^\W\d])")),
    (11, re.compile(r"\(?(?P<number>[a-zđ]|\d{1,2})\)\s*(?=\S)|(?P<tight>[a-zđ])\.\s+(?=\S)")),
    (12, re.compile(r"(?P<number>)[-–]\s*(?=\S)")),
    (13, re.compile(r"(?P<number>)[+*•▪◦o]\s+(?=\S)|(?P<tight>)[+•▪]\s*(?=\S)")),
)
WITHOUT = 20
DEEPEST = 99


@dataclass(slots=True)
class Node:
    """A clause with what stands below it; ``table`` where it is none of words. ``clause`` is its whole number."""

    text: str
    rank: int = DEEPEST
    number: str = ""
    clause: str = ""
    table: Table | None = None
    below: list[Node] = field(default_factory=list)


def outlined(blocks: Iterable[Block]) -> Node:
    """The paper as a tree."""
    root = Node("", rank=-1)
    path = [root]
    for block in blocks:
        node = Node("", WITHOUT, table=block) if isinstance(block, Table) else marked(block.text)
        while path[-1].rank >= node.rank or (node.rank == WITHOUT and path[-1].rank == WITHOUT):
            path.pop()
        above = path[-1]
        node.clause = joined(above.clause, node.number)
        above.below.append(node)
        if node.table is None:
            path.append(node)
    return root


def marked(text: str) -> Node:
    """A paragraph without its number, and with what that says about its place."""
    for rank, form in MARKERS:
        found = form.match(text)
        if found:
            number = found["number"] or found.groupdict().get("tight") or ""
            deeper = number.count(".") if rank == 7 else 0
            return Node(text[found.end() :].strip(), rank + deeper - (rank == 7), number)
    return Node(text, WITHOUT)


def joined(above: str, number: str) -> str:
    """The number of a clause behind those above it; one that repeats them, as "2.1" does in 2, is not said twice."""
    if not above or not number:
        return above or number
    last = above.rpartition(".")[2] if "." in above else above
    if number.startswith(f"{last}."):
        return f"{above[: len(above) - len(last)]}{number}"
    return f"{above}.{number}"
