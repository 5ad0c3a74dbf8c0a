"""The yearly report, printed into a file."""

from __future__ import annotations

from pathlib import Path

import click

LANGUAGES, FORMATS = ("vi", "en", "ar"), ("html", "pdf", "docx")


@click.command()
@click.option("--unit", default=None, help="Code of the unit; the root when left out.")
@click.option("--year", type=click.IntRange(1930, 2200), required=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="vi", show_default=True)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=None, help="By the name of the file when left out."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def report(unit: str | None, year: int, language: str, form: str | None, output: Path) -> None:
    """Print the report of a unit's year: as it was approved, else with the figures of today."""
    from baro.reports.composing import composed
    from baro.reports.keeping import told_of_unit
    from baro.reports.papers import PRINTERS
    from baro.statistics.queries import unit_of

    form = form or output.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise click.UsageError(
            f"“{output.name}” does not say what to print; add --format with one of {', '.join(FORMATS)}."
        )
    printed = PRINTERS[form].print(composed(told_of_unit(unit_of(unit), year), language))
    try:
        output.write_bytes(printed)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written ({error.strerror}); name another file.") from error
    click.echo(f"{output}: {len(printed)} bytes")


COMMANDS = (report,)
