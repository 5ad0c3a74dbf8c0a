"""The figures of the yearly report, printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from baro.statistics.checking import Check


@click.command()
@click.option("--unit", default=None, help="Code of the unit; the root when left out.")
@click.option("--year", type=click.IntRange(1930, 2200), default=None)
@click.option(
    "--period",
    default=None,
    help="Instead of a year: 2024-H1, 2024-9M, 2024-Q2, 2024-05, two days (2020-10-27..2023-06-30), or a term's name.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def figures(unit: str | None, year: int | None, period: str | None, form: str) -> None:
    """Print every figure of a unit's year or other period, with how many rows stand behind it."""
    from baro.statistics.queries import figures as figures_in
    from baro.statistics.queries import unit_of
    from baro.statistics.terms import period_asked

    if (year is None) == (period is None):
        raise click.UsageError("Give either --year or --period.")
    owner = unit_of(unit)
    try:
        asked = period_asked(str(period or year), owner)
    except ValueError:
        raise click.UsageError(
            f"“{period}” is no period; write 2024, 2024-H1, 2024-9M, 2024-Q2, 2024-05, two days as "
            "2020-10-27..2023-06-30, or the name of a term."
        ) from None
    printed = [figure.as_facts() for figure in figures_in(owner, asked)]
    click.echo(json.dumps(printed, ensure_ascii=False, indent=2) if form == "json" else _table(printed))


def _written(value: object) -> str:
    return "—" if value is None else str(value)


def _table(printed: list[dict[str, object]]) -> str:
    width = max((len(str(figure["label"])) for figure in printed), default=0)
    return "\n".join(f"{figure['label']!s:<{width}}  {_written(figure['value']):>8}" for figure in printed)


@click.command("check-figures")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", default=None, help="Code of the unit; the root when left out.")
@click.option("--year", type=click.IntRange(1930, 2200), default=None, help="The one FILE speaks of when left out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check_figures(file: Path, unit: str | None, year: int | None, form: str) -> None:
    """Compare every figure of FILE (TXT, HTML, DOCX, PDF) with the records; exit code 1 when one is wrong."""
    from baro.statistics.checking import check
    from baro.statistics.checking.facts import FactsOfUnit
    from baro.statistics.checking.files import text_of
    from baro.statistics.queries import unit_of

    found = check(text_of(file, file.name), FactsOfUnit(unit_of(unit)), year)
    if form == "json":
        click.echo(json.dumps([one.as_facts() for one in found.figures], ensure_ascii=False, indent=2))
    else:
        click.echo(_verdicts(found))
    sys.exit(0 if found.is_right else 1)


def _verdicts(found: Check) -> str:
    """A line for each figure: what becomes of it, what it says, what would be right, and the words around it."""
    if not found.figures:
        return "There is no figure in it."
    lines = [f"Figures of {found.year}"]
    for one in found.figures:
        told = one.as_facts()
        right = f"right: {told['right']}" if one.verdict.is_wrong else ""
        lines.append(f"{one.verdict:<15}{told['value']!s:>12}  {right:<16}{one.code or '-':<50}{one.words}")
    return "\n".join(lines)


COMMANDS = (figures, check_figures)
