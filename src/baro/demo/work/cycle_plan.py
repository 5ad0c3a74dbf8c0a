"""The plan that is carried through the whole cycle, as it stands in cycle.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from baro.demo.work.plan import Day, Outcome, Row

FILE = Path(__file__).parent / "cycle.toml"
DUE = re.compile(r"\{(-?\d+)\}")


class Paper(Row):
    """The document of the plan; its text says each deadline as a day before or after today."""

    key: str
    unit: str
    drafter: str
    signer: str
    type: str
    abstract: str
    drafted: int
    issued: int
    recipients: str
    body: str

    @property
    def deadlines(self) -> dict[int, int]:
        """Number of a clause to its deadline."""
        lines = (line for line in self.body.splitlines() if DUE.search(line))
        return {int(line.partition(".")[0]): int(DUE.findall(line)[-1]) for line in lines}


class Led(Row):
    """The programme of the plan, who leads it, and what became of its clauses in turn."""

    unit: str
    title: str
    by: str
    set_up: int
    last: int
    outcomes: list[Outcome]


class Asked(Row):
    """The clause that all communes answer, and how they do."""

    by: str
    unit: str
    sent: int
    due: int
    work: str
    product: str
    authority: str
    clause: str
    settled: str
    worst: str
    matters: list[str]
    silent: int
    reminder: str
    declines: str
    declined: str
    returns: int
    returned: str


class Reviewed(Row):
    """The interim review."""

    by: str
    unit: str
    approver: str
    kind: str
    title: str
    lessons: str
    first: int
    last: int
    begun: int
    approved: int


class Aside(Row):
    """What else happens on the way, with the numbers of the clauses of which it happens."""

    obstacle_clause: int
    obstacle: str
    remover: str
    recorded: int
    until: int
    remark_clause: int
    remark: str
    mentions: str
    remarked: int
    helped_clause: int
    helped: str
    helped_until: int
    asked: int
    quarterly: str
    quarterly_product: str
    quarterly_given: int
    above: str
    above_product: str
    above_id: str
    above_document: str
    above_given: int
    above_due: int
    evaluated: int
    evaluation: str
    grade: str


class Weak(Row):
    """A weak point of a commune and how far it came."""

    unit: str
    owner: str = "Chánh Văn phòng"
    recorder: str = "Phó Bí thư Thường trực"
    kind: str
    nature: str
    seriousness: int
    origin: str
    what: str
    recorded: Day
    due: Day
    solved: Day | None = None
    solution: str = ""
    accepted: Day | None = None


class Cycle(Row):
    """The whole file."""

    plan: Paper
    programme: Led
    cascade: Asked
    aside: Aside
    review: Reviewed
    weak: list[Weak]


@cache
def cycle_plan() -> Cycle:
    """The file, checked."""
    return Cycle.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
