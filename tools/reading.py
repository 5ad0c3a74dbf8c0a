"""How well papers are read: precision and recall of every field over the labelled heads, `make reading`.

Of what was proposed without doubt, precision is the share that is right; recall is the share of what papers say that
was proposed rightly, in doubt or not.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import click

LABELLED = Path(__file__).parents[1] / "src/baro/documents/reading/tests/labelled.toml"
FIELDS = ("symbol", "issued_on", "issuer", "type", "abstract", "urgency", "reply_by", "deadlines")


def labelled() -> dict[str, dict[str, Any]]:
    """The heads by their names, each with its text and what is right about it."""
    return tomllib.loads(LABELLED.read_text(encoding="utf-8"))


def proposed(text: str) -> dict[str, tuple[Any, float]]:
    """What is proposed from a text, each with how sure that is."""
    from baro.documents.proposing import found_in, vocabulary  # noqa: PLC0415 - Django must be set up first
    from baro.documents.reading.recognising import recognise  # noqa: PLC0415 - so too

    found = found_in(recognise(text, vocabulary()))
    told = {name: (value, found.confidence[name]) for name, value in found.initial.items()}
    days = sorted({deadline.day for deadline in found.deadlines})
    return told | ({"deadlines": (days, 1.0)} if days else {})


def measured() -> dict[str, Counter[str]]:
    """By field, how much was said, proposed without doubt, and how much of both was right."""
    from baro.documents.proposing import SURE  # noqa: PLC0415 - Django must be set up first

    counts = {name: Counter[str]() for name in FIELDS}
    for right in labelled().values():
        found = proposed(right["text"])
        for name, count in counts.items():
            value, sure = found.get(name, (None, 0.0))
            is_right = value == right.get(name)
            count["said"] += name in right
            count["found"] += name in right and is_right
            count["sure"] += value is not None and sure >= SURE
            count["sure and right"] += value is not None and sure >= SURE and is_right
    return counts


def main() -> None:
    """Print a line for each field."""
    os.environ.setdefault("BARO_SECRET_KEY", "only for measuring")
    from baro.config.command.opening import set_up  # noqa: PLC0415 - it wants the key

    set_up()
    click.echo(f"{'field':<12}{'said':>6}{'recall':>9}{'sure':>7}{'precision':>11}")
    for name, count in measured().items():
        recall = count["found"] / max(count["said"], 1)
        precision = count["sure and right"] / max(count["sure"], 1)
        click.echo(f"{name:<12}{count['said']:>6}{recall:>9.0%}{count['sure']:>7}{precision:>11.0%}")


if __name__ == "__main__":
    main()
