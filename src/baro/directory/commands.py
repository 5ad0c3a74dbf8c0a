"""Lists of the organisation from a file and into one: what the page “Import and export lists” does, for scripts."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from baro.kernel.errors import Refused

KINDS = ("all", "units", "posts", "people", "tenures")
MOST_PRINTED = 100


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be added and what is wrong.")
def import_list(file: Path, *, dry_run: bool) -> None:
    """Import units, posts, people or tenures from a CSV file or an Excel workbook, whole or not at all."""
    from baro.org.actors import Actor
    from baro.org.importing.actions import importing

    by = Actor.system("import")
    record = importing.check(importing.bring(file.name, file.read_bytes(), by=by).pk, by=by)
    outcome = record.outcome or {}
    _print(outcome)
    if outcome["wrong"]:
        sys.exit(1)
    if outcome["adds"] and not dry_run:
        importing.carry_in(record.pk, outcome["digest"], by=by)
        click.echo("Imported.")
    elif outcome["adds"]:
        click.echo("Nothing was written.")
    else:
        click.echo("Everything is recorded already.")


def _print(outcome: dict[str, object]) -> None:
    from baro.sheets.remedies import Mistake

    counts: dict[str, dict[str, int]] = outcome["counts"]  # type: ignore[assignment]
    for code, count in counts.items():
        told = (f"{count.get(result, 0):>9,} {words}" for result, words in WORDS.items())
        click.echo(f"{code:<8}{','.join(told)}")
    mistakes: list[list[object]] = outcome["mistakes"]  # type: ignore[assignment]
    for kept in mistakes[:MOST_PRINTED]:
        mistake = Mistake(*kept)  # type: ignore[arg-type]
        said = f"{mistake.shape}, row {mistake.row}, {mistake.column} “{mistake.value}”: {mistake.remedy}"
        click.echo(said, err=True)


WORDS = {"new": "new", "numbered": "get a number", "same": "as they are", "wrong": "to be corrected"}


@click.command("export")
@click.option("--kind", type=click.Choice(KINDS), default="all", show_default=True)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day; today when left out.")
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export_list(kind: str, day: datetime | None, file: Path) -> None:
    """Write the organisation as it was on a day into a .csv or .xlsx file that can be imported again."""
    if file.suffix not in (".csv", ".xlsx") or (file.suffix == ".csv" and kind == "all"):
        raise Refused("Name a file that ends with .xlsx, or with .csv for one kind of list: --kind units -o units.csv")
    from django.utils import timezone

    from baro.directory.import_files import snapshot_sheet, wanted
    from baro.org.actors import Actor
    from baro.org.importing.giving import Snapshot
    from baro.ui.lists.exports import csv_lines, write_workbook

    as_text = file.suffix == ".csv"
    snapshot = Snapshot(Actor.system("export"), day.date() if day else timezone.localdate())
    sheets = [snapshot_sheet(shape, snapshot, machine=True, text=as_text) for shape in wanted(kind)]
    if as_text:
        with file.open("w", encoding="utf-8", newline="") as written:
            written.writelines(csv_lines(sheets[0]))
    else:
        with file.open("wb") as book:
            write_workbook(sheets, book)


COMMANDS = (
    import_list,
    export_list,
)
