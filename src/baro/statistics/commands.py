"""The figures of the yearly report, printed."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--unit", default=None, help="Code of the unit; the root when left out.")
@click.option("--year", type=click.IntRange(1930, 2200), required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def figures(unit: str | None, year: int, form: str) -> None:
    """Print every figure of a unit's year, with how many rows stand behind it."""
    from baro.statistics.queries import figures_of_year

    printed = [figure.as_facts() for figure in figures_of_year(unit, year)]
    click.echo(json.dumps(printed, ensure_ascii=False, indent=2) if form == "json" else _table(printed))


def _table(printed: list[dict[str, object]]) -> str:
    width = max((len(str(figure["label"])) for figure in printed), default=0)
    return "\n".join(f"{figure['label']!s:<{width}}  {figure['value']:>8}" for figure in printed)


COMMANDS = (figures,)
