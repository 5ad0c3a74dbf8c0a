"""How well tasks are proposed: precision and recall of every field over the labelled clauses, `make proposing`.

Precision is the share of what was proposed that is right; recall is the share of what clauses say that was proposed
rightly. A work is right when it is the labelled one but for a few letters; everything else to the letter.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import click

LABELLED = Path(__file__).parents[1] / "src/baro/tasks/proposing/tests/labelled.toml"
FIELDS = ("work", "lead", "coordinates", "due_on", "recurs", "product", "clause")
SAME_WORK, PAIRED = 0.9, 0.5


def labelled() -> dict[str, Any]:
    """The cases with the units and the day of the papers."""
    return tomllib.loads(LABELLED.read_text(encoding="utf-8"))


def proposed(case: dict[str, Any], kept: dict[str, Any]) -> list[dict[str, Any]]:
    """What is proposed from a case, as ``baro propose`` prints it."""
    from baro.documents.reading.blocks import Table, blocks_of  # noqa: PLC0415 - Django must be set up first
    from baro.tasks.proposing.clauses import ClauseReader  # noqa: PLC0415 - so too
    from baro.tasks.proposing.known import names_of  # noqa: PLC0415 - so too
    from baro.tasks.proposing.names import KnownUnit  # noqa: PLC0415 - so too

    units = [KnownUnit(name, "provincial_committee" if name.startswith("Tỉnh ủy") else "") for name in kept["units"]]
    rows = tuple(map(tuple, case.get("rows", ())))
    blocks = [Table(rows)] if rows else blocks_of(case["text"])
    return [one.as_json() for one in ClauseReader().propose(blocks, names_of(units), kept["on"])]


def _values(task: dict[str, Any] | None, field: str) -> list[str]:
    value = (task or {}).get(field)
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def paired(
    right: list[dict[str, Any]], found: list[dict[str, Any]]
) -> Iterable[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Each labelled task with the proposal that is most like it, and what has no partner alone."""
    left = list(found)
    for task in right:
        near = max(left, key=lambda one: _likeness(task["work"], one["work"]), default=None)
        if near is not None and _likeness(task["work"], near["work"]) >= PAIRED:
            left.remove(near)
            yield task, near
        else:
            yield task, None
    yield from ((None, one) for one in left)


def measured(*, aside: bool) -> dict[str, Counter[str]]:
    """By field, how much was said, how much was proposed, and how much of both was right."""
    kept = labelled()
    counts = {name: Counter[str]() for name in FIELDS}
    for case in kept["case"]:
        if bool(case.get("aside")) == aside:
            for task, one in paired(case["tasks"], proposed(case, kept)):
                for name, count in counts.items():
                    said, told = _values(task, name), _values(one, name)
                    count["said"] += len(said)
                    count["told"] += len(told)
                    count["right"] += sum(_is_right(name, value, said) for value in told)
    return counts


def _is_right(field: str, value: str, said: list[str]) -> bool:
    if field == "work":
        return any(_likeness(value, one) >= SAME_WORK for one in said)
    return value in said


def table(*, aside: bool) -> list[str]:
    """A line for each field."""
    lines = [f"{'field':<12}{'said':>6}{'recall':>9}{'proposed':>10}{'precision':>11}"]
    for name, count in measured(aside=aside).items():
        recall, precision = count["right"] / max(count["said"], 1), count["right"] / max(count["told"], 1)
        lines.append(f"{name:<12}{count['said']:>6}{recall:>9.0%}{count['told']:>10}{precision:>11.0%}")
    return lines


def main() -> None:
    """Print the table of the clauses that the rules were made with, and that of those kept aside."""
    os.environ.setdefault("BARO_SECRET_KEY", "only for measuring")
    from baro.config.command.opening import set_up  # noqa: PLC0415 - it wants the key

    set_up()
    for title, aside in (("Clauses that the rules were made with", False), ("Clauses kept aside", True)):
        click.echo("\n".join([title, *table(aside=aside), ""]))
    if "--wrong" in sys.argv:
        _print_wrong(aside="--aside" in sys.argv)


def _print_wrong(*, aside: bool) -> None:
    kept = labelled()
    for case in kept["case"]:
        if bool(case.get("aside")) == aside:
            for task, one in paired(case["tasks"], proposed(case, kept)):
                for name in FIELDS:
                    said, told = _values(task, name), _values(one, name)
                    if len(said) != len(told) or not all(_is_right(name, value, said) for value in told):
                        click.echo(f"{case['name']}  {name}: {told} for {said}")


if __name__ == "__main__":
    main()
