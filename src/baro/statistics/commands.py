"""The figures of the yearly report, printed."""

from __future__ import annotations

import json

import click


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


def _table(printed: list[dict[str, object]]) -> str:
    width = max((len(str(figure["label"])) for figure in printed), default=0)
    return "\n".join(f"{figure['label']!s:<{width}}  {figure['value']:>8}" for figure in printed)


COMMANDS = (figures,)
